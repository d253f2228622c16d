import type { Clock } from '../base/clock.js';
import type { SecretStore } from '../base/secretStore.js';
import type { IdentityEntry } from '../identity/identity.js';
import type { Access, Credentials } from '../sources/access.js';
import type { WorkgroupLister } from '../sources/catalogue.js';
import type { Identity } from '../sources/identity.js';
import type { Source } from '../sources/source.js';
import type { Workgroup, WorkgroupRef } from '../sources/workgroup.js';
import type { Token } from '../tokens/token.js';
import type { TokenOutcome } from '../tokens/tokenOutcome.js';

/** A file that something names, and whether it can be read. */
export interface FoundFile {
  readonly path: string;
  /** `unlike`: it can be read, and is not what it should be. */
  readonly kind: 'readable' | 'missing' | 'unreadable' | 'unlike';
}

/** An environment variable that is set; without a value where that may be secret. */
export interface FoundVariable {
  readonly name: string;
  readonly value: string | undefined;
}

/** This computer, as far as AWS is reached by it. */
export interface ComputerProbe {
  /** The person's home folder. */
  readonly home: string;
  /** The AWS config and credentials files. */
  awsFiles(): Promise<readonly FoundFile[]>;
  /** Those that change which credentials, region, endpoint or proxy is used. */
  variables(): readonly FoundVariable[];
  /** The files of certificates that NODE_EXTRA_CA_CERTS and AWS_CA_BUNDLE name. */
  certificates(): Promise<readonly (FoundFile & { readonly variable: string })[]>;
}

/** When keys end, in milliseconds; undefined where they do not. */
export interface FoundKeys {
  readonly expiresAt: number | undefined;
}

/** An AWS endpoint that has answered. */
export interface ReachedEndpoint {
  /** HTTP status. A call without a signature is refused, which is an answer too. */
  readonly status: number;
  /** AWS's time, in milliseconds; undefined where somebody else answered. */
  readonly serverDate: number | undefined;
}

/** Where the calls for some credentials go. */
export interface ApiEndpoint {
  readonly url: string;
  /** Whether the environment or a profile names it, instead of the region's own. */
  readonly isOverride: boolean;
}

/** AWS, and the credentials for it. What fails throws {@link UserError}. */
export interface AwsProbe {
  /** The kind of the credentials, in words. */
  describe(credentials: Credentials): Promise<string>;
  /** Loads the keys. Throws `StepFailure` where a step of an identity's way is refused. */
  loadKeys(access: Access): Promise<FoundKeys>;
  /** Who AWS says they are, asked anew. */
  caller(access: Access): Promise<Identity>;
  endpoint(access: Access): Promise<ApiEndpoint>;
  /** Asks the endpoint without any signature, and learns AWS's time from the answer. */
  reach(access: Access, signal: AbortSignal): Promise<ReachedEndpoint>;
}

/** How a connection to a port went; `code` is Node's. */
export type PortState =
  | { readonly kind: 'open' }
  | { readonly kind: 'silent'; readonly afterMs: number }
  | { readonly kind: 'closed'; readonly code: string };

/** The network, without AWS. */
export interface HostProbe {
  /** The addresses of a name; none where it has none. */
  resolve(host: string): Promise<readonly string[]>;
  connect(host: string, port: number, signal: AbortSignal): Promise<PortState>;
}

/** VS Code's own settings for the network. */
interface ProxySettings {
  readonly proxy: string | undefined;
  readonly support: string | undefined;
}

/** What a diagnosis looks at: one small port for each effect. */
export interface Probes {
  /** This computer's clock, and how far AWS's is ahead of it, as far as AWS has answered. */
  readonly clock: Clock & { readonly currentOffsetMs: number };
  readonly computer: ComputerProbe;
  readonly aws: AwsProbe;
  readonly hosts: HostProbe;
  readonly lister: WorkgroupLister;
  /** What is known of a source's workgroups where they cannot be listed now. */
  readonly catalogue: { workgroups(source: Source): readonly Workgroup[] };
  /** Throws a sentence where there is no such identity. */
  readonly identities: { find(name: string): IdentityEntry };
  readonly selection: { readonly current: readonly WorkgroupRef[] };
  readonly tokens: {
    refresh(refs: readonly WorkgroupRef[], signal: AbortSignal): Promise<TokenOutcome>;
  };
  readonly held: { tokenOf(ref: WorkgroupRef): Token | undefined };
  readonly secrets: SecretStore;
  /** Whether secrets are held in memory only, as an administrator wants it. */
  readonly isSessionOnly: boolean;
  readonly proxySettings: () => ProxySettings;
}
