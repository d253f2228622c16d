import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { demoAwsFiles, demoSettings } from '../emulator/demoWorld.js';
import { OwnedProcess } from '../host/ownedProcess.js';
import { repository } from '../host/paths.js';
import { progress } from '../host/progress.js';
import type { Stage } from '../host/stage.js';

/** What VS Code must know beside the AWS files. */
export interface DemoServices {
  /** For what has no profile: an identity. */
  readonly env: NodeJS.ProcessEnv;
  readonly settings: Readonly<Record<string, unknown>>;
}

/**
 * Starts the made-up AWS, its Redshift where there is a PostgreSQL server for this machine, and the OpenID provider of
 * its company, in a process of its own, as a real one would be, and makes the stage's AWS files name it. It goes on
 * printing what it is asked.
 */
export async function startEmulator(stage: Stage, tokenMinutes: string): Promise<DemoServices> {
  let isReady = false;
  const main = join(repository, 'test', 'emulator', 'main.ts');
  const caFile = join(stage.folder, 'redshift-ca.pem');
  const args = [
    ...['--import=tsx', main, '--with-parent', '--with-identities', '--with-redshift', caFile],
    ...['--token-minutes', tokenMinutes],
  ];
  const services = await progress('starting a made-up AWS', async () => {
    const emulator = new OwnedProcess(process.execPath, args, {
      cwd: repository,
      env: stage.environment(),
      onOutput: (text) => isReady && process.stdout.write(text),
    });
    await emulator.printed('\n', 30_000);
    const [url, issuer, redshift] = [...emulator.output.matchAll(/listening on (\S+)/g)].map(
      ([, address]) => address,
    );
    if (url === undefined || issuer === undefined) throw new Error(emulator.output);
    const { config, credentials } = demoAwsFiles(url);
    writeFileSync(stage.configFile, config);
    writeFileSync(stage.credentialsFile, credentials);
    // Read by Node when it starts, and so by VS Code's extension host.
    const trusted = redshift === undefined ? {} : { NODE_EXTRA_CA_CERTS: caFile };
    return { env: { AWS_ENDPOINT_URL: url, ...trusted }, settings: demoSettings(issuer) };
  });
  isReady = true;
  return services;
}
