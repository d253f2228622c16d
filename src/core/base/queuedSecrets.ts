import * as l10n from '@vscode/l10n';
import type { Clock } from './clock.js';
import type { Disposable } from './disposable.js';
import { secondMs } from './duration.js';
import type { Event } from './emitter.js';
import type { SecretStore } from './secretStore.js';
import { UserError } from './userError.js';

/** A call that takes longer lets the next one begin beside it. */
const patienceMs = 5 * secondMs;

/** A call that takes longer has failed. What it does later is heard of as if another window had done it. */
const limitMs = 30 * secondMs;

/**
 * Asks a secret storage for one thing at a time, since keyrings may mix up calls that come together (int128/kubelogin#740).
 * One that does not answer holds nothing up for long: neither what is asked next, nor who waits for it.
 */
export class QueuedSecrets implements SecretStore {
  private last: Promise<unknown> = Promise.resolve();

  /** @param clock this computer's */
  constructor(
    private readonly secrets: SecretStore,
    private readonly clock: Clock,
  ) {}

  get isInMemory(): boolean {
    return this.secrets.isInMemory === true;
  }

  get onDidChange(): Event<string> {
    return this.secrets.onDidChange;
  }

  keys(): Promise<readonly string[]> {
    return this.inTurn(() => this.secrets.keys());
  }

  get(key: string): Promise<string | undefined> {
    return this.inTurn(() => this.secrets.get(key));
  }

  set(key: string, value: string): Promise<void> {
    return this.inTurn(() => this.secrets.set(key, value));
  }

  delete(key: string): Promise<void> {
    return this.inTurn(() => this.secrets.delete(key));
  }

  private async inTurn<T>(call: () => Promise<T>): Promise<T> {
    const before = this.last;
    const turn = Promise.withResolvers<undefined>();
    this.last = turn.promise;
    await before;
    const silence = Promise.withResolvers<never>();
    const limit = { timer: this.clock.after(patienceMs, () => (limit.timer = passOn())) };
    const passOn = (): Disposable => {
      turn.resolve(undefined);
      return this.clock.after(limitMs - patienceMs, () => silence.reject(doesNotAnswer()));
    };
    try {
      return await Promise.race([call(), silence.promise]);
    } finally {
      limit.timer.dispose();
      turn.resolve(undefined);
    }
  }
}

function doesNotAnswer(): UserError {
  return new UserError(l10n.t("VS Code's secret storage does not answer."), { kind: 'retry' });
}
