import assert from 'node:assert/strict';
import { firstPort } from '../../../../../src/core/connections/endpoint/endpointPort.js';
import {
  isKeptClient,
  KeptPasswords,
  notebookClient,
  terminalClient,
} from '../../../../../src/core/connections/endpoint/keptPasswords.js';
import { madeRef } from '../../../../fakes/madeToken.js';
import { MemoryPasswordFile } from '../../../../fakes/memoryPasswordFile.js';
import { Computer, saidBy, settled, until } from '../endpointWindow.js';

const analytics = madeRef('analytics');
const marketing = madeRef('marketing');
const { signal } = new AbortController();

describe('the password file', () => {
  let computer: Computer;
  let window: ReturnType<Computer['window']>;
  let file: MemoryPasswordFile;
  let passwords: KeptPasswords;
  beforeEach(() => {
    computer = new Computer();
    file = new MemoryPasswordFile();
    window = computer.window();
    passwords = new KeptPasswords(file, window.endpoints, window.handOuts, computer.log);
    const look = (): void => passwords.writeSoon();
    window.endpoints.onDidChange(look);
    window.handOuts.onDidChange(look);
  });
  /** Each line's host, port, database and user. */
  const lines = (): readonly string[] =>
    (file.text ?? '').split('\n').flatMap((line) => (line === '' ? [] : [line.replace(/:rsidc_.*$/, '')]));

  it('holds the terminals and notebooks of open endpoints, by every name of the host, and nothing else', async () => {
    const terminal = await window.handOuts.forClient(analytics, terminalClient);
    const notebook = await window.handOuts.forClient(analytics, notebookClient);
    const form = await window.handOuts.forClient(analytics, 'SQL Notebook');
    await window.handOuts.forClient(marketing, terminalClient);
    await window.endpoints.start(analytics, signal);
    await passwords.write();
    const port = firstPort(analytics.arn);
    const hosts = ['127.0.0.1', 'localhost', '/run/endpoints'];
    assert.deepEqual(
      {
        text: file.text,
        isForm: file.text?.includes(form.password),
        kept: ['Terminal', 'Notebook', 'SQL Notebook', ''].map(isKeptClient),
      },
      {
        text: [terminal, notebook]
          .flatMap(({ user, password }) => hosts.map((host) => `${host}:${port}:*:${user}:${password}\n`))
          .join(''),
        isForm: false,
        kept: [true, true, false, false],
      },
    );
  });

  it('is there from the first terminal on, and goes with the last, or with the endpoint', async () => {
    const seen: (string | undefined)[] = [];
    const look = async (): Promise<void> => {
      await settled();
      seen.push(file.text?.split(':')[3]);
    };
    await window.endpoints.start(analytics, signal);
    await look();
    const { user } = await window.handOuts.forClient(analytics, terminalClient);
    await look();
    await window.endpoints.revoke(analytics, user);
    await look();
    const again = await window.handOuts.forClient(analytics, terminalClient);
    await look();
    await window.endpoints.stop(analytics);
    await look();
    assert.deepEqual(seen, [undefined, user, undefined, again.user, undefined]);
  });

  it('holds what opens an endpoint in another window, by its port', async () => {
    computer.opener.otherWindows.add(firstPort(analytics.arn));
    const { user } = await window.handOuts.forClient(analytics, terminalClient);
    await window.endpoints.start(analytics, signal);
    await passwords.write();
    const port = firstPort(analytics.arn);
    assert.deepEqual(lines(), [`127.0.0.1:${port}:*:${user}`, `localhost:${port}:*:${user}`]);
  });

  it('holds the new passwords where a stranger made the old ones worthless, once the port is free', async () => {
    const port = firstPort(analytics.arn);
    const old = await window.handOuts.forClient(analytics, terminalClient);
    computer.opener.strangers.add(port);
    await saidBy(window.endpoints.start(analytics, signal));
    await passwords.write();
    const blocked = file.text;
    computer.opener.strangers.clear();
    await window.endpoints.start(analytics, signal);
    await passwords.write();
    const [held] = window.handOuts.of(analytics);
    assert.deepEqual(
      { blocked, hasOld: file.text?.includes(old.password), hasNew: file.text?.includes(held!.password) },
      { blocked: undefined, hasOld: false, hasNew: true },
    );
  });

  it('is left alone while sessions come and go', async () => {
    const { user, password } = await window.handOuts.forClient(analytics, terminalClient);
    await window.endpoints.start(analytics, signal);
    await settled();
    const before = [...file.calls];
    computer.opener.connect(firstPort(analytics.arn), user, password);
    computer.opener.endpoints.get(firstPort(analytics.arn))?.endSessionsOf(user);
    await settled();
    assert.deepEqual([before.at(-1), file.calls], ['write', before]);
  });

  it('is written again for who needs it, where another window that closed has removed it', async () => {
    await window.handOuts.forClient(analytics, terminalClient);
    await window.endpoints.start(analytics, signal);
    await passwords.write();
    const { text } = file;
    await file.remove();
    await passwords.write();
    assert.deepEqual([file.text, typeof text], [text, 'string']);
  });

  it('comes to what is handed out last, however slow the disk is', async () => {
    await window.handOuts.forClient(analytics, notebookClient);
    await window.endpoints.start(analytics, signal);
    await settled();
    const before = { text: file.text, writes: file.calls.length };
    const release = Promise.withResolvers<undefined>();
    file.writing = release.promise;
    const doomed = await window.handOuts.forClient(analytics, terminalClient);
    await until(() => file.calls.length > before.writes);
    file.writing = Promise.resolve();
    await window.endpoints.revoke(analytics, doomed.user);
    release.resolve(undefined);
    await settled();
    assert.deepEqual([file.text, typeof before.text], [before.text, 'string']);
  });

  it('says why where it cannot be written, to who waits; else logs it without a password, and tries again', async () => {
    file.failure = new Error('EACCES: rsidc_canary');
    await window.handOuts.forClient(analytics, terminalClient);
    await window.endpoints.start(analytics, signal);
    await settled();
    const said = await saidBy(passwords.write());
    const logged = computer.log.lines.join('\n');
    file.failure = undefined;
    passwords.writeSoon();
    await settled();
    assert.deepEqual(
      {
        said,
        isLogged: logged.includes('The password file /run/endpoints/passwords cannot be written'),
        isSecretLogged: logged.includes('rsidc_'),
        isWritten: file.text !== undefined,
      },
      {
        said: [
          'The password file /run/endpoints/passwords cannot be written, so no terminal and no notebook can log in with it. Check the permissions of its folder, then retry.',
          'retry',
        ],
        isLogged: true,
        isSecretLogged: false,
        isWritten: true,
      },
    );
  });

  it('is gone once the window has closed', async () => {
    await window.handOuts.forClient(analytics, terminalClient);
    await window.endpoints.start(analytics, signal);
    await passwords.write();
    const before = typeof file.text;
    await passwords.leave();
    const after = file.text;
    await window.endpoints.stopAll();
    await settled();
    assert.deepEqual([before, after, file.text], ['string', undefined, undefined]);
  });
});
