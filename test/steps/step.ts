/** One part of `npm test`. */
export interface Step {
  /** For `--only` and the report. */
  readonly name: string;
  /** Scripts of package.json; all run, also after one failed. */
  readonly scripts: readonly string[];
  /** Whether its scripts run at the same time: they mostly wait, and no two of them use the same ports. */
  readonly isParallel?: boolean;
  /** Whether its tests are counted; a check without tests counts only when it fails. */
  readonly hasTests: boolean;
  /** The script that must have run before, where no step has run it. */
  readonly builtBy?: string;
  /** Whether it shows a VS Code. */
  readonly needsHost: boolean;
  /** Whether it runs the official AWS CLI and SQL clients, where they are. */
  readonly needsPrograms?: boolean;
}

const check = { hasTests: false, needsHost: false };
const tests = { hasTests: true, needsHost: false };

/** All of `npm test`, in order. */
export const steps: readonly Step[] = [
  { ...check, name: 'typecheck', scripts: ['typecheck'] },
  { ...check, name: 'lint', scripts: ['lint'] },
  { ...check, name: 'deadcode', scripts: ['deadcode'] },
  { ...tests, name: 'unit', scripts: ['unit'] },
  { ...tests, name: 'faults', scripts: ['faults'] },
  { ...tests, name: 'package', scripts: ['package', 'package-tests'] },
  { ...tests, name: 'integration', scripts: ['integration'], builtBy: 'build', needsHost: true },
  {
    ...tests,
    name: 'e2e',
    // Those that open local endpoints are in one, since the ports of the same workgroups are the same; so is another,
    // which makes both as long.
    scripts: ['e2e-endpoints', 'e2e-others'],
    isParallel: true,
    builtBy: 'package',
    needsHost: true,
    needsPrograms: true,
  },
  { ...tests, name: 'cli', scripts: ['cli-tests'], needsPrograms: true },
];
