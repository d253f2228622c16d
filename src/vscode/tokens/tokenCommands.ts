import * as l10n from '@vscode/l10n';
import { copyForbidden, type Restrictions } from '../../core/base/restrictions.js';
import type { Clock } from '../../core/base/clock.js';
import { timeOfDay } from '../../core/base/duration.js';
import { asFields } from '../../core/base/parse.js';
import { Cancelled } from '../../core/base/userError.js';
import type { ClipboardGuard } from '../../core/connections/clipboardGuard.js';
import type { ForgetEverything } from '../../core/connections/forgetEverything.js';
import { forgetQuestion, forgottenText, notForgotten } from '../../core/connections/forgottenWords.js';
import { isNothingHeld } from '../../core/connections/inventory.js';
import type { EventRecord } from '../../core/events/eventRecord.js';
import { lastEnd } from '../../core/events/lastEnd.js';
import { namesOf } from '../../core/events/recordedEvent.js';
import type { WorkgroupRef } from '../../core/sources/workgroup.js';
import { workgroupNames } from '../../core/sources/workgroupNames.js';
import type { HeldTokens } from '../../core/tokens/heldTokens.js';
import type { Token } from '../../core/tokens/token.js';
import { throwFailures, type TokenOutcome } from '../../core/tokens/tokenOutcome.js';
import type { TokenService } from '../../core/tokens/tokenService.js';
import type { Task } from '../doors/commands.js';
import { isConfirmed, showBriefly, showMessage } from '../doors/notify.js';
import { copiedText } from '../connections/copiedText.js';
import type { ChosenWorkgroups } from '../sources/chosenWorkgroups.js';

/** The commands about tokens. */
export class TokenCommands {
  constructor(
    private readonly chosen: ChosenWorkgroups,
    private readonly service: TokenService,
    private readonly held: HeldTokens,
    private readonly guard: ClipboardGuard,
    private readonly restrictions: Pick<Restrictions, 'canCopyToken'>,
    private readonly record: Pick<EventRecord, 'note' | 'all'>,
    private readonly everything: ForgetEverything,
    /** AWS's time. */
    private readonly clock: Clock,
  ) {}

  async get(task: Task, args: readonly unknown[]): Promise<void> {
    const refs = await this.chosen.many(args, l10n.t('Get Token'));
    const title = l10n.t('Getting the Redshift token for {0}', workgroupNames(refs));
    this.announce(await task.wait(title, () => this.service.get(refs, task.signal, task.isRetry)));
  }

  async refresh(task: Task, args: readonly unknown[]): Promise<void> {
    await this.refreshTokensOf(task, await this.chosen.many(args, l10n.t('Refresh Token')));
  }

  /** Refreshes what the prompt asked about, except what has been refreshed or forgotten since. */
  async refreshAsked(task: Task, tokens: readonly Token[]): Promise<void> {
    const held = tokens.filter((token) => this.held.current.includes(token));
    if (held.length === 0) return;
    await this.refreshTokensOf(
      task,
      held.flatMap(({ workgroups }) => workgroups),
    );
  }

  async copy(task: Task, args: readonly unknown[]): Promise<void> {
    if (!this.restrictions.canCopyToken) throw copyForbidden();
    const refs = await this.chosen.many(args, l10n.t('Copy Token'));
    const title = l10n.t('Getting a Redshift token for {0}', workgroupNames(refs));
    const token = await task.wait(title, () => this.service.getExactly(refs, task.signal));
    const seconds = await this.guard.copy(token.value);
    this.record.note({ kind: 'copied', workgroups: namesOf(refs), until: token.expiresAt });
    const what = l10n.t(
      'Copied the Redshift token for {0}, good until {1}.',
      workgroupNames(refs),
      timeOfDay(token.expiresAt),
    );
    // Only told; nothing waits for it to be read.
    void showMessage('info', copiedText(what, seconds, this.guard.canEmpty));
  }

  async forget(args: readonly unknown[]): Promise<void> {
    const refs = await this.chosen.many(args, l10n.t('Forget Token'));
    const before = this.held.current;
    await this.service.forget(refs);
    tellForgotten(before.filter((token) => !this.held.current.includes(token)));
  }

  /** @param options `{ asks: false }` from a key binding: what is wanted in a hurry is done without a question */
  async forgetAll(task: Task, [options]: readonly unknown[]): Promise<void> {
    const { everything } = this;
    const inventory = await everything.inventory();
    const asks = !task.isRetry && asFields(options)?.['asks'] !== false;
    if (asks && isNothingHeld(inventory)) {
      void showMessage('info', l10n.t('Nothing is held.'));
      return;
    }
    const [until, now] = [await this.honouredUntil(), this.clock.now()];
    if (asks) {
      const detail = forgetQuestion(inventory, until, now);
      if (!(await isConfirmed(l10n.t('Forget all of this?'), detail, l10n.t('Forget All'))))
        throw new Cancelled();
    }
    const outcome = await task.wait(l10n.t('Forgetting all'), () => everything.run());
    const failure = notForgotten(outcome);
    if (failure !== undefined) throw failure;
    // Only told; nothing waits for it to be read.
    void showMessage('info', forgottenText(inventory, outcome, until, now));
  }

  /** Of all that AWS has issued by what is known here, whatever became of it. */
  private async honouredUntil(): Promise<number> {
    return Math.max(await lastEnd(this.record), ...this.held.current.map(({ expiresAt }) => expiresAt));
  }

  private async refreshTokensOf(task: Task, refs: readonly WorkgroupRef[]): Promise<void> {
    const title = l10n.t('Refreshing the Redshift token for {0}', workgroupNames(refs));
    this.announce(await task.wait(title, () => this.service.refresh(refs, task.signal)));
  }

  /** The status bar and the rows show what was got; only what went wrong needs a message. */
  private announce(outcome: TokenOutcome): void {
    throwFailures(outcome);
    const [first] = outcome.granted;
    const token = first === undefined ? undefined : this.held.tokenOf(first);
    if (token === undefined) return;
    showBriefly(
      l10n.t(
        'Redshift token for {0}: until {1}',
        workgroupNames(outcome.granted),
        timeOfDay(token.expiresAt),
      ),
    );
  }
}

function tellForgotten(tokens: readonly Token[]): void {
  const last = Math.max(0, ...tokens.map(({ expiresAt }) => expiresAt));
  const text =
    tokens.length === 0
      ? l10n.t('No Redshift token is held.')
      : l10n.t(
          'Forgotten: {0}. Nothing revokes a token: AWS honours copies until {1}.',
          tokens.length === 1 ? l10n.t('1 Redshift token') : l10n.t('{0} Redshift tokens', tokens.length),
          timeOfDay(last),
        );
  // Only told; nothing waits for it to be read.
  void showMessage('info', text);
}
