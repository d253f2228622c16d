import { tmpdir } from 'node:os';
import path from 'node:path';
import type { EngineEdges } from '../../src/assembly/engineEdges.js';
import { Emitter } from '../../src/core/base/emitter.js';
import { describeError } from '../../src/core/base/log.js';
import { ServerClock } from '../../src/core/base/serverClock.js';
import { SwitchedSecrets, type Persistence } from '../../src/core/base/switchedSecrets.js';
import { managedSecrets } from '../../src/core/identity/managedSecrets.js';
import { machineSetup } from '../../src/core/identity/setupFile.js';
import { mfaCodeNeeded } from '../../src/core/sources/mfa.js';
import type { ExpiryAction } from '../../src/core/tokens/dueTokens.js';
import type { AwsHome } from './awsHome.js';
import { CollectedLog } from './collectedLog.js';
import { FakeClock } from './fakeClock.js';
import { FakeFocus } from './fakeFocus.js';
import { MemoryEventFile } from './memoryEventFile.js';
import { MemoryLeases } from './memoryLeases.js';
import { MemorySecrets } from './memorySecrets.js';
import { MemoryState } from './memoryState.js';
import type { PeopleRecord } from './peopleRecord.js';

/** The edges that a product is made with. A test that keeps them makes the next window of the same person. */
export class Edges {
  readonly localClock = new FakeClock();
  readonly clock = new ServerClock(this.localClock);
  readonly secrets = new MemorySecrets();
  readonly state = new MemoryState();
  readonly log = new CollectedLog();
  readonly focus = new FakeFocus();
  readonly eventFile = new MemoryEventFile();
  leases = new MemoryLeases();
  /** Settings, as a person may change them at any time. */
  sources: unknown = null;
  identities: unknown = null;
  /** What an administrator has set up. */
  managed = machineSetup({ kind: 'absent' });
  persistence: Persistence = 'keyring';
  leadMinutes = 5;
  expiryAction: ExpiryAction = 'ask';
  requestTimeoutMs = 2000;
  isTrusted = true;
  /** Of the sockets, their key and the password file; two windows have the same. Nothing is made before an endpoint is opened. */
  endpointFolder = path.join(tmpdir(), `rsidc-endpoints-${crypto.randomUUID()}`);
  private readonly settingChanged = new Emitter<string>();

  /** Nobody is waiting to type a code, unless a test says what they type. */
  mfaCode = (profile: string): Promise<string> => Promise.reject(mfaCodeNeeded(profile));

  /** A person has changed a setting: whoever listens hears of it. */
  settingHasChanged(name: string): void {
    this.settingChanged.fire(name);
  }

  of({ env }: AwsHome, people: PeopleRecord): EngineEdges {
    const { clock, localClock, state, log, focus, managed, endpointFolder } = this;
    const never = new Emitter<undefined>().event;
    const unwatched = { onDidChange: never, start: () => undefined };
    const isTrusted = (): boolean => this.isTrusted;
    return {
      clock,
      localClock,
      secrets: this.switchedSecrets(),
      state,
      log,
      focus,
      managed,
      env,
      endpointFolder,
      passwordFile: path.join(endpointFolder, 'passwords'),
      eventFile: this.eventFile,
      commands: people,
      // Here AWS's time is a made-up one, and the SDK signs with this computer's.
      clockOffsetMs: () => clock.now() - Date.now(),
      settings: {
        sources: {
          read: () => this.sources,
          write: (entries) => Promise.resolve(void (this.sources = entries)),
        },
        identities: {
          read: () => this.identities,
          write: (entries) => Promise.resolve(void (this.identities = entries)),
        },
        leadMinutes: () => this.leadMinutes,
        expiryAction: () => this.expiryAction,
        requestTimeoutMs: () => this.requestTimeoutMs,
      },
      onDidChangeSetting: (name) => (listener) =>
        this.settingChanged.event((changed) => {
          if (changed.startsWith(name)) listener(undefined);
        }),
      trust: {
        get isTrusted() {
          return isTrusted();
        },
        onDidGrant: never,
      },
      isRemote: false,
      leases: this.leases,
      awsFiles: unwatched,
      signInFiles: unwatched,
      askMfaCode: (profile) => this.mfaCode(profile),
    };
  }

  /** The secrets as one window keeps them. */
  private switchedSecrets(): SwitchedSecrets {
    const { secrets, managed, localClock, log } = this;
    const kept = managedSecrets(secrets, managed, log);
    const switched = new SwitchedSecrets(kept, () => this.persistence, localClock, log);
    this.settingChanged.event((name) => {
      if (name === 'tokens.persist')
        void switched.follow().catch((error: unknown) => log.warn(describeError(error)));
    });
    return switched;
  }
}
