import * as l10n from '@vscode/l10n';
import { rm } from 'node:fs/promises';
import type { Clock } from '../core/base/clock.js';
import { describeError, type Log } from '../core/base/log.js';
import { UserError } from '../core/base/userError.js';
import type {
  EndpointOpener,
  EndpointOwner,
  OpenOptions,
  OpenOutcome,
} from '../core/connections/endpoint/localEndpoint.js';
import { EndpointIdentity } from './endpointIdentity.js';
import { LocalEndpoint } from './localEndpoint.js';
import { makePrivateFolder, socketFolder, socketPath } from './socketFolder.js';

export interface LocalEndpointsOptions {
  /** For the sockets and the key of the windows; made for this user alone. */
  readonly folder: string;
  /** XDG_RUNTIME_DIR: for the sockets where the folder's path is too long. */
  readonly runtimeFolder: string | undefined;
  readonly clock: Clock;
  readonly log: Log;
}

/** Why the endpoint cannot open there. */
type Taken = Extract<OpenOutcome, { readonly kind: 'taken' }>;

const stranger: Taken = { kind: 'taken', by: 'stranger' };

/** Where one window goes and another takes over, who asks meets both, and none of them for a moment. */
const tries = 4;

/** Opens local endpoints: on a port of 127.0.0.1, and on a socket of the same number where the system has them. */
export class LocalEndpoints implements EndpointOpener {
  private readonly identity: EndpointIdentity;

  constructor(private readonly options: LocalEndpointsOptions) {
    this.identity = new EndpointIdentity(options.folder, options.clock);
  }

  async open(port: number, owner: EndpointOwner, { isSocketOnly }: OpenOptions): Promise<OpenOutcome> {
    const { clock, log } = this.options;
    const folder = await this.prepare(port);
    if (isSocketOnly && folder === undefined) throw noSockets();
    const endpoint = new LocalEndpoint(port, owner, this.identity, clock, log);
    if (!isSocketOnly) {
      const taken = await this.listenOnPort(endpoint);
      if (taken !== undefined) return taken;
    }
    if (folder === undefined) return { kind: 'open', endpoint };
    try {
      const taken = await this.listenOnSocket(endpoint, folder, isSocketOnly);
      if (taken !== undefined) return taken;
    } catch (cause) {
      if (isSocketOnly) throw noSockets(cause);
      // The port is good enough.
      log.warn(describeError(cause));
    }
    return { kind: 'open', endpoint };
  }

  async isOurs(port: number, { isSocketOnly }: OpenOptions): Promise<boolean> {
    const folder = await this.prepare(port);
    if (isSocketOnly && folder === undefined) return false;
    const address =
      isSocketOnly && folder !== undefined ? { path: socketPath(folder, port) } : { host: '127.0.0.1', port };
    const listener = await this.identity.whoIs(address, port);
    if (listener.kind === 'ours') listener.holder.dispose();
    return listener.kind === 'ours';
  }

  /** Makes the folder and the key in it. Gives the folder for the socket, if there can be one. */
  private async prepare(port: number): Promise<string | undefined> {
    const { folder, runtimeFolder } = this.options;
    try {
      await makePrivateFolder(folder);
      await this.identity.prepare();
      return await socketFolder(folder, runtimeFolder, port);
    } catch (cause) {
      throw new UserError(
        l10n.t(
          'The folder {0} cannot be kept to you alone, so no local endpoint was opened. Check whose it is, then try again.',
          folder,
        ),
        { kind: 'retry' },
        { cause },
      );
    }
  }

  /** Gives who has the port already, or undefined: it is ours now. */
  private async listenOnPort(endpoint: LocalEndpoint): Promise<Taken | undefined> {
    const { port } = endpoint;
    const address = { host: '127.0.0.1', port };
    for (let count = 0; count < tries; count += 1) {
      if (await isListening(endpoint, address)) return undefined;
      const listener = await this.identity.whoIs(address, port);
      if (listener.kind === 'ours') return { kind: 'taken', by: 'ours', holder: listener.holder };
      if (listener.kind === 'stranger' && listener.isSilent) break;
    }
    // Or it is held by somebody who does not listen.
    return stranger;
  }

  /** As {@link listenOnPort}. A file that is left from a window that crashed is removed, but no socket that answers. */
  private async listenOnSocket(
    endpoint: LocalEndpoint,
    folder: string,
    isSocketOnly: boolean,
  ): Promise<Taken | undefined> {
    const path = socketPath(folder, endpoint.port);
    if (isSocketOnly) {
      for (let count = 0; ; count += 1) {
        const listener = await this.identity.whoIs({ path }, endpoint.port);
        if (listener.kind === 'ours') return { kind: 'taken', by: 'ours', holder: listener.holder };
        if (listener.kind === 'nobody') break;
        if (listener.isSilent || count === tries) return stranger;
      }
    }
    // Who has the port has the socket too: where that is ours, nobody listens on the file.
    await rm(path, { force: true });
    await endpoint.listen({ path });
    endpoint.socketFolder = folder;
    return undefined;
  }
}

/** Listens, or gives false where somebody else does. */
async function isListening(
  endpoint: LocalEndpoint,
  address: { host: string; port: number },
): Promise<boolean> {
  try {
    await endpoint.listen(address);
    return true;
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
    if (code === 'EADDRINUSE') return false;
    throw new UserError(
      l10n.t(
        'The system does not let the local endpoint listen on port {0} ({1}). Look what keeps it, then try again.',
        address.port,
        typeof code === 'string' ? code : 'Error',
      ),
      { kind: 'retry' },
      { cause },
    );
  }
}

function noSockets(cause?: unknown): UserError {
  return new UserError(
    l10n.t(
      'Managed by your organisation: local endpoints may use sockets alone, and there can be none on this computer.',
    ),
    { kind: 'showLog' },
    { cause },
  );
}
