import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import net from 'node:net';
import { SdkAwsProbe } from '../../../../src/aws/diagnosis/awsProbe.js';
import { Computer } from '../../../../src/aws/diagnosis/computer.js';
import { minuteMs } from '../../../../src/core/base/duration.js';
import { diagnose, type Diagnosis } from '../../../../src/core/diagnosis/diagnosis.js';
import type { Probes } from '../../../../src/core/diagnosis/probes.js';
import { identitySetting } from '../../../../src/core/identity/identitySettings.js';
import { makeAccess } from '../../../../src/core/sources/access.js';
import { Reachability } from '../../../../src/wire/reachability.js';
import { Edges } from '../../../fakes/edges.js';
import { Product } from '../../../fakes/product.js';
import { IdentityStage, type StageOptions } from '../signIn/identityStage.js';

const region = 'us-east-1';

/** A company and a computer where a person has signed in, and had the tokens of the workgroups that they ticked. */
export class DiagnosisStage {
  readonly environment = makeAccess({ kind: 'environment' }, region);

  private constructor(
    readonly company: IdentityStage,
    readonly product: Product,
    private readonly database: net.Server,
  ) {}

  /** @param options whether the AWS files hold the keys of a profile "signer", which carry no identity */
  static async start({
    keysOfSigner = false,
    ...options
  }: StageOptions & { readonly keysOfSigner?: boolean } = {}): Promise<DiagnosisStage> {
    const company = await IdentityStage.start(options);
    if (keysOfSigner) {
      const { accessKeyId: id, secretAccessKey: secret } = company.world.anna;
      await company.home.writeCredentials(
        `[signer]\naws_access_key_id = ${id}\naws_secret_access_key = ${secret}\n`,
      );
    }
    // The SDK makes up for a clock that is off by a second try, and its clock is this computer's real one.
    process.env['AWS_MAX_ATTEMPTS'] = '3';
    const database = net.createServer((socket) => socket.destroy());
    database.listen(0, '127.0.0.1');
    await once(database, 'listening');
    const edges = new Edges();
    edges.identities = [identitySetting(company.entry)];
    edges.sources = [{ identity: 'company', region }];
    const product = new Product(company.aws, company.home, edges);
    const stage = new DiagnosisStage(company, product, database);
    await product.identities.signIn('company', false, company.browser, company.never);
    await stage.useAll();
    return stage;
  }

  /** Ticks all workgroups, and gets their tokens. */
  async useAll(): Promise<void> {
    const { product, company } = this;
    await product.selection.set(await product.workgroups(), true);
    await product.service.get(product.selection.current, company.never);
  }

  /** Lets time pass, on this computer and in the world; without a word, more than keys and tokens last. */
  pass(ms = 61 * minuteMs): void {
    this.company.clock.advance(ms);
    this.product.edges.localClock.advance(ms);
  }

  async diagnose(): Promise<Diagnosis> {
    const [source] = (await this.product.list.read()).sources;
    return diagnose(source!, this.probes(), this.company.never);
  }

  async close(): Promise<void> {
    this.product.dispose();
    this.database.close();
    await this.company.close();
  }

  get aws(): SdkAwsProbe {
    const { clock } = this.product.edges;
    const { env } = this.company.home;
    return new SdkAwsProbe(this.product.clients, { env, onServerDate: (ms) => clock.learn(ms) });
  }

  /** As the extension has them, but for name servers: every database is one here. */
  private probes(): Probes {
    const { product, company } = this;
    const { edges } = product;
    const { env } = company.home;
    const { port } = this.database.address() as AddressInfo;
    const reachability = new Reachability(edges.localClock);
    return {
      clock: edges.clock,
      computer: new Computer(env),
      aws: this.aws,
      hosts: {
        resolve: () => Promise.resolve(['127.0.0.1']),
        connect: (_, __, signal) => reachability.connect('127.0.0.1', port, signal),
      },
      catalogue: product.catalogue,
      lister: product.lister,
      identities: product.identityList,
      selection: product.selection,
      tokens: product.service,
      held: product.held,
      secrets: edges.secrets,
      isSessionOnly: false,
      proxySettings: () => ({ proxy: '', support: 'override' }),
    };
  }
}
