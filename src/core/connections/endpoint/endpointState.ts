import * as l10n from '@vscode/l10n';
import { UserError } from '../../base/userError.js';
import type { EndpointSession } from './localEndpoint.js';

/** How the local endpoint of one workgroup stands. */
export type EndpointState =
  | { readonly kind: 'stopped' }
  | { readonly kind: 'opening' }
  | OpenState
  /** Another window of ours has it open: clients get in there. */
  | { readonly kind: 'elsewhere'; readonly port: number }
  /** A stranger holds its port. What was handed out for it is burnt. */
  | { readonly kind: 'blocked'; readonly port: number };

interface OpenState {
  readonly kind: 'open';
  readonly port: number;
  /** Whether nothing listens on the port: then only clients that can use the socket get in. */
  readonly isSocketOnly: boolean;
  /** The folder that libpq takes as host, where there are sockets. */
  readonly socketFolder: string | undefined;
  readonly sessions: readonly EndpointSession[];
}

export const stopped: EndpointState = { kind: 'stopped' };

/** Clients get in: here, or in another window of ours. */
export type ReachableState = Extract<EndpointState, { readonly kind: 'open' | 'elsewhere' }>;

export function isReachable(state: EndpointState): state is ReachableState {
  return state.kind === 'open' || state.kind === 'elsewhere';
}

/** The folder of the endpoint's socket; only the window that has it open knows it. */
export function socketFolderOf(state: EndpointState): string | undefined {
  return state.kind === 'open' ? state.socketFolder : undefined;
}

/** Said of a stranger on the port. Whoever connected to it may have shown it what opens the endpoint. */
export function portTaken(name: string, port: number, hadHandOuts: boolean): UserError {
  const sentence = hadHandOuts
    ? l10n.t(
        'Another program listens on port {0} of this computer, where connections to {1} go. The passwords saved for them may be known to it, so new ones were made and the old ones open nothing. Close that program and retry, then copy the passwords into your clients again.',
        String(port),
        name,
      )
    : l10n.t(
        'Another program listens on port {0} of this computer, so the local endpoint of {1} cannot open there. Close that program, then retry.',
        String(port),
        name,
      );
  return new UserError(sentence, { kind: 'retry' });
}

export function noPortFree(name: string): UserError {
  return new UserError(
    l10n.t(
      'None of the ports that were tried for the local endpoint of {0} is free: other programs listen on them. Close some of them, then retry.',
      name,
    ),
    { kind: 'retry' },
  );
}
