import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { demoAwsFiles } from '../emulator/demoWorld.js';
import { OwnedProcess } from '../host/ownedProcess.js';
import { repository } from '../host/paths.js';
import { progress } from '../host/progress.js';
import type { Stage } from '../host/stage.js';

/**
 * Starts the made-up AWS in a process of its own, as a real one would be, and makes the stage's AWS files name it.
 * It goes on printing what it is asked.
 */
export async function startEmulator(stage: Stage, tokenMinutes: string): Promise<void> {
  let isReady = false;
  const main = join(repository, 'test', 'emulator', 'main.ts');
  const args = ['--import=tsx', main, '--with-parent', '--token-minutes', tokenMinutes];
  await progress('starting a made-up AWS', async () => {
    const emulator = new OwnedProcess(process.execPath, args, {
      cwd: repository,
      env: stage.environment(),
      onOutput: (text) => isReady && process.stdout.write(text),
    });
    await emulator.printed('\n', 30_000);
    const url = /listening on (\S+)/.exec(emulator.output)?.[1];
    if (url === undefined) throw new Error(emulator.output);
    const { config, credentials } = demoAwsFiles(url);
    writeFileSync(stage.configFile, config);
    writeFileSync(stage.credentialsFile, credentials);
  });
  isReady = true;
}
