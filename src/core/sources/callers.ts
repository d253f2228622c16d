import { Emitter } from '../base/emitter.js';
import type { Disposable } from '../base/disposable.js';
import type { Identity } from './identity.js';
import type { Access } from './access.js';

/** Asks AWS whose credentials they are. */
export interface CallerFinder {
  find(access: Access): Promise<Identity>;
}

/** Who the credentials in use are, asked once for as long as they live. */
export class Callers implements Disposable {
  private readonly known = new Map<string, Identity>();
  private readonly asked = new Map<string, Promise<Identity | undefined>>();
  private generation = 0;
  private readonly changed = new Emitter<Access>();
  /** The caller of some credentials has become known, or is another one than before. */
  readonly onDidChange = this.changed.event;

  constructor(private readonly finder: CallerFinder) {}

  current(access: Access): Identity | undefined {
    return this.known.get(access.id);
  }

  /** The caller, or undefined where AWS could not say: nothing fails over it, and the next call asks again. */
  get(access: Access): Promise<Identity | undefined> {
    const underWay = this.asked.get(access.id);
    if (underWay !== undefined) return underWay;
    const asking = this.ask(access);
    this.asked.set(access.id, asking);
    return asking;
  }

  /** Whether any caller is known. */
  get areKnown(): boolean {
    return this.known.size > 0;
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

  private async ask(access: Access): Promise<Identity | undefined> {
    const { generation } = this;
    try {
      const identity = await this.finder.find(access);
      // An answer about credentials that have been replaced meanwhile says nothing of the present ones.
      if (generation !== this.generation) return await this.get(access);
      const before = this.known.get(access.id);
      this.known.set(access.id, identity);
      const isNew = before?.accountId !== identity.accountId || before.principal !== identity.principal;
      if (isNew) this.changed.fire(access);
      return identity;
    } catch {
      // Listing meets the same trouble and says it in the tree; saying it twice helps nobody.
      if (generation === this.generation) this.asked.delete(access.id);
      return undefined;
    }
  }
}
