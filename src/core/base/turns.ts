/** Lets work on the same thing run one after the other, in the order it was asked for; work on others runs beside it. */
export class Turns {
  private readonly last = new Map<string, Promise<unknown>>();

  take<T>(key: string, work: () => Promise<T>): Promise<T> {
    const before = this.last.get(key) ?? Promise.resolve();
    // Who asked for the work before hears of its failure; here it only has to be over.
    const answer = before.catch(() => undefined).then(work);
    this.last.set(key, answer);
    const over = (): void => {
      if (this.last.get(key) === answer) this.last.delete(key);
    };
    answer.then(over, over);
    return answer;
  }
}
