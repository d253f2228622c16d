import { Emitter } from '../base/emitter.js';
import type { Disposable } from '../base/disposable.js';
import type { Identity } from './identity.js';
import type { Source } from './source.js';

/** Asks AWS whose the source's credentials are. */
export interface CallerFinder {
  find(source: Source): Promise<Identity>;
}

/** Who the credentials of each source are, asked once for as long as they live. */
export class Callers implements Disposable {
  private readonly known = new Map<string, Identity>();
  private readonly asked = new Map<string, Promise<Identity | undefined>>();
  private generation = 0;
  private readonly changed = new Emitter<Source>();
  /** A source's caller has become known, or is another one than before. */
  readonly onDidChange = this.changed.event;

  constructor(private readonly finder: CallerFinder) {}

  current(sourceId: string): Identity | undefined {
    return this.known.get(sourceId);
  }

  /** The caller, or undefined where AWS could not say: nothing fails over it, and the next call asks again. */
  get(source: Source): Promise<Identity | undefined> {
    const underWay = this.asked.get(source.id);
    if (underWay !== undefined) return underWay;
    const asking = this.ask(source);
    this.asked.set(source.id, asking);
    return asking;
  }

  /** Changes whenever the credentials may have become others. */
  get credentialsGeneration(): number {
    return this.generation;
  }

  /** The credentials may be others now: the next call asks again. */
  credentialsChanged(): void {
    this.generation += 1;
    this.asked.clear();
  }

  dispose(): void {
    this.changed.dispose();
  }

  private async ask(source: Source): Promise<Identity | undefined> {
    const { generation } = this;
    try {
      const identity = await this.finder.find(source);
      // An answer about credentials that have been replaced meanwhile says nothing of the present ones.
      if (generation !== this.generation) return await this.get(source);
      const before = this.known.get(source.id);
      this.known.set(source.id, identity);
      const isNew = before?.accountId !== identity.accountId || before.principal !== identity.principal;
      if (isNew) this.changed.fire(source);
      return identity;
    } catch {
      // Listing meets the same trouble and says it in the tree; saying it twice helps nobody.
      if (generation === this.generation) this.asked.delete(source.id);
      return undefined;
    }
  }
}
