import type { Clock } from '../base/clock.js';
import { sha256 } from '../base/digest.js';
import type { Disposable } from '../base/disposable.js';
import { secondMs } from '../base/duration.js';
import type { WindowFocus } from '../base/windowFocus.js';

export interface Clipboard {
  /** False where reading it is not to be had: then what was copied cannot be recognised later. */
  readonly canRead: boolean;
  read(): Promise<string>;
  write(text: string): Promise<void>;
}

/** A read that takes longer is given up: some hosts never answer. */
const readLimitMs = secondMs;

/** Copies secrets, and empties the clipboard after a while if it still holds what was copied last. */
export class ClipboardGuard implements Disposable {
  private ours: string | undefined;
  private waiting: Disposable | undefined;

  constructor(
    private readonly clipboard: Clipboard,
    private readonly focus: WindowFocus,
    private readonly clock: Clock,
    private readonly clearAfterSeconds: () => number,
  ) {}

  /** False where the clipboard cannot be looked at, and so is never emptied. */
  get canEmpty(): boolean {
    return this.clipboard.canRead;
  }

  /** Copies what is no secret. It stays, and what was copied before is gone by it. */
  async copyPlain(text: string): Promise<void> {
    await this.clipboard.write(text);
    this.waiting?.dispose();
    this.waiting = undefined;
    this.ours = undefined;
  }

  /** @returns after how many seconds the clipboard will be emptied, or undefined where it will not be */
  async copy(secret: string): Promise<number | undefined> {
    await this.clipboard.write(secret);
    this.waiting?.dispose();
    this.waiting = undefined;
    this.ours = await fingerprint(secret);
    const seconds = this.clearAfterSeconds();
    if (!this.clipboard.canRead || seconds === 0) return undefined;
    this.waiting = this.clock.after(seconds * secondMs, () => this.emptyWhenFocused());
    return seconds;
  }

  /** Whether the clipboard holds what was copied last; `unknown` where it does not answer. */
  async look(): Promise<'ours' | 'unknown' | 'others'> {
    const { ours } = this;
    if (ours === undefined) return 'others';
    const held = this.clipboard.canRead ? await this.readInTime() : undefined;
    if (held === undefined) return 'unknown';
    return (await fingerprint(held)) === ours ? 'ours' : 'others';
  }

  /** Empties the clipboard if it still holds what was copied last. Another text, or one not to be read, stays. */
  async emptyIfOurs(): Promise<void> {
    this.waiting?.dispose();
    this.waiting = undefined;
    const ours = this.ours;
    if (ours === undefined || !this.clipboard.canRead) return;
    const held = await this.readInTime();
    // What was copied meanwhile has its own time.
    if (this.ours !== ours) return;
    if (held === undefined) {
      // Some hosts answer only to a window that has just got the focus.
      this.emptyAtNextFocus();
      return;
    }
    if ((await fingerprint(held)) !== ours || this.ours !== ours) return;
    this.ours = undefined;
    await this.clipboard.write('');
  }

  dispose(): void {
    this.waiting?.dispose();
  }

  /** The comparison waits until the window has focus: elsewhere the clipboard may not be readable. */
  private emptyWhenFocused(): void {
    if (this.focus.isFocused) this.emptyQuietly();
    else this.emptyAtNextFocus();
  }

  private emptyAtNextFocus(): void {
    this.waiting?.dispose();
    this.waiting = this.focus.onDidFocus(() => this.emptyQuietly());
  }

  private emptyQuietly(): void {
    // Nobody waits for it, and a clipboard that cannot be emptied can only be left.
    void this.emptyIfOurs().catch(() => undefined);
  }

  private async readInTime(): Promise<string | undefined> {
    const limit = Promise.withResolvers<undefined>();
    const timer = this.clock.after(readLimitMs, () => limit.resolve(undefined));
    const reading = this.clipboard.read().catch(() => undefined);
    const text = await Promise.race([reading, limit.promise]);
    timer.dispose();
    return text;
  }
}

/** What is kept of the copied text: enough to recognise it, not enough to use it. */
async function fingerprint(text: string): Promise<string> {
  return (await sha256(text)).join();
}
