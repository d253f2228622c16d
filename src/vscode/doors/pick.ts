import * as vscode from 'vscode';
import { Cancelled } from '../../core/base/userError.js';

/** One line of a choice. */
export interface Choice<T> {
  readonly label: string;
  readonly description?: string;
  readonly detail?: string;
  readonly picked?: boolean;
  readonly value: T;
}

/** A heading between choices. */
export interface Heading {
  readonly heading: string;
}

interface PickText {
  readonly title: string;
  readonly placeholder: string;
}

/** Lets the person choose one. Throws {@link Cancelled} where they choose none. */
export async function pickOne<T>(
  choices: readonly (Choice<T> | Heading)[] | Promise<readonly (Choice<T> | Heading)[]>,
  { title, placeholder }: PickText,
): Promise<T> {
  const options = {
    title,
    placeHolder: placeholder,
    matchOnDescription: true,
    matchOnDetail: true,
    ignoreFocusOut: true,
  };
  const picked = await vscode.window.showQuickPick(items(choices), options);
  if (picked?.value === undefined) throw new Cancelled();
  return picked.value;
}

/** Lets the person choose many. Throws {@link Cancelled} where they choose none. */
export async function pickMany<T>(
  choices: readonly Choice<T>[] | Promise<readonly Choice<T>[]>,
  { title, placeholder }: PickText,
): Promise<readonly T[]> {
  const options = {
    title,
    placeHolder: placeholder,
    matchOnDescription: true,
    canPickMany: true,
    ignoreFocusOut: true,
  } as const;
  const picked = (await vscode.window.showQuickPick(items(choices), options)) ?? [];
  if (picked.length === 0) throw new Cancelled();
  return picked.map(({ value }) => value).filter((value) => value !== undefined);
}

type Item<T> = vscode.QuickPickItem & { readonly value?: T };

async function items<T>(
  choices: readonly (Choice<T> | Heading)[] | Promise<readonly (Choice<T> | Heading)[]>,
): Promise<Item<T>[]> {
  return (await choices).map((choice) =>
    'heading' in choice
      ? { label: choice.heading, kind: vscode.QuickPickItemKind.Separator }
      : { ...choice, value: choice.value },
  );
}
