import type { Clock } from '../base/clock.js';
import { describeError, type Log } from '../base/log.js';
import { Turns } from '../base/turns.js';
import { eventLine, parseEventLine, type RecordedEvent } from './recordedEvent.js';

/** The file of the record, which all windows of this computer write to. */
export interface EventFile {
  /** An empty text where there is no file. */
  read(): Promise<string>;
  /** Adds to the end, in one piece; makes the file, readable by this user alone, where there is none. */
  append(text: string): Promise<void>;
  replace(text: string): Promise<void>;
  remove(): Promise<void>;
}

/** The oldest go first. */
export const mostEvents = 1000;

/** The file is looked at for its length with the first event of a window, and then after as many. */
const trimmedEvery = 100;

const oneTurn = 'file';

/** What happened on this computer, in a file: bounded, without secrets, and no reason for anything else to fail. */
export class EventRecord {
  private readonly turns = new Turns();
  private added = 0;
  private hasFailed = false;

  constructor(
    private readonly file: EventFile,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /** Nobody waits for it. A file that cannot be written is said once, in the log. */
  note(event: Omit<RecordedEvent, 'at'>): void {
    const line = eventLine({ at: this.clock.now(), ...event });
    void this.turns.take(oneTurn, () => this.write(line));
  }

  /** The newest first, each thing once however many windows saw it. Throws where the file cannot be read. */
  async all(): Promise<readonly RecordedEvent[]> {
    const events = eventsIn(await this.turns.take(oneTurn, () => this.file.read()));
    const seen = new Set<string>();
    const first = events.filter(({ kind, mark }) => {
      if (mark === undefined) return true;
      const key = `${kind} ${mark}`;
      if (seen.has(key)) return false;
      seen.add(key);
      return true;
    });
    return first.reverse().sort((left, right) => right.at - left.at);
  }

  /** Throws where it cannot be deleted. */
  async delete(): Promise<void> {
    await this.turns.take(oneTurn, () => this.file.remove());
  }

  private async write(line: string): Promise<void> {
    try {
      // The line before may be torn: a window can end while it writes.
      await this.file.append(`\n${line}\n`);
      if (this.added % trimmedEvery === 0) await this.trim();
      this.added += 1;
    } catch (error) {
      if (!this.hasFailed) this.log.warn(`The record of events cannot be written (${describeError(error)}).`);
      this.hasFailed = true;
    }
  }

  /** What another window adds in this moment may be lost with it: one event, once in a hundred. */
  private async trim(): Promise<void> {
    const lines = linesOf(await this.file.read());
    if (lines.length > mostEvents) await this.file.replace(`${lines.slice(-mostEvents).join('\n')}\n`);
  }
}

function linesOf(text: string): readonly string[] {
  return text.split('\n').filter((line) => line !== '');
}

function eventsIn(text: string): RecordedEvent[] {
  return linesOf(text)
    .map(parseEventLine)
    .filter((event) => event !== undefined)
    .slice(-mostEvents);
}
