import { JoinedCalls } from '../base/joinedCalls.js';
import { describeError, type Log } from '../base/log.js';
import { stopIfCancelled } from '../base/userError.js';
import type { Catalogue } from '../sources/catalogue.js';
import type { HostAndPort } from '../sources/connectTo.js';
import type { Source } from '../sources/source.js';
import type { SourceList } from '../sources/sourceList.js';
import { workgroupKey, type Workgroup, type WorkgroupRef } from '../sources/workgroup.js';
import { usualDatabase, type DatabaseFinder } from './connection.js';
import type { WorkgroupPlaces } from './endpoint/upstreams.js';

/** Where workgroups are, as AWS lists them or a person gave them. What is not known yet is asked for once. */
export class ListedPlaces implements WorkgroupPlaces {
  /** Of each workgroup, the first database of its namespace: that never changes. */
  private readonly databases = new Map<string, string>();
  /** A client's pool logs in many times at once. */
  private readonly finding = new JoinedCalls<string>();

  constructor(
    private readonly sources: SourceList,
    private readonly catalogue: Catalogue,
    private readonly finder: DatabaseFinder,
    private readonly log: Log,
  ) {}

  known(ref: WorkgroupRef): Workgroup | undefined {
    const source = this.sources.current?.sources.find(({ id }) => id === ref.sourceId);
    return source && this.heldOf(source, ref);
  }

  async endpointOf(ref: WorkgroupRef, signal: AbortSignal): Promise<HostAndPort | undefined> {
    const source = await this.sources.find(ref.sourceId);
    return source && (await this.listed(source, ref, signal))?.endpoint;
  }

  /** The one that a person gave, else the first of the namespace; the usual one where AWS does not say. */
  async databaseOf(ref: WorkgroupRef, signal: AbortSignal): Promise<string> {
    const source = await this.sources.find(ref.sourceId);
    if (source === undefined) return usualDatabase;
    const { database, namespaceName } = (await this.listed(source, ref, signal)) ?? {};
    if (database !== undefined) return database;
    if (namespaceName === undefined) return usualDatabase;
    const key = workgroupKey(ref);
    const known = this.databases.get(key);
    if (known !== undefined) return known;
    return this.finding.run(key, signal, () => this.find(source, namespaceName, key));
  }

  private async find(source: Source, namespaceName: string, key: string): Promise<string> {
    try {
      const found = (await this.finder.find(source, namespaceName)) ?? usualDatabase;
      this.databases.set(key, found);
      return found;
    } catch (error) {
      this.log.warn(`The database of namespace ${namespaceName} is not known: ${describeError(error)}`);
      return usualDatabase;
    }
  }

  /** A window that was just opened has listed nothing yet. */
  private async listed(
    source: Source,
    ref: WorkgroupRef,
    signal: AbortSignal,
  ): Promise<Workgroup | undefined> {
    const known = this.heldOf(source, ref);
    if (known?.endpoint !== undefined || known?.status === 'GIVEN') return known;
    await this.catalogue.list(source);
    stopIfCancelled(signal);
    return this.heldOf(source, ref);
  }

  private heldOf(source: Source, ref: WorkgroupRef): Workgroup | undefined {
    return this.catalogue.workgroups(source).find(({ arn }) => arn === ref.arn);
  }
}
