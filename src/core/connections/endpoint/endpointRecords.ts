import * as l10n from '@vscode/l10n';
import type { Disposable } from '../../base/disposable.js';
import { Emitter } from '../../base/emitter.js';
import { describeError, type Log } from '../../base/log.js';
import type { SecretStore } from '../../base/secretStore.js';
import { readRecord } from '../../base/storedRecord.js';
import { Turns } from '../../base/turns.js';
import { UserError } from '../../base/userError.js';
import { workgroupKey, workgroupRef, type WorkgroupRef } from '../../sources/workgroup.js';
import { firstPort, portsFrom } from './endpointPort.js';
import {
  endpointRecord,
  parseEndpointRecord,
  recordKey,
  recordPrefix,
  type EndpointRecord,
} from './endpointRecord.js';

/** Reading and writing go one after the other: what one reads, nobody changes before it has written. */
const oneTurn = 'records';

/** The records of the local endpoints: in memory for reading, in SecretStorage for the next start. The one owner of both. */
export class EndpointRecords implements Disposable {
  private records: ReadonlyMap<string, EndpointRecord> = new Map();
  private isAllRead = false;
  private readonly turns = new Turns();
  private readonly changed = new Emitter<undefined>();
  readonly onDidChange = this.changed.event;

  constructor(
    private readonly secrets: SecretStore,
    private readonly log: Log,
  ) {}

  /** Those that this window has read or made. */
  get current(): readonly EndpointRecord[] {
    return [...this.records.values()];
  }

  of(ref: WorkgroupRef): EndpointRecord | undefined {
    return this.records.get(workgroupKey(ref));
  }

  /** The workgroup's record; where there is none, a new one, which is stored with its first change. */
  get(ref: WorkgroupRef): Promise<EndpointRecord> {
    return this.turns.take(oneTurn, async () => {
      const record = this.of(ref) ?? (await this.readOrMake(ref));
      this.assign([record]);
      return record;
    });
  }

  /** Reads what other windows stored. Throws where the secret storage does not answer at all. */
  loadAll(): Promise<void> {
    return this.turns.take(oneTurn, () => this.readAll());
  }

  /** Another window may have changed the record of this key. One that is gone is not forgotten here. */
  reread(key: string): Promise<void> {
    return this.turns.take(oneTurn, async () => {
      const record = key.startsWith(recordPrefix) ? await this.read(key) : undefined;
      if (record !== undefined) this.assign([record]);
    });
  }

  /**
   * Stores the changed record first and announces it then; where storing fails, nothing has changed.
   *
   * @param edit gets what is stored now, which may be another window's; answers with the same where nothing is to change
   */
  change(ref: WorkgroupRef, edit: (record: EndpointRecord) => EndpointRecord): Promise<EndpointRecord> {
    return this.turns.take(oneTurn, async () => {
      const record = await this.readOrMake(ref);
      const next = edit(record);
      if (next !== record) await this.store(next);
      this.assign([next]);
      return next;
    });
  }

  dispose(): void {
    this.changed.dispose();
  }

  /** What is stored, else what this window holds, else a new record with a port that no other one has. */
  private async readOrMake(ref: WorkgroupRef): Promise<EndpointRecord> {
    const known = (await this.read(await recordKey(ref))) ?? this.of(ref);
    if (known !== undefined) return known;
    if (!this.isAllRead) {
      // Ports of records that cannot be listed cannot be avoided.
      await this.readAll().catch((error: unknown) => this.log.warn(describeError(error)));
    }
    const others = new Set(this.current.map(({ port }) => port));
    const first = firstPort(ref.arn);
    const port = portsFrom(first, others)[0] ?? first;
    return { workgroup: workgroupRef(ref), port, isWanted: true, handOuts: [] };
  }

  private async readAll(): Promise<void> {
    let keys: readonly string[];
    try {
      keys = await this.secrets.keys();
    } catch (cause) {
      throw new UserError(
        l10n.t(
          "VS Code's secret storage cannot be read, so saved connections through local endpoints do not work. Unlock it, then try again.",
        ),
        { kind: 'retry' },
        { cause },
      );
    }
    const read: EndpointRecord[] = [];
    for (const key of keys.filter((name) => name.startsWith(recordPrefix))) {
      const record = await this.read(key);
      if (record !== undefined) read.push(record);
    }
    this.isAllRead = true;
    this.assign(read);
  }

  private read(key: string): Promise<EndpointRecord | undefined> {
    const parse = async (text: string): Promise<EndpointRecord | undefined> => {
      const record = parseEndpointRecord(text);
      // A record under another's key would open one workgroup with what was given out for another.
      return record !== undefined && (await recordKey(record.workgroup)) === key ? record : undefined;
    };
    return readRecord(this.secrets, key, parse, this.log);
  }

  private async store(record: EndpointRecord): Promise<void> {
    try {
      await this.secrets.set(await recordKey(record.workgroup), endpointRecord(record));
    } catch (cause) {
      throw new UserError(
        l10n.t(
          "VS Code's secret storage refused what belongs to the local endpoint of {0}. What was stored before is unchanged.",
          record.workgroup.name,
        ),
        { kind: 'retry' },
        { cause },
      );
    }
  }

  private assign(read: readonly EndpointRecord[]): void {
    const differing = read.filter((record) => {
      const held = this.of(record.workgroup);
      return held === undefined || endpointRecord(held) !== endpointRecord(record);
    });
    if (differing.length === 0) return;
    this.records = new Map([
      ...this.records,
      ...differing.map((record): [string, EndpointRecord] => [workgroupKey(record.workgroup), record]),
    ]);
    this.changed.fire(undefined);
  }
}
