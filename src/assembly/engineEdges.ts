import type { Environment } from '../aws/profiles/awsFiles.js';
import type { Clock } from '../core/base/clock.js';
import type { Event } from '../core/base/emitter.js';
import type { Log } from '../core/base/log.js';
import type { SecretStore } from '../core/base/secretStore.js';
import type { ServerClock } from '../core/base/serverClock.js';
import type { StateStore } from '../core/base/stateStore.js';
import type { WindowFocus } from '../core/base/windowFocus.js';
import type { EventFile } from '../core/events/eventRecord.js';
import type { MachineSetup } from '../core/identity/setupFile.js';
import type { LeaseFolder } from '../core/tokens/lease.js';
import type { Commands } from '../vscode/doors/commands.js';
import type { settings } from '../vscode/doors/settings.js';

/** Files of other tools, watched from the first time that they are read. */
interface WatchedFiles {
  readonly onDidChange: Event<undefined>;
  start(): void;
}

/** All that the product stands on but for what it shows: with others in their place, the same product runs without VS Code. */
export interface EngineEdges {
  readonly log: Log;
  readonly env: Environment;
  readonly managed: MachineSetup;
  /** AWS's time. */
  readonly clock: ServerClock;
  /** This computer's. */
  readonly localClock: Clock;
  /** How far AWS's time is ahead of the one that the SDK signs with. */
  clockOffsetMs(): number;
  readonly secrets: SecretStore;
  readonly state: StateStore;
  readonly settings: Pick<
    typeof settings,
    'sources' | 'identities' | 'leadMinutes' | 'expiryAction' | 'requestTimeoutMs'
  >;
  readonly onDidChangeSetting: (name: string) => Event<undefined>;
  readonly focus: WindowFocus;
  readonly trust: { readonly isTrusted: boolean; readonly onDidGrant: Event<undefined> };
  readonly isRemote: boolean;
  /** Which window of this machine sees to tokens that end. */
  readonly leases: LeaseFolder;
  readonly awsFiles: WatchedFiles;
  readonly signInFiles: WatchedFiles;
  /** Of the sockets, their key and the password file. */
  readonly endpointFolder: string;
  readonly passwordFile: string;
  /** What happened on this computer, for a person to read; written by all windows. */
  readonly eventFile: EventFile;
  readonly commands: Pick<Commands, 'run' | 'hasPersonWaiting'>;
  askMfaCode(profile: string, serial: string, hasPersonWaiting: boolean): Promise<string>;
}
