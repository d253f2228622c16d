import { runTests } from '@vscode/test-electron';
import { join } from 'node:path';
import { bundleFile } from './integrationBundle.js';
import { repository } from './paths.js';
import type { HostVerdict } from './serverTestRun.js';
import type { Stage } from './stage.js';
import { removeTemporary, temporaryFolder } from './temporaryFolder.js';

/** A desktop VS Code: one that is installed, or a version to download. */
export type Desktop = { readonly executable: string } | { readonly version: string };

/** Runs the integration bundle in the extension host of a desktop VS Code. */
export async function runOnDesktop(
  desktop: Desktop,
  stage: Stage,
  env: Readonly<Record<string, string>>,
): Promise<HostVerdict> {
  // The tool passes this process's environment on, so what is about AWS must go from here.
  for (const name of Object.keys(process.env))
    if (/^AWS_/i.test(name)) Reflect.deleteProperty(process.env, name);
  const data = await temporaryFolder('vscode-desktop-');
  try {
    const code = await runTests({
      ...('executable' in desktop ? { vscodeExecutablePath: desktop.executable } : desktop),
      extensionDevelopmentPath: repository,
      extensionTestsPath: bundleFile,
      extensionTestsEnv: { ...stage.awsFiles(), ...env },
      launchArgs: [
        stage.workspaceFolder,
        `--user-data-dir=${join(data, 'user')}`,
        `--extensions-dir=${join(data, 'extensions')}`,
        '--disable-workspace-trust',
        '--disable-updates',
        '--skip-welcome',
        '--skip-release-notes',
        // A machine without a keyring would ask on the screen.
        '--password-store=basic',
      ],
    });
    return { isOk: code === 0 };
  } catch (error) {
    return { isOk: false, problem: String(error) };
  } finally {
    await removeTemporary(data);
  }
}
