import { existsSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { AwsHome } from './awsHome.js';

/** The usual caller's keys as a command (credential_process) gives them. */
const answer = {
  Version: 1,
  AccessKeyId: 'ASIAIOSFODNN7EXAMPLE',
  SecretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  SessionToken: 'session//token+EXAMPLE==',
};

/** A command that gives the usual caller's keys, and whose runs can be counted. */
export class CredentialCommand {
  private constructor(
    /** The line of a profile's entry. */
    readonly entry: string,
    private readonly files: Readonly<Record<'runs' | 'answer' | 'hang', string>>,
  ) {}

  static async write({ folder }: Pick<AwsHome, 'folder'>): Promise<CredentialCommand> {
    const inHome = (name: string): string => path.join(folder, name);
    const files = { runs: inHome('runs'), answer: inHome('answer.json'), hang: inHome('hang') };
    const script = inHome('give.cjs');
    await writeFile(
      script,
      `const fs = require('node:fs');
const files = ${JSON.stringify(files)};
fs.appendFileSync(files.runs, '.');
const give = () => {
  if (fs.existsSync(files.hang)) setTimeout(give, 10);
  else process.stdout.write(fs.existsSync(files.answer) ? fs.readFileSync(files.answer) : '{}');
};
give();`,
    );
    const command = new CredentialCommand(`credential_process = "${process.execPath}" "${script}"`, files);
    await command.give();
    return command;
  }

  /** What it gives from now on, and until when. */
  async give(endsAt?: number): Promise<void> {
    const end = endsAt === undefined ? {} : { Expiration: new Date(endsAt).toISOString() };
    await writeFile(this.files.answer, JSON.stringify({ ...answer, ...end }));
  }

  /** From now on it does not end, until it goes on or the home folder is gone. */
  async hang(): Promise<void> {
    await writeFile(this.files.hang, '');
  }

  async goOn(): Promise<void> {
    await rm(this.files.hang);
  }

  async runs(): Promise<number> {
    return existsSync(this.files.runs) ? (await readFile(this.files.runs)).length : 0;
  }
}
