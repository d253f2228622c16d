import type { Disposable } from '../base/disposable.js';
import { minuteMs, secondMs } from '../base/duration.js';
import { Emitter } from '../base/emitter.js';
import { describeError, inBackground, type Log } from '../base/log.js';
import type { Clock } from '../base/clock.js';
import { withPatience } from '../base/patience.js';
import { Cancelled } from '../base/userError.js';
import type { WindowFocus } from '../base/windowFocus.js';
import type { ExpiryPrompter } from './expiryPrompt.js';
import type { HeldTokens } from './heldTokens.js';
import type { Lease } from './lease.js';
import { OpenQuestions } from './openQuestions.js';
import * as notes from './renewalNotes.js';
import { isHardlyLater, pauseAfterMs, type SilentRefresh } from './silentRefresh.js';
import type { SnoozeList } from './snoozeList.js';
import { byExpiry, type Token } from './token.js';
import type { TokenStep, TokenSteps } from './tokenSteps.js';

/** What {@link Renewal} works with. */
interface RenewalParts {
  readonly held: HeldTokens;
  /** AWS's time. */
  readonly clock: Clock;
  readonly focus: WindowFocus;
  readonly lease: Lease;
  readonly steps: TokenSteps;
  readonly refresh: SilentRefresh;
  readonly prompter: ExpiryPrompter;
  readonly snoozes: Pick<SnoozeList, 'has'>;
  readonly log: Log;
  /** Takes over what other windows have stored. */
  readonly reread: () => Promise<void>;
  /** Whether refreshing this token asks a person for something. */
  needsPerson(token: Token): Promise<boolean>;
}

/** Tokens that reach their lead time within this span are asked about together. */
const togetherMs = minuteMs;
/** So long a window waits for the one that the person is in to act first. */
const unfocusedWaitMs = 3 * secondMs;
/** After so long without an answer of the secret storage this window goes by what it holds. */
const rereadPatienceMs = 5 * secondMs;
/** When to look again where something is due and nothing came of it. */
const lookAgainMs = 30 * secondMs;

/** Asks or refreshes when a token's moment has come: once among all windows of a machine, in the one the person is in. */
export class Renewal implements Disposable {
  private readonly stop = new AbortController();
  private readonly questions = new OpenQuestions();
  private isActing = false;
  private lookAgainAt = 0;
  /** Whether nothing is done before the person comes to this window. */
  private isForFocus = false;
  private wait: { readonly timer: Disposable; end(): void } | undefined;
  private readonly settled = new Emitter<undefined>();
  /** What was due has been seen to: there is another next moment. */
  readonly onDidSettle = this.settled.event;

  constructor(private readonly parts: RenewalParts) {}

  /** Looks whether something is due, and sees to it. */
  check(): void {
    const { focus, steps, log } = this.parts;
    if (focus.isFocused) {
      steps.personIsHere();
      this.isForFocus = false;
      this.wait?.end();
    }
    if (this.isActing || this.isOver() || this.untilLookMs() > 0) return;
    if (this.due().length === 0) return;
    this.isActing = true;
    inBackground(
      log,
      this.act().finally(() => this.settle()),
    );
  }

  /** How long until something is due; undefined where nothing will be. */
  untilNextMs(): number | undefined {
    if (this.isActing) return undefined;
    const now = this.parts.clock.now();
    const moments = this.parts.steps.all().map(([, { at }]) => Math.max(at - now, this.untilLookMs()));
    const next = Math.min(...moments.filter((ms) => ms > 0));
    return Number.isFinite(next) ? next : undefined;
  }

  dispose(): void {
    this.stop.abort();
    this.wait?.end();
    this.settled.dispose();
    const { lease, log, held, clock, snoozes } = this.parts;
    const open = held.current.filter((token) => clock.now() < token.expiresAt && !snoozes.has(token));
    inBackground(log, this.questions.withdraw(lease, open));
  }

  private isOver(): boolean {
    return this.stop.signal.aborted;
  }

  /** A clock that has been set back makes nobody wait for longer. */
  private untilLookMs(): number {
    const ms = this.lookAgainAt - this.parts.clock.now();
    return ms > lookAgainMs ? 0 : ms;
  }

  private settle(): void {
    this.isActing = false;
    const now = this.parts.clock.now();
    // Whatever it was, it is not tried over and over.
    if (this.untilLookMs() <= 0 && this.due().length > 0) this.lookAgainAt = now + lookAgainMs;
    this.settled.fire(undefined);
  }

  private async act(): Promise<void> {
    const { clock, focus, lease } = this.parts;
    if (!focus.isFocused) await this.unlessFocused();
    if (this.isOver() || this.due().length === 0) return;
    const taken = await lease.take((theirs) => {
      this.parts.steps.learn(theirs);
      return this.due().length > 0;
    });
    if (taken.kind === 'unneeded') return;
    if (taken.kind === 'busy') {
      this.lookAgainAt = clock.now() + Math.max(taken.waitMs, secondMs);
      return;
    }
    try {
      await this.rereadInTime();
      const isMine = taken.kind === 'unusable' || taken.isHeld();
      if (isMine && !this.isOver()) await this.work(taken.kind === 'unusable');
    } finally {
      await lease.release();
    }
  }

  /** @param isAlone whether nothing tells this window of the others: then a person is asked where they are */
  private async work(isAlone: boolean): Promise<void> {
    const { focus } = this.parts;
    const due = this.due();
    if (due.some(([, { kind }]) => kind === 'ask')) {
      if (isAlone && !focus.isFocused) this.isForFocus = true;
      else {
        const until = this.parts.clock.now() + togetherMs;
        const together = this.parts.steps.all().filter(([, { kind, at }]) => kind === 'ask' && at <= until);
        await this.ask(
          together.map(([token]) => token),
          undefined,
        );
      }
    }
    const silent = due.filter(([, { kind }]) => kind === 'refresh').map(([token]) => token);
    if (silent.length > 0) await this.refresh(silent);
  }

  private async ask(tokens: readonly Token[], reason: string | undefined): Promise<void> {
    const { clock, prompter, snoozes } = this.parts;
    const canBeSilent = reason === undefined && (await this.areSilent(tokens));
    const ids = new Set(tokens.map(({ id }) => id));
    const held = this.parts.held.current.filter(({ id }) => ids.has(id));
    if (this.isOver() || held.length === 0) return;
    prompter.ask([...held].sort(byExpiry), { reason, canBeSilent });
    const now = clock.now();
    const names = held.flatMap((token) =>
      now >= token.expiresAt || snoozes.has(token) ? [token.id, notes.atEnd(token.id)] : [token.id],
    );
    this.questions.add(held);
    this.note(notes.withAsked(this.parts.steps.notes, names));
  }

  private async areSilent(tokens: readonly Token[]): Promise<boolean> {
    if (tokens.some((token) => this.parts.steps.isSilent(token))) return false;
    try {
      return !(await Promise.all(tokens.map((token) => this.parts.needsPerson(token)))).some(Boolean);
    } catch {
      // What the AWS files say is told elsewhere; here it is enough not to promise anything.
      return false;
    }
  }

  private async refresh(tokens: readonly Token[]): Promise<void> {
    const { clock, refresh } = this.parts;
    const failed: Token[] = [];
    let reason: string | undefined;
    try {
      for (const [token, result] of await refresh.run(tokens, this.stop.signal)) {
        if (result.kind === 'passing') {
          const failures = (this.parts.steps.notes.retries.get(token.id)?.failures ?? 0) + 1;
          const at = clock.now() + pauseAfterMs(failures);
          this.note(notes.withRetry(this.parts.steps.notes, token.id, { failures, at }));
          continue;
        }
        this.note(notes.withoutRetry(this.parts.steps.notes, token.id));
        if (result.kind === 'failed') {
          this.note(notes.withRefused(this.parts.steps.notes, token.id));
          failed.push(token);
          reason ??= result.reason;
        } else if (result.next !== undefined && isHardlyLater(result.next, token)) {
          this.note(notes.withRefused(this.parts.steps.notes, result.next.id));
        }
      }
    } catch (error) {
      if (!(error instanceof Cancelled)) throw error;
    }
    const unasked = failed.filter(({ id }) => !this.parts.steps.notes.asked.includes(id));
    if (unasked.length > 0) await this.ask(unasked, reason);
  }

  private note(next: notes.RenewalNotes): void {
    this.parts.steps.notes = next;
    this.parts.lease.note(next);
  }

  private due(): readonly TokenStep[] {
    const { focus, steps } = this.parts;
    return this.isForFocus && !focus.isFocused ? [] : steps.due();
  }

  /** Ends as soon as the person comes to this window. */
  private async unlessFocused(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<undefined>();
    const end = (): void => resolve(undefined);
    this.wait = { timer: this.parts.clock.after(unfocusedWaitMs, end), end };
    await promise;
    this.wait.timer.dispose();
    this.wait = undefined;
  }

  private async rereadInTime(): Promise<void> {
    const { clock, reread, log } = this.parts;
    try {
      await withPatience(clock, rereadPatienceMs, reread());
    } catch (error) {
      log.warn(`The stored tokens could not be read again (${describeError(error)}).`);
    }
  }
}
