interface Output {
  readonly bytes: number;
  readonly entryPoint?: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly imports: readonly { readonly path: string; readonly kind: string; readonly external?: boolean }[];
}

/** What esbuild says about a build (its `metafile`), as far as it is used here. */
export interface BundleMeta {
  readonly outputs: Readonly<Record<string, Output>>;
}

/** What is loaded when the entry is: it and all that it imports statically, on and on. */
export interface StartupClosure {
  readonly files: readonly string[];
  readonly bytes: number;
  readonly inputs: readonly string[];
}

/** Follows the static imports from the chunk that was made of `entryPoint`. */
export function startupClosure({ outputs }: BundleMeta, entryPoint: string): StartupClosure {
  const start = Object.keys(outputs).find((path) => outputs[path]?.entryPoint === entryPoint);
  if (start === undefined) throw new Error(`No chunk was made of ${entryPoint}.`);
  const files = new Set([start]);
  // A set that grows while it is walked is walked to its end.
  for (const file of files) {
    for (const { path, kind, external } of outputs[file]?.imports ?? []) {
      if (kind === 'import-statement' && external !== true) files.add(path);
    }
  }
  const chunks = [...files].map((file) => outputs[file]).filter((output) => output !== undefined);
  return {
    files: [...files],
    bytes: chunks.reduce((sum, { bytes }) => sum + bytes, 0),
    inputs: chunks.flatMap(({ inputs }) => Object.keys(inputs)),
  };
}
