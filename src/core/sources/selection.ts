import { Emitter } from '../base/emitter.js';
import type { Disposable } from '../base/disposable.js';
import { asList } from '../base/parse.js';
import type { StateStore } from '../base/stateStore.js';
import { parseWorkgroupRef, workgroupKey, workgroupRef, type WorkgroupRef } from './workgroup.js';

const stateKey = 'tickedWorkgroups';

/** The ticked workgroups. They survive a reload, and are known before anything is listed. */
export class Selection implements Disposable {
  private ticked: ReadonlyMap<string, WorkgroupRef>;
  private sourceIds: ReadonlySet<string> | undefined;
  private readonly changed = new Emitter<undefined>();
  readonly onDidChange = this.changed.event;

  constructor(private readonly store: StateStore) {
    const stored = asList(store.get(stateKey)).map(parseWorkgroupRef);
    this.ticked = keyed(stored.filter((ref) => ref !== undefined));
  }

  /** The ticks that count. */
  get current(): readonly WorkgroupRef[] {
    const { sourceIds } = this;
    const all = [...this.ticked.values()];
    return sourceIds === undefined ? all : all.filter((ref) => sourceIds.has(ref.sourceId));
  }

  /** Ticks of other sources stay, but do not count: no row shows them. Before the sources are known, all count. */
  countOnly(sourceIds: ReadonlySet<string>): void {
    this.sourceIds = sourceIds;
    this.changed.fire(undefined);
  }

  has(ref: WorkgroupRef): boolean {
    return this.ticked.has(workgroupKey(ref));
  }

  async set(refs: readonly WorkgroupRef[], isTicked: boolean): Promise<void> {
    const next = new Map(this.ticked);
    for (const ref of refs) {
      if (isTicked) next.set(workgroupKey(ref), workgroupRef(ref));
      else next.delete(workgroupKey(ref));
    }
    await this.replace(next);
  }

  /** Unticks what the source no longer lists, so that nothing invisible counts. */
  async keepListed(sourceId: string, listed: readonly WorkgroupRef[]): Promise<void> {
    const keys = new Set(listed.map(workgroupKey));
    const next = [...this.ticked].filter(([key, ref]) => ref.sourceId !== sourceId || keys.has(key));
    if (next.length !== this.ticked.size) await this.replace(new Map(next));
  }

  dispose(): void {
    this.changed.dispose();
  }

  private async replace(next: ReadonlyMap<string, WorkgroupRef>): Promise<void> {
    this.ticked = next;
    this.changed.fire(undefined);
    await this.store.set(stateKey, [...next.values()]);
  }
}

function keyed(refs: readonly WorkgroupRef[]): ReadonlyMap<string, WorkgroupRef> {
  return new Map(refs.map((ref) => [workgroupKey(ref), ref]));
}
