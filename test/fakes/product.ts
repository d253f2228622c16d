import { makeEngine } from '../../src/assembly/engine.js';
import { Owner } from '../../src/core/base/disposable.js';
import type { Workgroup } from '../../src/core/sources/workgroup.js';
import type { AwsEmulator } from '../emulator/awsEmulator.js';
import type { AwsHome } from './awsHome.js';
import { Edges } from './edges.js';
import { PeopleRecord } from './peopleRecord.js';
import { PromptRecord } from './promptRecord.js';

type Engine = ReturnType<typeof makeEngine>;

/** All of the product but what is shown, as the extension makes it, over an emulated AWS and faked edges. */
export class Product {
  readonly clients: Engine['aws']['clients'];
  readonly signIn: Engine['aws']['signIn'];
  readonly identityList: Engine['aws']['identityList'];
  readonly signIns: Engine['aws']['signIns'];
  readonly identities: Engine['aws']['identities'];
  readonly lister: Engine['aws']['lister'];
  readonly issuer: Engine['aws']['issuer'];
  readonly list: Engine['sources']['list'];
  readonly callers: Engine['sources']['callers'];
  readonly catalogue: Engine['sources']['catalogue'];
  readonly selection: Engine['sources']['selection'];
  readonly held: Engine['tokens']['held'];
  readonly refusals: Engine['tokens']['refusals'];
  readonly watcher: Engine['tokens']['watcher'];
  readonly service: Engine['tokens']['service'];
  readonly owners: Engine['tokens']['owners'];
  readonly records: Engine['local']['records'];
  readonly handOuts: Engine['local']['handOuts'];
  readonly endpoints: Engine['local']['endpoints'];
  readonly passwords: Engine['local']['passwords'];
  readonly local: Engine['local']['local'];
  readonly record: Engine['record'];
  readonly engine: Engine;
  readonly prompts = new PromptRecord();
  readonly people = new PeopleRecord();
  private readonly own = new Owner();
  private readonly tokens: Engine['tokens'];

  constructor(
    readonly aws: AwsEmulator,
    readonly home: AwsHome,
    readonly edges: Edges = new Edges(),
  ) {
    this.engine = makeEngine(this.own, edges.of(home, this.people), '1.2.3', () => this.prompts);
    const { aws: asks, sources, tokens, local } = this.engine;
    this.record = this.engine.record;
    ({
      clients: this.clients,
      signIn: this.signIn,
      identityList: this.identityList,
      signIns: this.signIns,
      identities: this.identities,
      lister: this.lister,
      issuer: this.issuer,
    } = asks);
    ({
      list: this.list,
      callers: this.callers,
      catalogue: this.catalogue,
      selection: this.selection,
    } = sources);
    ({
      held: this.held,
      refusals: this.refusals,
      watcher: this.watcher,
      service: this.service,
      owners: this.owners,
    } = tokens);
    ({
      records: this.records,
      handOuts: this.handOuts,
      endpoints: this.endpoints,
      passwords: this.passwords,
      local: this.local,
    } = local);
    this.tokens = tokens;
  }

  /** What a window does at its start. */
  async start(): Promise<void> {
    await this.tokens.read();
    await this.endpoints.restartHeld(new AbortController().signal);
  }

  /** What a window does at its end. */
  async stop(): Promise<void> {
    await this.passwords.leave();
    await this.endpoints.stopAll();
    this.dispose();
  }

  /** The workgroups of all sources, as AWS lists them now. */
  async workgroups(): Promise<readonly Workgroup[]> {
    const { sources } = await this.list.read();
    await Promise.all(sources.map((source) => this.catalogue.list(source)));
    return sources.flatMap(({ id }) => this.catalogue.listing(id).workgroups);
  }

  /** The names that each call for a token asked for, in the order of the answers. */
  get tokenCalls(): readonly (readonly string[])[] {
    return this.aws.requests
      .filter(({ operation }) => operation === 'GetIdentityCenterAuthToken')
      .map(({ workgroupNames }) => workgroupNames ?? []);
  }

  /** The workgroups of each held token. */
  get heldSets(): readonly (readonly string[])[] {
    return this.held.current.map(({ workgroups }) => workgroups.map(({ name }) => name));
  }

  dispose(): void {
    this.own.dispose();
  }
}
