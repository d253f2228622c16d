import { createHash, randomUUID } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { UserError } from '../../../../src/core/base/userError.js';
import { outcomeError } from '../../../../src/core/tokens/tokenOutcome.js';
import type { Principal } from '../../../emulator/world/principal.js';
import type { Role } from '../../../emulator/world/role.js';
import { AwsHome } from '../../../fakes/awsHome.js';
import { Edges } from '../../../fakes/edges.js';
import { Product } from '../../../fakes/product.js';
import { startIdentityAws, type IdentityAws } from '../../emulator/identityAws.js';

const region = 'us-east-1';
export const hour = 3_600_000;

/** What a person gets of a source: its workgroups and a token, or what is said in their place. */
export interface Got {
  readonly listed: readonly string[];
  readonly listing: UserError | undefined;
  readonly token: UserError | undefined;
}

/** A source of one kind of credentials: the product, its computer, and the company that it calls. */
export class CredentialStage {
  /** The file of `aws login`, where one was written. */
  loginCache: string | undefined;

  private constructor(
    readonly product: Product,
    readonly company: IdentityAws,
  ) {}

  /** The source is profile "analytics", or the environment. */
  static async enter(credentials: 'profile' | 'environment'): Promise<CredentialStage> {
    const company = await startIdentityAws();
    company.world.anna.hasIdentity = true;
    const home = await AwsHome.enter({ AWS_ENDPOINT_URL: company.aws.url, AWS_MAX_ATTEMPTS: '1' });
    const edges = new Edges();
    edges.sources = [credentials === 'profile' ? { profile: 'analytics', region } : { region }];
    const stage = new CredentialStage(new Product(company.aws, home, edges), company);
    await home.writeCredentials('');
    return stage;
  }

  async leave(): Promise<void> {
    this.product.dispose();
    await this.company.aws.close();
    await this.product.home.leave();
  }

  get anna(): Principal {
    return this.company.world.anna;
  }

  role(name: 'signer' | 'access' | 'reporting' | 'guarded' | 'machine'): Role {
    return this.company.world.roles[name];
  }

  /** Writes the config file: the lines of profile "analytics", and whatever comes after them. */
  profile(...lines: readonly string[]): Promise<void> {
    return this.product.home.writeConfig(
      ['[profile analytics]', `region = ${region}`, ...lines, ''].join('\n'),
    );
  }

  /** Variables of the environment; undefined takes one away. */
  variables(variables: Readonly<Record<string, string | undefined>>): void {
    for (const [name, value] of Object.entries(variables)) {
      for (const env of [process.env, this.product.home.env]) {
        if (value === undefined) Reflect.deleteProperty(env, name);
        else env[name] = value;
      }
    }
  }

  /** Writes a file in the home folder, and answers its path. */
  async file(name: string, content: string): Promise<string> {
    const file = path.join(this.product.home.folder, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, content);
    return file;
  }

  /** A `credential_process` that prints this, and after it fails if it says so. */
  async command(stdout: string, stderr = '', hasFailed = false): Promise<string> {
    const print = process.platform === 'win32' ? 'type' : 'cat';
    const [out, err] = [await this.file('stdout', stdout), await this.file('stderr', stderr)];
    const end = hasFailed ? ' && exit 3' : '';
    return `credential_process = ${print} "${err}" 1>&2 && ${print} "${out}"${end}`;
  }

  /** Where the AWS CLI keeps the sign-in of a session, or of a start URL. */
  ssoCache(name: string, content: string): Promise<string> {
    return this.file(`.aws/sso/cache/${createHash('sha1').update(name).digest('hex')}.json`, content);
  }

  /** Anna signs in at Identity Center: the content of the AWS CLI's file, and how to sign out at AWS alone. */
  signIn(lifeMs = hour): { content: string; signOut: () => void } {
    const { identityCenter } = this.company.world;
    const session = {
      center: identityCenter,
      userName: 'anna@example.com',
      scopes: ['sso:account:access'],
      clientId: randomUUID(),
      endsAtMs: Date.now() + 8 * hour,
      isSignedOut: false,
    };
    const { value } = this.company.aws.identity.portal.giveAccessToken(session, hour, Date.now());
    const expiresAt = new Date(Date.now() + lifeMs).toISOString();
    const content = JSON.stringify({
      startUrl: identityCenter.startUrl,
      region,
      accessToken: value,
      expiresAt,
    });
    return { content, signOut: () => (session.isSignedOut = true) };
  }

  /** Lists the source and asks for a token with it, as a person would who knows a workgroup already. */
  async get(): Promise<Got> {
    const { product, company } = this;
    const { sources } = await product.list.read();
    const [source] = sources;
    if (source === undefined) throw new Error('no source');
    await product.catalogue.list(source);
    const listing = product.catalogue.listing(source.id);
    const [workgroup] = company.world.places[0]!.workgroups;
    const ref = { sourceId: source.id, arn: workgroup!.workgroupArn, name: workgroup!.workgroupName };
    const outcome = await product.service.get([ref], new AbortController().signal);
    return {
      listed: listing.workgroups.map(({ name }) => name),
      listing: listing.kind === 'failed' ? listing.error : undefined,
      token: outcomeError(outcome),
    };
  }
}
