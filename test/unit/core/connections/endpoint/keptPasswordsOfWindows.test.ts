import assert from 'node:assert/strict';
import { firstPort } from '../../../../../src/core/connections/endpoint/endpointPort.js';
import type { HandOut } from '../../../../../src/core/connections/endpoint/handOut.js';
import {
  KeptPasswords,
  notebookClient,
  terminalClient,
} from '../../../../../src/core/connections/endpoint/keptPasswords.js';
import { madeRef } from '../../../../fakes/madeToken.js';
import { MemoryPasswordFile } from '../../../../fakes/memoryPasswordFile.js';
import { Computer, settled, until } from '../endpointWindow.js';

const analytics = madeRef('analytics');
const marketing = madeRef('marketing');
const { signal } = new AbortController();

describe('the password file of two windows', () => {
  let computer: Computer;
  let window: ReturnType<Computer['window']>;
  let file: MemoryPasswordFile;
  let passwords: KeptPasswords;
  let other: ReturnType<Computer['window']>;
  let others: KeptPasswords;
  let mine: HandOut;
  beforeEach(async () => {
    computer = new Computer();
    file = new MemoryPasswordFile();
    window = computer.window();
    passwords = new KeptPasswords(file, window.endpoints, window.handOuts, computer.log);
    for (const onDidChange of [window.endpoints.onDidChange, window.handOuts.onDidChange])
      onDidChange(() => passwords.writeSoon());
    other = computer.window();
    others = new KeptPasswords(file, other.endpoints, other.handOuts, computer.log);
    mine = await window.handOuts.forClient(analytics, terminalClient);
    await window.endpoints.start(analytics, signal);
    await passwords.write();
  });
  /** The other window has an endpoint of its own, and knows nothing of the first one's. */
  const openOther = async (): Promise<HandOut> => {
    const handOut = await other.handOuts.forClient(marketing, notebookClient);
    await other.endpoints.start(marketing, signal);
    await others.write();
    return handOut;
  };
  const users = (): readonly string[] =>
    [...new Set((file.text ?? '').split('\n').flatMap((line) => line.split(':')[3] ?? []))].sort();

  it('holds what each has open, whoever writes last, and after one has closed what the other has', async () => {
    const theirs = await openOther();
    const both = users();
    await passwords.write();
    const again = users();
    await others.leave();
    await other.endpoints.stopAll();
    const left = users();
    await passwords.leave();
    assert.deepEqual(
      { both, again, left, end: file.text },
      {
        both: [mine.user, theirs.user].sort(),
        again: [mine.user, theirs.user].sort(),
        left: [mine.user],
        end: undefined,
      },
    );
  });

  it('keeps no line of an endpoint that nobody has open, or a stranger', async () => {
    computer.opener.endpoints.clear();
    computer.opener.strangers.add(firstPort(analytics.arn));
    const theirs = await openOther();
    assert.deepEqual(users(), [theirs.user]);
  });

  it('keeps no password that was revoked, also where the other window had written it', async () => {
    await other.records.loadAll();
    await other.endpoints.start(analytics, signal);
    await others.write();
    await window.endpoints.revoke(analytics, mine.user);
    for (const key of computer.secrets.records.keys()) await other.records.reread(key);
    const before = file.text;
    file.text = `127.0.0.1:${firstPort(analytics.arn)}:*:${mine.user}:${mine.password}\n`;
    await others.write();
    assert.deepEqual([before, file.text], [undefined, undefined]);
  });

  it('stays for the window that has the endpoint, where one that waits for it closes', async () => {
    await other.records.loadAll();
    await other.endpoints.start(analytics, signal);
    const state = other.endpoints.stateOf(analytics).kind;
    await others.write();
    await others.leave();
    await other.endpoints.stopAll();
    assert.deepEqual([state, users()], ['elsewhere', [mine.user]]);
  });

  it('is written again by the window that takes the endpoint over', async () => {
    await other.records.loadAll();
    other.endpoints.onDidChange(() => others.writeSoon());
    await other.endpoints.start(analytics, signal);
    await settled();
    await passwords.leave();
    const between = file.text;
    await window.endpoints.stopAll();
    await settled();
    computer.clock.advance(0);
    await until(() => other.endpoints.stateOf(analytics).kind === 'open');
    await settled();
    assert.deepEqual([between, users()], [undefined, [mine.user]]);
  });
});
