import type { VariableCollection } from '../../../../src/vscode/terminals/terminalVariables.js';

/** What VS Code puts into new terminals for an extension; clearing takes the description too. */
export class FakeCollection implements VariableCollection {
  readonly values = new Map<string, string>();
  persistent = true;
  description: unknown;

  replace(variable: string, value: string): void {
    this.values.set(variable, value);
  }

  clear(): void {
    this.values.clear();
    this.description = undefined;
  }
}
