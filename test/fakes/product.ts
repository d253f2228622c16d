import { AwsWorkgroupLister } from '../../src/aws/catalogue.js';
import { StsCallerFinder } from '../../src/aws/callerFinder.js';
import { Clients } from '../../src/aws/clients.js';
import { FileAwsSetup } from '../../src/aws/profiles/awsSetup.js';
import { Identities } from '../../src/aws/signIn/identities.js';
import { SsoSignIn } from '../../src/aws/signIn/ssoSignIn.js';
import { AwsTokenIssuer } from '../../src/aws/tokenIssuer.js';
import { inBackground } from '../../src/core/base/log.js';
import { ServerClock } from '../../src/core/base/serverClock.js';
import { ClientSecrets } from '../../src/core/identity/clientSecrets.js';
import { forgetForbiddenSignIns } from '../../src/core/identity/forbiddenSignIns.js';
import { HeldSignIns } from '../../src/core/identity/heldSignIns.js';
import { IdentityList } from '../../src/core/identity/identityList.js';
import { machineSetup } from '../../src/core/identity/setupFile.js';
import { Callers } from '../../src/core/sources/callers.js';
import { Catalogue } from '../../src/core/sources/catalogue.js';
import { Selection } from '../../src/core/sources/selection.js';
import { tokenAccess } from '../../src/core/sources/source.js';
import { mfaCodeNeeded } from '../../src/core/sources/mfa.js';
import { SourceList } from '../../src/core/sources/sourceList.js';
import type { Workgroup } from '../../src/core/sources/workgroup.js';
import { ExpiryWatcher } from '../../src/core/tokens/expiryWatcher.js';
import { ForbiddenTokens } from '../../src/core/tokens/forbiddenTokens.js';
import { HeldTokens } from '../../src/core/tokens/heldTokens.js';
import { Refusals } from '../../src/core/tokens/refusals.js';
import { SnoozeList } from '../../src/core/tokens/snoozeList.js';
import { SetIssuer } from '../../src/core/tokens/setIssuer.js';
import { TokenOwners } from '../../src/core/tokens/tokenOwners.js';
import { TokenService } from '../../src/core/tokens/tokenService.js';
import type { AwsEmulator } from '../emulator/awsEmulator.js';
import type { AwsHome } from './awsHome.js';
import { CollectedLog } from './collectedLog.js';
import { FakeClock } from './fakeClock.js';
import { MemorySecrets } from './memorySecrets.js';
import { MemoryState } from './memoryState.js';
import { PromptRecord } from './promptRecord.js';

/** The edges that a product is made with. A test that keeps them makes the next window of the same person. */
export class Edges {
  readonly localClock = new FakeClock();
  readonly clock = new ServerClock(this.localClock);
  readonly secrets = new MemorySecrets();
  readonly state = new MemoryState();
  readonly log = new CollectedLog();
  /** Settings, as a person may change them at any time. */
  sources: unknown = null;
  identities: unknown = null;
  /** What an administrator has set up. */
  managed = machineSetup({ kind: 'absent' });
  leadMinutes = 5;
  requestTimeoutMs = 2000;
  isTrusted = true;
  /** Nobody is waiting to type a code, unless a test says what they type. */
  mfaCode = (profile: string): Promise<string> => Promise.reject(mfaCodeNeeded(profile));
}

/** All of core and aws, connected as the extension connects them, over an emulated AWS and faked edges. */
export class Product {
  readonly clients: Clients;
  readonly signIn: SsoSignIn;
  readonly identityList: IdentityList;
  readonly signIns: HeldSignIns;
  readonly identities: Identities;
  readonly lister: AwsWorkgroupLister;
  readonly issuer: AwsTokenIssuer;
  readonly list: SourceList;
  readonly callers: Callers;
  readonly catalogue: Catalogue;
  readonly selection: Selection;
  readonly held: HeldTokens;
  readonly refusals = new Refusals();
  readonly snoozes: SnoozeList;
  readonly prompts = new PromptRecord();
  readonly watcher: ExpiryWatcher;
  readonly service: TokenService;
  readonly owners: TokenOwners;

  constructor(
    readonly aws: AwsEmulator,
    readonly home: AwsHome,
    readonly edges: Edges = new Edges(),
  ) {
    const { clock, secrets, state, log, managed } = edges;
    const leadMinutes = (): number => edges.leadMinutes;
    this.signIn = new SsoSignIn({
      version: '1.2.3',
      env: home.env,
      clock: edges.localClock,
      requestTimeoutMs: () => edges.requestTimeoutMs,
    });
    this.identityList = new IdentityList(() => edges.identities, managed);
    this.signIns = new HeldSignIns(this.identityList, secrets, clock, log);
    const clientSecrets = new ClientSecrets(secrets);
    this.identities = new Identities(this.signIns, {
      version: '1.2.3',
      env: home.env,
      clock,
      requestTimeoutMs: () => edges.requestTimeoutMs,
      onServerDate: (ms) => clock.learn(ms),
      // Here AWS's time is a made-up one, and the SDK signs with this computer's.
      clockOffsetMs: () => clock.now() - Date.now(),
      clientSecrets,
      profileKeys: {
        provider: (profile) => this.clients.profileKeys(profile),
        drop: (profile) => this.clients.dropProfileKeys(profile),
      },
    });
    this.clients = new Clients({
      identities: this.identities,
      clock,
      mfaCode: (profile) => edges.mfaCode(profile),
      version: '1.2.3',
      env: home.env,
      requestTimeoutMs: () => edges.requestTimeoutMs,
      isTrusted: () => edges.isTrusted,
      onServerDate: (ms) => clock.learn(ms),
      renewSignIn: (profile, files) => this.signIn.renew(profile, files),
    });
    this.lister = new AwsWorkgroupLister(this.clients);
    this.issuer = new AwsTokenIssuer(this.clients);
    const settings = {
      read: () => edges.sources,
      write: (sources: readonly unknown[]) => Promise.resolve(void (edges.sources = sources)),
    };
    this.list = new SourceList(settings, new FileAwsSetup(home.env), managed);
    this.callers = new Callers(new StsCallerFinder(this.clients));
    this.catalogue = new Catalogue(this.lister);
    this.selection = new Selection(state);
    const forgotten = forgetForbiddenSignIns(secrets, managed.restrictions, log);
    const forbidden = new ForbiddenTokens(managed.restrictions, this.list, forgotten);
    this.held = new HeldTokens(secrets, clock, log, (token) => forbidden.has(token));
    this.snoozes = new SnoozeList(state, clock);
    this.watcher = new ExpiryWatcher(this.held, clock, leadMinutes, this.prompts, this.snoozes);
    const setIssuer = new SetIssuer(
      this.list,
      this.callers,
      this.issuer,
      this.held,
      this.refusals,
      clock,
      managed.restrictions,
    );
    this.owners = new TokenOwners(this.held, this.list, this.callers);
    this.service = new TokenService(setIssuer, this.held, this.owners, this.refusals, clock, leadMinutes);
    this.connect();
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
    this.watcher.dispose();
    this.catalogue.dispose();
  }

  /** Who reads the state again when what has changed: as in src/assembly/reactions.ts, without the view. */
  private connect(): void {
    const { clock, log } = this.edges;
    this.held.onDidChange(() => this.watcher.check());
    clock.onDidChange(() => this.watcher.check());
    inBackground(log, this.signIns.read());
    this.edges.secrets.onDidChange((key) => inBackground(log, this.signIns.readStored(key)));
    this.signIns.onDidReplace(({ identity, isOther }) => {
      this.clients.drop();
      this.callers.credentialsChanged();
      this.refusals.clear();
      if (isOther) inBackground(log, this.owners.forgetIdentity(identity));
    });
    this.list.onDidRead(({ sources }) => this.selection.countOnly(new Set(sources.map(({ id }) => id))));
    this.callers.onDidChange(({ id }) => {
      for (const source of this.list.current?.sources ?? []) {
        if (tokenAccess(source).id === id) this.refusals.forgetSource(source.id);
      }
      inBackground(log, this.owners.dropForeign());
    });
    this.catalogue.onDidChange(({ sourceId, differing }) => {
      this.refusals.set(differing.map((ref) => ({ ref, reason: undefined })));
      const listing = this.catalogue.listing(sourceId);
      if (listing.kind === 'listed')
        inBackground(log, this.selection.keepListed(sourceId, listing.workgroups));
    });
  }
}
