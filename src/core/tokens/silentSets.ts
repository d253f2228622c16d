import type { Disposable } from '../base/disposable.js';
import { Emitter } from '../base/emitter.js';
import { asList } from '../base/parse.js';
import type { StateStore } from '../base/stateStore.js';
import { parseWorkgroupRef, workgroupRef } from '../sources/workgroup.js';
import { isTokenSet, setKey, type TokenSet } from './tokenSets.js';

const stateKey = 'silentlyRefreshedSets';

/** The sets of workgroups whose tokens a person wants to be refreshed silently, until they take it back. */
export class SilentSets implements Disposable {
  private readonly changed = new Emitter<undefined>();
  readonly onDidChange = this.changed.event;

  constructor(private readonly store: StateStore) {}

  get all(): readonly TokenSet[] {
    return asList(this.store.get(stateKey)).flatMap((entry) => {
      const refs = asList(entry).map(parseWorkgroupRef);
      const read = refs.filter((ref) => ref !== undefined);
      return isTokenSet(read) && read.length === refs.length ? [read] : [];
    });
  }

  has(set: TokenSet): boolean {
    const key = setKey(set);
    return this.all.some((other) => setKey(other) === key);
  }

  async add(sets: readonly TokenSet[]): Promise<void> {
    await this.write([...this.all, ...sets.filter((set) => !this.has(set))]);
  }

  async remove(sets: readonly TokenSet[]): Promise<void> {
    const gone = new Set(sets.map(setKey));
    await this.write(this.all.filter((set) => !gone.has(setKey(set))));
  }

  dispose(): void {
    this.changed.dispose();
  }

  private async write(sets: readonly TokenSet[]): Promise<void> {
    await this.store.set(
      stateKey,
      sets.map((set) => set.map(workgroupRef)),
    );
    this.changed.fire(undefined);
  }
}
