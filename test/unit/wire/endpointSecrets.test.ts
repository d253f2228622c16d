import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readdir, readFile, stat } from 'node:fs/promises';
import net from 'node:net';
import path from 'node:path';
import { notebookClient, terminalClient } from '../../../src/core/connections/endpoint/keptPasswords.js';
import { minute } from '../../fakes/madeToken.js';
import type { Product } from '../../fakes/product.js';
import { needsPostgres } from '../emulator/redshiftStage.js';
import { EndpointCompany, refusalOf, whoIs } from './endpointCompany.js';

const { signal } = new AbortController();

/** Passes bytes on to a port of this computer, and keeps them. */
class Recorder {
  readonly bytes: Buffer[] = [];
  private readonly server: net.Server;

  private constructor(port: number) {
    this.server = net.createServer((client) => {
      const server = net.connect(port, '127.0.0.1');
      for (const [from, to] of [
        [client, server],
        [server, client],
      ] as const) {
        from.on('data', (bytes: Buffer) => this.bytes.push(bytes));
        from.on('error', () => to.destroy());
        from.pipe(to);
      }
    });
  }

  static async before(port: number): Promise<Recorder> {
    const recorder = new Recorder(port);
    recorder.server.listen(0, '127.0.0.1');
    await once(recorder.server, 'listening');
    return recorder;
  }

  get port(): number {
    return (this.server.address() as net.AddressInfo).port;
  }

  /** All bytes of both directions, in the order they came. */
  get text(): string {
    return Buffer.concat(this.bytes).toString('latin1');
  }

  close(): void {
    this.server.close();
  }
}

/** As it is, and as texts carry it. */
const formsOf = (secret: string): readonly string[] => [
  secret,
  encodeURIComponent(secret),
  JSON.stringify(secret).slice(1, -1),
  // Whatever stands before it, one of the three is a part of the encoding.
  ...[0, 1, 2].map((before) => Buffer.from(secret.slice(before)).toString('base64').slice(0, -4)),
];
const holds = (text: string, secrets: readonly string[]): boolean =>
  secrets.flatMap(formsOf).some((form) => text.includes(form));

describe('The secrets of local endpoints', () => {
  let company: EndpointCompany;
  let window: Product;
  before(needsPostgres);
  beforeEach(async () => {
    company = await EndpointCompany.start();
    window = company.window();
    await window.local.open([company.analytics], signal, true);
  });
  afterEach(() => company.stop());

  /** The text of each file of the endpoints' folder. Sockets hold none. */
  const files = async (): Promise<Readonly<Record<string, string>>> => {
    const { folder } = company;
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    const names = entries.filter((entry) => entry.isFile()).map(({ name }) => name);
    const texts = await Promise.all(names.map((name) => readFile(path.join(folder, name), 'latin1')));
    return Object.fromEntries(names.map((name, index) => [name, texts[index] ?? '']));
  };
  /** Of each place but the password file and the secret storage: its text. */
  const places = async () => {
    const { state, log } = company.product.edges;
    const others = Object.entries(await files()).filter(([name]) => name !== 'passwords');
    return {
      log: log.lines.join('\n'),
      state: JSON.stringify([...state['values']]),
      said: JSON.stringify(window.people.said),
      logins: JSON.stringify(company.standIn.logins),
      ...Object.fromEntries(others),
    };
  };

  it('are where they belong: the tokens behind TLS, the passwords in one file, and nowhere else', async () => {
    const { analytics, standIn, product } = company;
    const { local } = window;
    const form = await local.give(analytics, 'SQL Notebook', signal);
    for (const client of [terminalClient, notebookClient] as const)
      await local.giveKept(analytics, client, signal);
    const redshift = await Recorder.before(standIn.port);
    const tunnel = `127.0.0.1:${redshift.port}`;
    product.edges.sources = [{ profile: 'analytics', region: 'us-east-1', connectTo: { analytics: tunnel } }];
    window.list.invalidate();
    const recorder = await Recorder.before(form.port);
    const recorded = { ...form, port: recorder.port };
    const sentence = 'Token credentials expired or invalid';
    const answers = [await whoIs(recorded)];
    company.product.edges.localClock.advance(65 * minute);
    answers.push(await whoIs(recorded));
    standIn.inject({ kind: 'refuse', code: '28000', sentence });
    const refused = await refusalOf(recorded);
    const wrong = await company.passing(refusalOf({ ...recorded, password: `${form.password}x` }));
    product.aws.world.principals[0]!.hasIdentity = false;
    const without = await refusalOf(recorded);
    recorder.close();
    redshift.close();

    const tokens = product.aws.tokens.map(({ value }) => value);
    const passwords = window.handOuts.of(analytics).map(({ password }) => password);
    const secrets = [...tokens, ...passwords];
    const searched = await places();
    const { passwords: file = '' } = await files();
    const kept = window.handOuts.of(analytics).filter(({ client }) => client !== 'SQL Notebook');
    const stored = [...product.edges.secrets.records];
    assert.deepEqual(
      {
        answers,
        refusals: [refused, wrong, without].map(({ code }) => code),
        tokens: tokens.length,
        passwords: passwords.length,
        leaks: Object.entries({ ...searched, client: recorder.text, redshift: redshift.text }).flatMap(
          ([place, text]) => (holds(text, secrets) ? [place] : []),
        ),
        isRecorded: ['select current_user', 'awsidc:anna@example.com', sentence].map((text) =>
          recorder.text.includes(text),
        ),
        // The name that TLS begins with, in clear.
        isTls: redshift.text.includes(analytics.endpoint!.host),
        searched: Object.keys(searched),
        inFile: [
          holds(file, tokens),
          kept.every(({ password }) => file.includes(password)),
          holds(file, [form.password]),
        ],
        storedTokens: stored.flatMap(([key, text]) => (holds(text, tokens) ? [key.split('/')[0]] : [])),
        storedPasswords: stored.flatMap(([key, text]) => (holds(text, passwords) ? [key.split('/')[0]] : [])),
      },
      {
        answers: ['awsidc:anna@example.com', 'awsidc:anna@example.com'],
        refusals: ['28000', '28P01', '28000'],
        tokens: 2,
        passwords: 3,
        leaks: [],
        isRecorded: [true, true, true],
        isTls: true,
        searched: ['log', 'state', 'said', 'logins', 'endpoint.key'],
        inFile: [false, true, false],
        storedTokens: ['token'],
        storedPasswords: ['endpoint'],
      },
    );
  });

  it('are in a file for this user alone, which is gone with the last terminal, and with the window', async () => {
    const { analytics, folder } = company;
    const file = path.join(folder, 'passwords');
    const modes: (string | undefined)[] = [];
    const look = async (): Promise<void> => {
      const stats = await stat(file).catch(() => undefined);
      modes.push(stats && (stats.mode & 0o777).toString(8));
    };
    const { user } = await window.local.giveKept(analytics, terminalClient, signal);
    await look();
    await window.endpoints.revoke(analytics, user);
    await window.passwords.write();
    await look();
    await window.local.giveKept(analytics, notebookClient, signal);
    await look();
    await window.passwords.leave();
    await look();
    const folderMode = ((await stat(folder)).mode & 0o777).toString(8);
    assert.deepEqual(
      { modes, folderMode },
      { modes: ['600', undefined, '600', undefined], folderMode: '700' },
    );
  });
}).timeout(20_000);
