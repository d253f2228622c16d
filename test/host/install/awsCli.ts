import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { progress } from '../progress.js';
import { canInstallPackages, installPackages } from './debian.js';
import { run } from './run.js';

/** An AWS CLI that can sign in: version 2, since version 1 knows no `aws sso login`. */
export interface AwsCliProgram {
  readonly path: string;
  /** Of version 2. */
  readonly minor: number;
}

const answerMs = 30_000;

/** The first one on a search path that is version 2; others on the way there are passed over. */
export async function findAwsCli(searchPath = process.env['PATH'] ?? ''): Promise<AwsCliProgram | undefined> {
  const folders = new Set(searchPath.split(delimiter).filter((folder) => folder !== ''));
  for (const path of [...folders].map((folder) => join(folder, 'aws')).filter((file) => existsSync(file))) {
    const minor = await minorOf(path);
    if (minor !== undefined) return { path, minor };
  }
  return undefined;
}

/**
 * Installs one where none is found and it can be done without asking anybody. Where it cannot, that is no failure:
 * the tests that need one are skipped.
 */
export async function installAwsCli(): Promise<void> {
  if ((await findAwsCli()) !== undefined || !canInstallPackages()) return;
  try {
    await progress('installing the AWS CLI', () => installPackages('awscli'));
  } catch (error) {
    console.log(String(error));
  }
}

async function minorOf(path: string): Promise<number | undefined> {
  const printed = await run(path, ['--version'], '/', answerMs).catch(() => '');
  const minor = /^aws-cli\/2\.(\d+)\./m.exec(printed)?.[1];
  return minor === undefined ? undefined : Number(minor);
}
