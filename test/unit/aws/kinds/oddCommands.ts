import type { Cell } from './kind.js';

/** What a command writes to stderr, or prints where it should not: it must be seen nowhere. */
export const secret = 'hunter2-the-secret';

const stderr = `    at ${secret}\n${secret}`;

const failed = {
  says: 'The command that profile "analytics" gets its credentials from has failed. Run it in a terminal to see why.',
  button: 'Open AWS Config',
};
const useless = {
  says: 'The command that profile "analytics" gets its credentials from gave none that can be used. Run it in a terminal to see what it prints.',
  button: 'Open AWS Config',
};

const prints = (stdout: string, hasFailed = false): Cell['arrange'] => {
  return async (stage) => stage.profile(await stage.command(stdout, stderr, hasFailed));
};
const gives = (answer: unknown): Cell['arrange'] => prints(JSON.stringify(answer));

/** Commands that do what none should. */
export const oddCommands: Readonly<Record<string, Cell>> = {
  'that fails with a secret on stderr': { arrange: prints(secret, true), ...failed },
  'that is not there': {
    arrange: (stage) => stage.profile(`credential_process = /nowhere/${secret}`),
    ...failed,
  },
  'that prints nothing': { arrange: prints(''), ...useless },
  'that prints garbage': { arrange: prints(`<html>${secret}`), ...useless },
  'that prints two megabytes': {
    arrange: prints(secret.repeat(120_000)),
    ...useless,
  },
  'that gives null': { arrange: gives(null), ...useless },
  'that gives a list': { arrange: gives([secret]), ...useless },
  'that gives another version': { arrange: gives({ Version: 2, AccessKeyId: secret }), ...useless },
  'that gives keys which are no text': {
    arrange: gives({ Version: 1, AccessKeyId: 5, SecretAccessKey: [secret] }),
    ...useless,
  },
  'that gives an empty key': {
    arrange: gives({ Version: 1, AccessKeyId: '', SecretAccessKey: secret }),
    ...useless,
  },
  'that gives an end which is no time': {
    arrange: gives({ Version: 1, AccessKeyId: 'AKIA', SecretAccessKey: secret, Expiration: secret }),
    ...useless,
  },
};
