import { Cancelled, stopIfCancelled } from './userError.js';

interface Call<T> {
  readonly answer: Promise<T>;
  readonly stop: AbortController;
  waiting: number;
}

/** Makes one call for all who ask the same at the same time. It is stopped when the last of them cancels. */
export class JoinedCalls<T> {
  private readonly underWay = new Map<string, Call<T>>();

  /** Joins the call under way for `key`, or starts it. Throws {@link Cancelled} when `signal` is aborted. */
  async run(key: string, signal: AbortSignal, start: (signal: AbortSignal) => Promise<T>): Promise<T> {
    stopIfCancelled(signal);
    const call = this.underWay.get(key) ?? this.begin(key, start);
    call.waiting += 1;
    let leave: (() => void) | undefined;
    const cancelled = new Promise<never>((_, reject) => {
      leave = () => reject(new Cancelled());
      signal.addEventListener('abort', leave, { once: true });
    });
    try {
      return await Promise.race([call.answer, cancelled]);
    } finally {
      if (leave !== undefined) signal.removeEventListener('abort', leave);
      call.waiting -= 1;
      if (call.waiting === 0) call.stop.abort();
    }
  }

  /** Stops every call; who waits for one is told {@link Cancelled}. */
  stopAll(): void {
    for (const { stop } of [...this.underWay.values()]) stop.abort();
  }

  private begin(key: string, start: (signal: AbortSignal) => Promise<T>): Call<T> {
    const stop = new AbortController();
    const answer = start(stop.signal).finally(() => {
      if (this.underWay.get(key) === call) this.underWay.delete(key);
    });
    // Those who wait see the failure; when all have cancelled, nobody does, and nobody needs to.
    answer.catch(() => undefined);
    const call: Call<T> = { answer, stop, waiting: 0 };
    stop.signal.addEventListener('abort', () => {
      if (this.underWay.get(key) === call) this.underWay.delete(key);
    });
    this.underWay.set(key, call);
    return call;
  }
}
