import * as l10n from '@vscode/l10n';
import { Emitter } from '../base/emitter.js';
import type { Disposable } from '../base/disposable.js';
import { Limiter } from '../base/limiter.js';
import { Cancelled, UserError } from '../base/userError.js';
import type { Source } from './source.js';
import { allWorkgroups } from './givenWorkgroup.js';
import { byName, workgroupKey, type Workgroup } from './workgroup.js';

/** Asks AWS for the workgroups of a source, page by page. Throws {@link UserError}. */
export interface WorkgroupLister {
  list(source: Source, signal: AbortSignal): AsyncIterable<readonly Workgroup[]>;
}

/** How far the listing of a source is. While it runs, `workgroups` are the pages so far, or the listing before. */
export type Listing =
  | { readonly kind: 'unlisted'; readonly workgroups: readonly Workgroup[] }
  | { readonly kind: 'listing'; readonly workgroups: readonly Workgroup[] }
  | { readonly kind: 'listed'; readonly workgroups: readonly Workgroup[] }
  | { readonly kind: 'failed'; readonly workgroups: readonly Workgroup[]; readonly error: UserError };

/** A source's listing changed. `differing` are workgroups that AWS describes otherwise than before. */
export interface ListingChange {
  readonly sourceId: string;
  readonly differing: readonly Workgroup[];
}

const unlisted: Listing = { kind: 'unlisted', workgroups: [] };

/** How many sources are listed at once. */
const listingConcurrency = 10;

/** The workgroups of every source, each source's failure its own. */
export class Catalogue implements Disposable {
  private readonly listings = new Map<string, Listing>();
  private readonly underWay = new Map<
    string,
    { readonly done: Promise<void>; readonly stop: AbortController }
  >();
  private readonly limiter = new Limiter(listingConcurrency);
  private readonly changed = new Emitter<ListingChange>();
  readonly onDidChange = this.changed.event;

  constructor(private readonly lister: WorkgroupLister) {}

  listing(sourceId: string): Listing {
    return this.listings.get(sourceId) ?? unlisted;
  }

  /** The workgroups of a source: the listed ones, and those that were given. */
  workgroups(source: Source): readonly Workgroup[] {
    return allWorkgroups(source, this.listing(source.id).workgroups);
  }

  /** Lists the source unless that is under way already. Never throws: a failure is a state. */
  list(source: Source): Promise<void> {
    const running = this.underWay.get(source.id);
    if (running !== undefined) return running.done;
    const stop = new AbortController();
    const stopped = new Promise<void>((resolve) => stop.signal.addEventListener('abort', () => resolve()));
    // Who waits is not kept waiting by an answer that nobody wants any more.
    const listing = this.limiter.run(async () => {
      if (!stop.signal.aborted) await this.listNow(source, stop.signal);
    });
    const done = Promise.race([listing, stopped]);
    this.underWay.set(source.id, { done, stop });
    this.change(source.id, { kind: 'listing', workgroups: this.listing(source.id).workgroups });
    return done;
  }

  /** Lists the source anew; a listing under way, which may hang, is given up. Cancelling is a failure with Retry. */
  async listAgain(source: Source, signal: AbortSignal): Promise<void> {
    this.underWay.get(source.id)?.stop.abort();
    this.underWay.delete(source.id);
    const cancel = (): void => this.cancel(source.id);
    signal.addEventListener('abort', cancel, { once: true });
    await this.list(source);
    signal.removeEventListener('abort', cancel);
  }

  /** Drops what was listed and stops what is under way: the credentials may be another account's now. */
  clear(): void {
    for (const { stop } of this.underWay.values()) stop.abort();
    this.underWay.clear();
    this.listings.clear();
  }

  dispose(): void {
    this.clear();
    this.changed.dispose();
  }

  private cancel(sourceId: string): void {
    const { workgroups } = this.listing(sourceId);
    this.underWay.get(sourceId)?.stop.abort();
    this.underWay.delete(sourceId);
    this.change(sourceId, { kind: 'failed', workgroups, error: wasCancelled() });
  }

  private async listNow(source: Source, signal: AbortSignal): Promise<void> {
    const before = this.listing(source.id).workgroups;
    const listed: Workgroup[] = [];
    try {
      for await (const page of this.lister.list(source, signal)) {
        if (signal.aborted) return;
        listed.push(...page);
        // From the first page on: a row that moves when the listing ends is clicked in place of another.
        listed.sort(byName);
        // A new listing shows its first page at once; a repeated one replaces the old one as a whole.
        if (before.length === 0) this.change(source.id, { kind: 'listing', workgroups: [...listed] });
      }
      if (signal.aborted) return;
      this.underWay.delete(source.id);
      this.change(source.id, { kind: 'listed', workgroups: listed }, differing(before, listed));
    } catch (error) {
      if (signal.aborted) return;
      this.underWay.delete(source.id);
      const workgroups = listed.length > before.length ? listed : before;
      this.change(source.id, { kind: 'failed', workgroups, error: asListingError(error) });
    }
  }

  private change(sourceId: string, listing: Listing, changed: readonly Workgroup[] = []): void {
    this.listings.set(sourceId, listing);
    this.changed.fire({ sourceId, differing: changed });
  }
}

function differing(before: readonly Workgroup[], after: readonly Workgroup[]): readonly Workgroup[] {
  const old = new Map(before.map((workgroup) => [workgroupKey(workgroup), JSON.stringify(workgroup)]));
  return after.filter((workgroup) => {
    const description = old.get(workgroupKey(workgroup));
    return description !== undefined && description !== JSON.stringify(workgroup);
  });
}

function wasCancelled(): UserError {
  return new UserError(l10n.t('The listing was cancelled.'), { kind: 'retry' });
}

/** The lister throws sentences; anything else is a fault of ours, and says so. */
function asListingError(error: unknown): UserError {
  if (error instanceof UserError) return error;
  if (error instanceof Cancelled) return wasCancelled();
  return new UserError(
    l10n.t('Listing failed for an unexpected reason.'),
    { kind: 'retry' },
    { cause: error },
  );
}
