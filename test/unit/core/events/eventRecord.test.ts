import assert from 'node:assert/strict';
import { EventRecord, mostEvents } from '../../../../src/core/events/eventRecord.js';
import { eventListText } from '../../../../src/core/events/eventList.js';
import { CollectedLog } from '../../../fakes/collectedLog.js';
import { FakeClock } from '../../../fakes/fakeClock.js';
import { minute } from '../../../fakes/madeToken.js';
import { MemoryEventFile } from '../../../fakes/memoryEventFile.js';

const noon = new Date(2026, 10, 24, 12).getTime();

describe('the record of events', () => {
  let file: MemoryEventFile;
  let clock: FakeClock;
  let log: CollectedLog;
  let record: EventRecord;
  beforeEach(() => {
    file = new MemoryEventFile();
    clock = new FakeClock(noon);
    log = new CollectedLog();
    record = new EventRecord(file, clock, log);
  });
  const kinds = async () =>
    (await record.all()).map(({ kind, who }) => [kind, who].filter(Boolean).join(' '));

  it('has what two windows noted, the newest first, and once what both saw', async () => {
    const other = new EventRecord(file, clock, log);
    record.note({ kind: 'issued', workgroups: ['analytics'] });
    await record.all();
    clock.advance(minute);
    for (const window of [other, record]) window.note({ kind: 'forgotten', workgroups: ['a'], mark: 'one' });
    await Promise.all([other.all(), record.all()]);
    clock.advance(minute);
    other.note({ kind: 'used', workgroups: ['a'], who: 'psql' });
    await other.all();
    assert.deepEqual(await kinds(), ['used psql', 'forgotten', 'issued']);
  });

  it('skips lines that are torn, foreign or of another version, and loses no other', async () => {
    record.note({ kind: 'issued', workgroups: ['analytics'] });
    await record.all();
    file.text += 'no JSON\n{"v":2,"kind":"issued","at":1}\n{"v":1,"kind":"odd","at":1}\n{"v":1,"kind":"us';
    record.note({ kind: 'used', workgroups: ['analytics'], who: 'psql' });
    assert.deepEqual(await kinds(), ['used psql', 'issued']);
  });

  it('keeps the newest thousand, in the file too', async () => {
    for (let count = 0; count < mostEvents + 250; count++)
      record.note({ kind: 'used', workgroups: ['analytics'], who: String(count) });
    const all = await record.all();
    const lines = file.text.split('\n').filter(Boolean).length;
    assert.deepEqual([all.length, all.at(0)?.who, all.at(-1)?.who], [mostEvents, '1249', '250']);
    assert.ok(lines <= mostEvents + 100, `${lines} lines`);
  });

  it('stops nothing where its file cannot be written, and says so once', async () => {
    file.isBroken = true;
    record.note({ kind: 'issued', workgroups: ['analytics'] });
    record.note({ kind: 'issued', workgroups: ['analytics'] });
    await assert.rejects(record.all());
    file.isBroken = false;
    record.note({ kind: 'used', workgroups: ['analytics'] });
    const after = await kinds();
    await record.delete();
    assert.deepEqual(
      { after, deleted: await kinds(), said: log.lines.length },
      { after: ['used'], deleted: [], said: 1 },
    );
  });

  it('reads as one line an event, under its day', async () => {
    record.note({ kind: 'issued', workgroups: ['analytics', 'b', 'c'], until: noon + 60 * minute });
    await record.all();
    clock.advance(5000);
    record.note({ kind: 'handedOut', workgroups: ['analytics'], who: 'odd\n\u202eclient' });
    record.note({ kind: 'refused', workgroups: ['analytics'], who: 'AWS' });
    record.note({ kind: 'signedOut', workgroups: [], who: 'company' });
    const text = eventListText(await record.all());
    const [end] = [
      new Intl.DateTimeFormat(undefined, { hour: 'numeric', minute: '2-digit' }).format(noon + 60 * minute),
    ];
    assert.deepEqual(text.split('\n'), [
      'Record of events of this computer, the newest first. It holds no token and no password.',
      '',
      new Intl.DateTimeFormat(undefined, { dateStyle: 'full' }).format(noon),
      '12:00:05  signed out  company',
      '12:00:05  refused     analytics, by AWS',
      '12:00:05  handed out  analytics, for odd\\u{a}\\u{202e}client',
      `12:00:00  issued      analytics and 2 more, until ${end}`,
      '',
    ]);
  });
});
