import type { Clock } from '../base/clock.js';
import { nextStep, refreshesSilently, type DueContext, type ExpiryAction, type Step } from './dueTokens.js';
import type { HeldTokens } from './heldTokens.js';
import { mergeNotes, noNotes, type RenewalNotes } from './renewalNotes.js';
import type { SilentSets } from './silentSets.js';
import type { SnoozeList } from './snoozeList.js';
import type { Token } from './token.js';

/** What a person has set about the end of tokens. */
export interface ExpirySettings {
  leadMinutes(): number;
  expiryAction(): ExpiryAction;
}

export type TokenStep = readonly [Token, Step];

/** What is to be done about the held tokens, and when, as far as this window knows. */
export class TokenSteps {
  private readonly startedAt: number;
  private lastSeenAt = 0;
  private known = noNotes;

  /** @param clock AWS's time */
  constructor(
    private readonly held: Pick<HeldTokens, 'current'>,
    private readonly clock: Clock,
    private readonly settings: ExpirySettings,
    private readonly snoozes: Pick<SnoozeList, 'has'>,
    private readonly silentSets: Pick<SilentSets, 'has'>,
  ) {
    this.startedAt = clock.now();
  }

  /** What was done about tokens, in any window. */
  get notes(): RenewalNotes {
    return this.known;
  }

  set notes(notes: RenewalNotes) {
    this.known = notes;
  }

  /** Another window has written this. */
  learn(theirs: RenewalNotes): void {
    this.known = mergeNotes(this.known, theirs);
  }

  /** The person is in this window now. */
  personIsHere(): void {
    this.lastSeenAt = this.clock.now();
  }

  /** The next step of each token that has one. */
  all(): readonly TokenStep[] {
    const context = this.context();
    return this.held.current.flatMap((token) => {
      const step = nextStep(token, context);
      return step === undefined ? [] : [[token, step] as const];
    });
  }

  /** Those whose moment has come. */
  due(): readonly TokenStep[] {
    const now = this.clock.now();
    return this.all().filter(([, { at }]) => at <= now);
  }

  isSilent(token: Token): boolean {
    return refreshesSilently(token, this.context());
  }

  private context(): DueContext {
    return {
      now: this.clock.now(),
      leadMinutes: this.settings.leadMinutes(),
      action: this.settings.expiryAction(),
      startedAt: this.startedAt,
      lastSeenAt: this.lastSeenAt,
      notes: this.known,
      isSnoozed: (token) => this.snoozes.has(token),
      isSilent: ({ workgroups }) => this.silentSets.has(workgroups),
    };
  }
}
