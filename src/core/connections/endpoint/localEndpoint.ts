import type { Disposable } from '../../base/disposable.js';

/** Redshift behind a local endpoint, and what logs in to it. */
export interface Upstream {
  /** Where the bytes go: the workgroup's own host, or the end of a person's tunnel to it. */
  readonly host: string;
  readonly port: number;
  /** The workgroup's own host: the certificate is checked against it, whatever `host` is. */
  readonly serverName: string;
  /** The database of a client that names none. */
  readonly database: string;
  readonly token: string;
}

/** A client that is logged in. */
export interface EndpointSession {
  readonly user: string;
  /** What the client calls itself, or an empty text. Comes from a stranger: shorten it before it is shown. */
  readonly applicationName: string;
  /** In milliseconds since 1970, by the local clock. */
  readonly since: number;
}

/** What the server of a refused login said: the fields of its ErrorResponse. */
export interface ServerRefusal {
  /** SQLSTATE */
  readonly code: string;
  readonly message: string;
}

/** What an open endpoint asks of the product, and what it tells. */
export interface EndpointOwner {
  /** The password of a user, or undefined where there is none such. */
  passwordOf(user: string): string | undefined;
  /**
   * The server to log in to, with a token that is good now. Never asks a person.
   * Throws a `UserError` whose sentence the client gets.
   */
  upstream(signal: AbortSignal): Promise<Upstream>;
  /**
   * The server refused the token's login, or, with a code of class 08, could not be reached for one. Gives the hint that is
   * added to the words for it, if there is one.
   */
  refused(upstream: Upstream, refusal: ServerRefusal): string | undefined;
  /** A client logged in or left: the sessions of the endpoint are others now. */
  sessionsChanged(): void;
}

export interface OpenEndpoint {
  readonly port: number;
  /** The folder that libpq takes as host, or undefined where there are no sockets, or their path would be too long. */
  readonly socketFolder: string | undefined;
  readonly sessions: readonly EndpointSession[];
  /** Ends the sessions of one user with 57P01: its hand-out was revoked. */
  endSessionsOf(user: string): void;
  /**
   * Listens no more, then ends what is open with 57P01. Resolves once all is closed.
   *
   * @param isStopped whether a person wants it closed: then the windows that wait for it are told not to open it
   */
  close(isStopped: boolean): Promise<void>;
}

/** How another window's endpoint ended: its window closed or crashed, or a person stopped it there. */
export type HowHolderEnded = 'gone' | 'stopped';

/** The quiet connection to the window that has an endpoint. Little more passes over it than its end. */
export interface HolderWatch extends Disposable {
  /** This window's among those that wait, from 0 on: so they take turns at the holder's end. */
  readonly place: number;
  readonly ended: Promise<HowHolderEnded>;
}

/**
 * `taken`: somebody else listens on the port. `ours`: it has proved to be another window of this extension, by a
 * secret that only this user can read.
 */
export type OpenOutcome =
  | { readonly kind: 'open'; readonly endpoint: OpenEndpoint }
  | { readonly kind: 'taken'; readonly by: 'ours'; readonly holder: HolderWatch }
  | { readonly kind: 'taken'; readonly by: 'stranger' };

export interface OpenOptions {
  /** Whether nothing may listen but the socket. Throws a `UserError` on a system that has no sockets. */
  readonly isSocketOnly: boolean;
}

/** Opens the loopback door to one workgroup. */
export interface EndpointOpener {
  /** @param port on 127.0.0.1, and in the name of the socket; never another one is taken */
  open(port: number, owner: EndpointOwner, options: OpenOptions): Promise<OpenOutcome>;
  /** Whether an endpoint of a window of ours is open there. */
  isOurs(port: number, options: OpenOptions): Promise<boolean>;
}
