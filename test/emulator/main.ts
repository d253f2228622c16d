import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { AwsEmulator } from './awsEmulator.js';
import { demoWorld } from './demoWorld.js';
import { companyWorld, startCompanyProvider } from './identityCompany.js';
import { postgresPrograms } from './redshift/postgresPrograms.js';
import { RedshiftStandIn } from './redshift/redshiftStandIn.js';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    'token-minutes': { type: 'string', default: '60' },
    'seconds-to-live': { type: 'string' },
    /** People can sign in as themselves, at an OpenID provider. */
    'with-identities': { type: 'boolean', default: false },
    /** Redshift too; the file gets the certificate of the authority that its clients must trust. */
    'with-redshift': { type: 'string' },
    'redshift-port': { type: 'string', default: '0' },
    /** Stop when the parent's end of our standard input goes away. */
    'with-parent': { type: 'boolean', default: false },
  },
});

const provider = values['with-identities'] ? await startCompanyProvider({ isPlain: true }) : undefined;
const log = (line: string): void => console.log(line);
const aws = await AwsEmulator.start({
  world: demoWorld(provider && companyWorld(provider)),
  port: numberOf('port', values.port),
  tokenLifeMs: numberOf('token-minutes', values['token-minutes']) * 60_000,
  log,
});
const redshift =
  values['with-redshift'] === undefined ? undefined : await startRedshift(values['with-redshift']);
const lines = [`AWS emulator listening on ${aws.url}`];
if (provider !== undefined) lines.push(`OpenID provider listening on ${provider.issuer}`);
if (redshift !== undefined) lines.push(`Redshift listening on localhost:${redshift.port}`);
// At once, so that who waits for the first line has them all.
console.log(lines.join('\n'));

const stop = (): void => {
  // Nothing is left to wait for but the servers themselves.
  void Promise.allSettled([aws.close(), provider?.close(), redshift?.stop()]).then(() => process.exit(0));
};
process.on('SIGINT', stop);
process.on('SIGTERM', stop);
if (values['seconds-to-live'] !== undefined) {
  setTimeout(stop, numberOf('seconds-to-live', values['seconds-to-live']) * 1000);
}
if (values['with-parent']) process.stdin.on('end', stop).on('error', stop).on('close', stop).resume();
// A reader of our lines that went away must not keep the server alive.
process.stdout.on('error', stop);

/** Nothing where there is no PostgreSQL server for this machine. */
async function startRedshift(caFile: string): Promise<RedshiftStandIn | undefined> {
  if (postgresPrograms() === undefined) return undefined;
  const standIn = await RedshiftStandIn.create({
    aws,
    port: numberOf('redshift-port', values['redshift-port']),
    log,
  });
  standIn.takeOver(aws.world);
  writeFileSync(caFile, standIn.certificatePem);
  return standIn;
}

function numberOf(option: string, text: string): number {
  const number = Number(text);
  if (text === '' || !(number >= 0)) throw new Error(`--${option} takes a number, not "${text}".`);
  return number;
}
