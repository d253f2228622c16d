import type { Disposable } from '../base/disposable.js';
import { Emitter } from '../base/emitter.js';
import type { UserError } from '../base/userError.js';
import { workgroupKey, type WorkgroupRef } from '../sources/workgroup.js';

/** Why AWS gives no token for certain workgroups. Kept until their listing or the credentials change. */
export class Refusals implements Disposable {
  private reasons: ReadonlyMap<string, { readonly ref: WorkgroupRef; readonly reason: UserError }> =
    new Map();
  private readonly changed = new Emitter<undefined>();
  readonly onDidChange = this.changed.event;

  of(ref: WorkgroupRef): UserError | undefined {
    return this.reasons.get(workgroupKey(ref))?.reason;
  }

  /** Each refused workgroup's key with what is known of it; a new reason is a new object. */
  entries(): Iterable<readonly [string, object]> {
    return this.reasons.entries();
  }

  /** Replaces what is known of these workgroups: refused for a reason, or, without one, no longer refused. */
  set(outcome: readonly { readonly ref: WorkgroupRef; readonly reason: UserError | undefined }[]): void {
    const next = new Map(this.reasons);
    for (const { ref, reason } of outcome) {
      if (reason === undefined) next.delete(workgroupKey(ref));
      else next.set(workgroupKey(ref), { ref, reason });
    }
    this.replace(next);
  }

  forgetSource(sourceId: string): void {
    this.replace(new Map([...this.reasons].filter(([, { ref }]) => ref.sourceId !== sourceId)));
  }

  clear(): void {
    this.replace(new Map());
  }

  dispose(): void {
    this.changed.dispose();
  }

  private replace(
    next: ReadonlyMap<string, { readonly ref: WorkgroupRef; readonly reason: UserError }>,
  ): void {
    const hadAny = this.reasons.size > 0;
    this.reasons = next;
    if (hadAny || next.size > 0) this.changed.fire(undefined);
  }
}
