import path from 'node:path';
import { AwsDatabaseFinder } from '../../src/aws/databaseFinder.js';
import { inBackground } from '../../src/core/base/log.js';
import type { UserError } from '../../src/core/base/userError.js';
import { EndpointRecords } from '../../src/core/connections/endpoint/endpointRecords.js';
import { Endpoints } from '../../src/core/connections/endpoint/endpoints.js';
import { HandOuts } from '../../src/core/connections/endpoint/handOuts.js';
import { KeptPasswords } from '../../src/core/connections/endpoint/keptPasswords.js';
import { ListedPlaces } from '../../src/core/connections/listedPlaces.js';
import { LocalConnections } from '../../src/core/connections/endpoint/localConnections.js';
import { Upstreams } from '../../src/core/connections/endpoint/upstreams.js';
import type { WorkgroupRef } from '../../src/core/sources/workgroup.js';
import { LoginRefusals } from '../../src/core/tokens/loginRefusals.js';
import { LoginTokens } from '../../src/core/tokens/loginTokens.js';
import { LocalEndpoints } from '../../src/wire/localEndpoints.js';
import { FileOfPasswords } from '../../src/wire/passwordFile.js';
import type { Product } from './product.js';

/** The local endpoints of a product, on real sockets in a folder: composed as src/assembly/endpoints.ts does. */
export class ProductEndpoints {
  readonly records: EndpointRecords;
  readonly handOuts: HandOuts;
  readonly endpoints: Endpoints;
  readonly passwords: KeptPasswords;
  readonly local: LocalConnections;
  /** What a person was told of a workgroup, without having asked. */
  readonly said: (readonly [workgroup: string, sentence: string, action: string])[] = [];

  /** @param folder of the sockets, the key and the password file; two windows have the same */
  constructor(
    readonly product: Product,
    folder: string,
  ) {
    const { clients, list, catalogue, held, refusals, service, edges } = product;
    const { localClock, clock, secrets, log, managed } = edges;
    this.records = new EndpointRecords(secrets, log);
    this.handOuts = new HandOuts(this.records, localClock);
    const places = new ListedPlaces(list, catalogue, new AwsDatabaseFinder(clients), log);
    const announcer = {
      say: ({ name }: WorkgroupRef, { message, action }: UserError) =>
        void this.said.push([name, message, action.kind]),
    };
    const upstreams = new Upstreams(
      new LoginTokens(service, held, clock),
      places,
      list,
      new LoginRefusals(held, refusals, log),
      announcer,
      localClock,
    );
    const opener = new LocalEndpoints({ folder, runtimeFolder: undefined, clock: localClock, log });
    this.endpoints = new Endpoints(
      {
        opener,
        records: this.records,
        handOuts: this.handOuts,
        upstreams,
        log,
      },
      announcer,
      managed.restrictions,
    );
    const file = new FileOfPasswords(path.join(folder, 'passwords'));
    this.passwords = new KeptPasswords(file, this.endpoints, this.handOuts, log);
    this.local = new LocalConnections(
      this.endpoints,
      this.records,
      this.handOuts,
      places,
      this.passwords,
      service,
    );
    // As in src/assembly/reactions.ts, without the view.
    for (const { onDidChange } of [this.endpoints, this.handOuts])
      onDidChange(() => this.passwords.writeSoon());
    secrets.onDidChange((key) => inBackground(log, this.records.reread(key)));
  }

  /** What a window does at its start. */
  async start(): Promise<void> {
    await this.product.held.load();
    await this.product.owners.dropForeign();
    await this.endpoints.restartHeld(new AbortController().signal);
  }

  /** What a window does at its end. */
  async stop(): Promise<void> {
    await Promise.all([this.endpoints.stopAll(), this.passwords.remove()]);
    this.product.dispose();
  }
}
