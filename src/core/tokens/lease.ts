import type { Clock } from '../base/clock.js';
import type { Disposable } from '../base/disposable.js';
import { secondMs } from '../base/duration.js';
import { asFields, asNumber, parseJson } from '../base/parse.js';
import { noNotes, notesFields, parseNotes, type RenewalNotes } from './renewalNotes.js';

/** Numbered texts that the windows of a machine share. */
export interface LeaseFolder {
  /** Every number with its text; none where there is no folder yet. */
  list(): Promise<ReadonlyMap<number, string>>;
  /** Makes a text, whole at once; false where the number is there already. */
  create(number: number, text: string): Promise<boolean>;
  /** Puts another text in a text's place, whole at once. */
  replace(number: number, text: string): Promise<void>;
  remove(number: number): Promise<void>;
}

export type Taken =
  /** This window's, until it is released; `isHeld` turns false where it was lost. */
  | { readonly kind: 'held'; readonly isHeld: () => boolean }
  /** Another window's, for so long at least. */
  | { readonly kind: 'busy'; readonly waitMs: number }
  /** After what the last holder noted there is nothing to do. */
  | { readonly kind: 'unneeded' }
  /** The folder cannot be read or written: each window is for itself. */
  | { readonly kind: 'unusable' };

/** Without a renewal for so long a lease is anybody's. */
export const staleAfterMs = 30 * secondMs;
const renewEveryMs = 10 * secondMs;
/** A holder that could not renew for so long gives up, well before anybody else may take over. */
const givenUpAfterMs = 20 * secondMs;

interface Hold {
  readonly number: number;
  renewedAt: number;
  isLost: boolean;
  notes: RenewalNotes;
  timer: Disposable | undefined;
  /** Over once the renewal under way has been written. */
  renewing: Promise<void>;
}

/**
 * Which window of a machine acts. Of the numbered texts the highest counts. Who takes over a free or stale one makes the
 * next number, which only one can, and looks again: where there is a higher one by then, it came too late. The highest is
 * never removed, so what was taken from an old listing never counts.
 */
export class Lease implements Disposable {
  private hold: Hold | undefined;
  /** Whether the window is closed: then nothing is held any more, whatever is still under way. */
  private isOver = false;
  /** The highest text as it was first seen, where it cannot be read: it is stale by this window's clock. */
  private odd: { readonly number: number; readonly since: number } | undefined;

  /** @param clock this computer's */
  constructor(
    private readonly folder: LeaseFolder,
    private readonly clock: Clock,
  ) {}

  /** @param isNeeded what is to be done after the last holder's notes, before anything is taken for it */
  async take(isNeeded: (notes: RenewalNotes) => boolean): Promise<Taken> {
    try {
      const before = this.clock.now();
      const highest = highestOf(await this.folder.list());
      const waitMs = highest === undefined ? 0 : this.untilFreeMs(highest, before);
      const notes = highest?.notes ?? noNotes;
      if (this.isOver || !isNeeded(notes)) return { kind: 'unneeded' };
      if (waitMs > 0) return { kind: 'busy', waitMs };
      return await this.makeNext((highest?.number ?? 0) + 1, notes);
    } catch {
      return { kind: 'unusable' };
    }
  }

  /** What is written with the next renewal, and with the release. */
  note(notes: RenewalNotes): void {
    if (this.hold !== undefined) this.hold.notes = notes;
  }

  /** Lets go of it. Where that cannot be written, it is stale in a while. */
  async release(): Promise<void> {
    const { hold } = this;
    if (hold === undefined) return;
    this.end(hold);
    await hold.renewing;
    const isHeld = this.isHeld(hold);
    hold.isLost = true;
    if (!isHeld) return;
    try {
      await this.folder.replace(hold.number, leaseText(0, hold.notes));
    } catch {
      // Nobody waits for more than it takes to become stale.
    }
  }

  dispose(): void {
    this.isOver = true;
    void this.release(); // Nothing is left that could wait for it.
  }

  private async makeNext(number: number, notes: RenewalNotes): Promise<Taken> {
    const renewedAt = this.clock.now();
    if (!(await this.folder.create(number, leaseText(renewedAt + staleAfterMs, notes))))
      return { kind: 'busy', waitMs: renewEveryMs };
    const listed = await this.folder.list();
    const hold: Hold = {
      number,
      renewedAt,
      isLost: false,
      notes,
      timer: undefined,
      renewing: Promise.resolve(),
    };
    const isLate = isOvertaken(listed, number);
    if (isLate) await this.folder.remove(number).catch(() => undefined); // It counts no more, there or not.
    if (isLate || !this.isHeld(hold)) return { kind: 'busy', waitMs: renewEveryMs };
    this.hold = hold;
    if (this.isOver) {
      await this.release();
      return { kind: 'unneeded' };
    }
    this.renewLater(hold);
    for (const lower of listed.keys())
      if (lower < number) await this.folder.remove(lower).catch(() => undefined); // The highest counts in any case.
    return { kind: 'held', isHeld: () => this.isHeld(hold) };
  }

  private isHeld(hold: Hold): boolean {
    const unrenewedMs = this.clock.now() - hold.renewedAt;
    return !hold.isLost && unrenewedMs < givenUpAfterMs;
  }

  private renewLater(hold: Hold): void {
    hold.timer = this.clock.after(renewEveryMs, () => {
      hold.renewing = this.renew(hold);
    });
  }

  private async renew(hold: Hold): Promise<void> {
    if (!this.isHeld(hold)) {
      this.end(hold);
      return;
    }
    const renewedAt = this.clock.now();
    try {
      await this.folder.replace(hold.number, leaseText(renewedAt + staleAfterMs, hold.notes));
      hold.isLost ||= isOvertaken(await this.folder.list(), hold.number);
      // A renewal that took too long may have come too late for who has looked meanwhile.
      hold.isLost ||= !this.isHeld(hold);
      hold.renewedAt = renewedAt;
    } catch {
      // The next renewal may succeed; else it is given up in time.
    }
    if (this.hold !== hold) return;
    if (hold.isLost) this.end(hold);
    else this.renewLater(hold);
  }

  private end(hold: Hold): void {
    hold.timer?.dispose();
    if (this.hold === hold) this.hold = undefined;
  }

  /** How long nobody else may take it; a clock that was set back makes none everlasting. */
  private untilFreeMs({ number, until }: Numbered, before: number): number {
    const now = this.clock.now();
    if (until === undefined) {
      if (this.odd?.number !== number) this.odd = { number, since: now };
      return Math.max(0, this.odd.since + staleAfterMs - now);
    }
    return until > now + staleAfterMs ? 0 : Math.max(0, until - before);
  }
}

interface Numbered {
  readonly number: number;
  /** Undefined where the text cannot be read. */
  readonly until: number | undefined;
  readonly notes: RenewalNotes;
}

function highestOf(listed: ReadonlyMap<number, string>): Numbered | undefined {
  if (listed.size === 0) return undefined;
  const number = Math.max(...listed.keys());
  const fields = asFields(parseJson(listed.get(number) ?? ''));
  return { number, until: asNumber(fields?.until), notes: parseNotes(fields?.notes) };
}

function isOvertaken(listed: ReadonlyMap<number, string>, number: number): boolean {
  return [...listed.keys()].some((other) => other > number);
}

function leaseText(until: number, notes: RenewalNotes): string {
  return JSON.stringify({ v: 1, until, notes: notesFields(notes) });
}
