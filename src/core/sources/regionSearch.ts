import { Limiter } from '../base/limiter.js';
import { stopIfCancelled, UserError } from '../base/userError.js';
import type { WorkgroupLister } from './catalogue.js';
import { UnknownKey } from './unknownKey.js';
import { type Credentials } from './access.js';
import { makeSource, type Source } from './source.js';
import type { Workgroup } from './workgroup.js';

export interface RegionSearch {
  /** The regions that have workgroups. */
  readonly found: readonly { readonly source: Source; readonly workgroups: readonly Workgroup[] }[];
  /** The regions that could not be asked; where others answered, without those not enabled for the account. */
  readonly failed: readonly { readonly region: string; readonly error: UserError }[];
}

/** How many regions are asked at once. */
const concurrency = 8;

/**
 * Lists workgroups with one profile's credentials in many regions. A region that fails stops no other.
 * Throws {@link Cancelled} once the signal is aborted.
 *
 * @param onAsked hears, after each region, how many have answered or failed so far
 */
export async function searchRegions(
  lister: WorkgroupLister,
  credentials: Credentials,
  regions: readonly string[],
  onAsked: (count: number) => void,
  signal: AbortSignal,
): Promise<RegionSearch> {
  let asked = 0;
  const limiter = new Limiter(concurrency);
  const answers = await Promise.all(
    regions.map((region) =>
      limiter.run(async () => {
        stopIfCancelled(signal);
        const source = makeSource(credentials, region);
        try {
          const workgroups = (await Array.fromAsync(lister.list(source, signal))).flat();
          return { source, workgroups, error: undefined };
        } catch (error) {
          if (signal.aborted || !(error instanceof UserError)) throw error;
          return { source, workgroups: [], error };
        } finally {
          onAsked((asked += 1));
        }
      }),
    ),
  );
  const failed = answers.flatMap(({ source, error }) =>
    error === undefined ? [] : [{ region: source.region, error }],
  );
  const hasAnswer = failed.length < answers.length;
  return {
    found: answers.filter(({ workgroups }) => workgroups.length > 0),
    failed: failed.filter(({ error }) => !(hasAnswer && error instanceof UnknownKey)),
  };
}
