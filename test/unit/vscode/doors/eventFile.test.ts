import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { EventRecord } from '../../../../src/core/events/eventRecord.js';
import { FileOfEvents } from '../../../../src/vscode/doors/eventFile.js';
import { CollectedLog } from '../../../fakes/collectedLog.js';
import { FakeClock } from '../../../fakes/fakeClock.js';

describe('the file of events', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'rsidc-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));
  const windowOf = (name: string): EventRecord =>
    new EventRecord(new FileOfEvents(path.join(folder, 'made', name)), new FakeClock(), new CollectedLog());

  it('is this user’s alone, and has what five windows add at once, whole', async () => {
    const windows = Array.from({ length: 5 }, () => windowOf('events.jsonl'));
    for (let count = 0; count < 50; count++)
      for (const window of windows)
        window.note({ kind: 'used', workgroups: ['analytics'], who: 'x'.repeat(count) });
    const lengths = await Promise.all(windows.map(async (window) => (await window.all()).length));
    const { mode } = await stat(path.join(folder, 'made', 'events.jsonl'));
    assert.equal(Math.max(...lengths), 250);
    if (process.platform !== 'win32') assert.equal((mode & 0o777).toString(8), '600');
  });

  it('is empty where there is none, and gone once it is deleted, with nothing beside it', async () => {
    const record = windowOf('events.jsonl');
    const before = await record.all();
    for (let count = 0; count < 1101; count++) record.note({ kind: 'used', workgroups: [] });
    const kept = (await record.all()).length;
    const files = await readdir(path.join(folder, 'made'));
    await record.delete();
    await record.delete();
    assert.deepEqual(
      { before, kept, files, after: await record.all() },
      { before: [], kept: 1000, files: ['events.jsonl'], after: [] },
    );
  });
});
