import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { CommandId } from '../../core/base/contributions.js';
import type { Clock } from '../../core/base/clock.js';
import { Owner, type Disposable } from '../../core/base/disposable.js';
import { Emitter, type Event } from '../../core/base/emitter.js';
import { secondMs } from '../../core/base/duration.js';
import { describeError, type Log } from '../../core/base/log.js';
import { actionTitle, Cancelled, UserError, type Action } from '../../core/base/userError.js';
import { progressInView, progressWithCancel, showMessage } from './notify.js';

/** A running command, as its handler sees it. */
export interface Task {
  /** Aborted when the person presses Cancel. */
  readonly signal: AbortSignal;
  /** The person pressed Retry: what is remembered of the failure does not count. */
  readonly isRetry: boolean;
  /** Shows progress while the job runs: in the view at once, with Cancel when it takes its time. */
  wait<T>(title: string, job: (report: (text: string) => void) => Promise<T>): Promise<T>;
}

/** What a command does with VS Code's arguments. Throws {@link UserError}; {@link Cancelled} shows nothing. */
export type Handler = (task: Task, ...args: unknown[]) => Promise<void> | void;

/** Carries out an error's action; `retry` runs what failed again. */
export type ActionRunner = (action: Action, retry: Retry) => void;

/** Does again what failed. */
export type Retry = () => Promise<void> | void;

/** A job that takes longer than this gets a notification with Cancel. */
const patienceMs = secondMs;

/** The one place where commands are registered, where progress is shown, and where errors are caught. */
export class Commands implements Disposable {
  private running = 0;
  private readonly own = new Owner();

  constructor(
    private readonly clock: Clock,
    private readonly log: Log,
    private readonly act: ActionRunner,
  ) {}

  register(id: CommandId, handler: Handler): void {
    const run = (...args: unknown[]): Promise<void> => this.run((task) => handler(task, ...args));
    this.own.add(vscode.commands.registerCommand(id, run));
  }

  /** Whether a person has started something that is not done: only then may they be asked for anything. */
  get hasPersonWaiting(): boolean {
    return this.running > 0;
  }

  /** Runs a job as a command, its error shown with its action. Never rejects. */
  async run(job: (task: Task) => Promise<void> | void, isRetry = false): Promise<void> {
    const stop = new AbortController();
    this.running += 1;
    try {
      await job({
        signal: stop.signal,
        isRetry,
        wait: (title, work) => this.wait(title, work, () => stop.abort()),
      });
    } catch (error) {
      this.show(error, () => this.run(job, true));
    } finally {
      this.running -= 1;
    }
  }

  dispose(): void {
    this.own.dispose();
  }

  private async wait<T>(
    title: string,
    work: (report: (text: string) => void) => Promise<T>,
    cancel: () => void,
  ): Promise<T> {
    const reports = new Emitter<string>();
    let last: string | undefined;
    const job = work((text) => {
      last = text;
      reports.fire(text);
    });
    // What was reported before the notification came is shown by it too.
    const heard: Event<string> = (listener) => {
      if (last !== undefined) listener(last);
      return reports.event(listener);
    };
    // Progress follows the job and needs no one to wait for it.
    void progressInView(job);
    const timer = this.clock.after(patienceMs, () => void progressWithCancel(title, job, heard, cancel));
    try {
      return await job;
    } finally {
      timer.dispose();
      reports.dispose();
    }
  }

  private show(error: unknown, retry: Retry): void {
    if (error instanceof Cancelled) return;
    this.log.warn(describeError(error));
    const shown = error instanceof UserError ? error : unexpected(error);
    const button = actionTitle(shown.action);
    // The message may never settle; the action follows if its button is pressed.
    void showMessage('error', shown.message, button).then((pressed) => {
      if (pressed === button) this.act(shown.action, retry);
    });
  }
}

function unexpected(cause: unknown): UserError {
  return new UserError(
    l10n.t('Something unexpected went wrong. The log says where; what was held before is unchanged.'),
    { kind: 'showLog' },
    { cause },
  );
}
