import type { Owner } from '../core/base/disposable.js';
import { EndpointRecords } from '../core/connections/endpoint/endpointRecords.js';
import { Endpoints } from '../core/connections/endpoint/endpoints.js';
import { HandOuts } from '../core/connections/endpoint/handOuts.js';
import { KeptPasswords } from '../core/connections/endpoint/keptPasswords.js';
import { ListedPlaces } from '../core/connections/listedPlaces.js';
import { LocalConnections } from '../core/connections/endpoint/localConnections.js';
import { Upstreams, type EndpointAnnouncer } from '../core/connections/endpoint/upstreams.js';
import { WorkgroupRows } from '../core/connections/workgroupRows.js';
import { LoginRefusals } from '../core/tokens/loginRefusals.js';
import { LoginTokens } from '../core/tokens/loginTokens.js';
import { LocalEndpoints as LocalEndpointOpener } from '../wire/localEndpoints.js';
import { FileOfPasswords } from '../wire/passwordFile.js';
import type { Aws } from './aws.js';
import type { EngineEdges } from './engineEdges.js';
import type { Sources } from './sources.js';
import type { Tokens } from './tokens.js';

export type LocalEndpoints = ReturnType<typeof makeEndpoints>;

/** The local endpoints, what is handed out for them, and the rows that show both. Nothing listens before it is wanted. */
export function makeEndpoints(own: Owner, edges: EngineEdges, aws: Aws, sources: Sources, tokens: Tokens) {
  const { secrets, log, clock, localClock, commands, managed, env } = edges;
  const { list, catalogue } = sources;
  const records = own.add(new EndpointRecords(secrets, log));
  const handOuts = new HandOuts(records, localClock);
  const places = new ListedPlaces(list, catalogue, aws.databases, log);
  const announcer: EndpointAnnouncer = {
    // Its button does what a person would do next: get the token, and open the endpoint.
    say: (ref, error) =>
      void commands.run(async (task) => {
        if (!task.isRetry) throw error;
        await local.open([ref], task.signal, true);
      }),
  };
  const upstreams = new Upstreams(
    new LoginTokens(tokens.service, tokens.held, clock),
    places,
    list,
    new LoginRefusals(tokens.held, tokens.refusals, log),
    announcer,
    localClock,
  );
  const opener = new LocalEndpointOpener({
    folder: edges.endpointFolder,
    runtimeFolder: env.XDG_RUNTIME_DIR,
    clock: localClock,
    log,
  });
  const endpoints = own.add(
    new Endpoints(
      { opener, records, handOuts, upstreams, log, clock: localClock },
      announcer,
      managed.restrictions,
    ),
  );
  const file = new FileOfPasswords(edges.passwordFile);
  const passwords = new KeptPasswords(file, endpoints, handOuts, log);
  const local = new LocalConnections(endpoints, records, handOuts, places, passwords, tokens.service);
  const rows = new WorkgroupRows(tokens.rows, endpoints, handOuts, clock, edges.isRemote);
  // Who takes an endpoint over writes its passwords again: that is to come last.
  const close = async (): Promise<void> => {
    await passwords.leave();
    await endpoints.stopAll();
  };
  return { records, handOuts, places, endpoints, passwords, local, rows, close };
}
