import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { ConnectProxy } from '../emulator/connectProxy.js';
import { testCa } from '../emulator/testCa.js';
import { endCompany } from '../fakes/company.js';
import type { FakeClock } from '../fakes/fakeClock.js';
import type { Product } from '../fakes/product.js';
import type { AwsCliProgram } from '../host/install/awsCli.js';
import {
  FakeWindow,
  operationsOf,
  startSignedOut,
  whileTimePasses,
} from '../unit/aws/signIn/signInCompany.js';
import { AwsCli, type CliEnd } from './awsCli.js';

const ca = testCa();
const tickMs = 20;
const whoAmI = ['sts', 'get-caller-identity', '--profile', 'analytics'] as const;

/** A computer with both the product and the official AWS CLI, whose profile "analytics" is signed out. */
export class SharedComputer {
  private constructor(
    readonly product: Product,
    private readonly cli: AwsCli,
    private readonly proxy: ConnectProxy,
  ) {}

  static async start(program: AwsCliProgram, config?: string): Promise<SharedComputer> {
    // The CLI asks twice at once, which the emulator would have it wait five seconds for.
    const product = await startSignedOut(config, { deviceIntervalSeconds: 0 });
    const { aws, home } = product;
    const proxy = await ConnectProxy.start(aws, (host) => ca.issue([host]));
    const bundle = path.join(home.folder, 'ca.pem');
    await writeFile(bundle, ca.certificatePem);
    // Old versions know no variables for endpoints, so all go through the proxy.
    const { AWS_ENDPOINT_URL, ...files } = home.env;
    assert.equal(AWS_ENDPOINT_URL, aws.url);
    const cli = new AwsCli(program, {
      ...files,
      PATH: process.env['PATH'] ?? '',
      LC_ALL: 'C.UTF-8',
      HTTPS_PROXY: proxy.url,
      AWS_CA_BUNDLE: bundle,
      AWS_PAGER: '',
    });
    return new SharedComputer(product, cli, proxy);
  }

  async end(): Promise<void> {
    await this.proxy.close();
    await endCompany(this.product);
  }

  /** The operations that AWS was asked for during a job, in order. */
  async asked(job: () => Promise<unknown>): Promise<readonly string[]> {
    const before = this.product.aws.requests.length;
    await job();
    return operationsOf(this.product).slice(before);
  }

  /** Sign In… by a code, which the person allows. */
  async signIn(): Promise<void> {
    const { signIn, edges } = this.product;
    const window = new FakeWindow();
    const allowing: Promise<void>[] = [];
    window.onCode = ({ userCode }) => void allowing.push(this.allow(userCode));
    const { signal } = new AbortController();
    await whileTimePasses(edges.localClock, signIn.signIn('analytics', true, window, signal));
    await Promise.all(allowing);
  }

  async signOut(): Promise<void> {
    await this.product.signIn.signOut('analytics', new AbortController().signal);
  }

  /** What the product lists, its files read anew: what the watcher of the cache brings about. */
  async listed(): Promise<readonly string[]> {
    this.product.clients.drop();
    return (await this.product.workgroups()).map(({ name }) => name);
  }

  /** The sentence on the source's row, where listing failed. */
  get problem(): string | undefined {
    const [source] = this.product.list.current?.sources ?? [];
    const listing = this.product.catalogue.listing(source?.id ?? '');
    return listing.kind === 'failed' ? listing.error.message : undefined;
  }

  /** `aws sso login`, whose code the person allows. */
  cliLogin(): Promise<void> {
    return this.inRealTime(this.cli.login('analytics', (code) => this.allow(code)));
  }

  async cliLogout(): Promise<void> {
    await this.inRealTime(this.cli.run(['sso', 'logout']));
  }

  /** Who the AWS CLI says one is. */
  async cliCaller(): Promise<string> {
    const caller = await this.inRealTime(this.cli.ask(...whoAmI));
    return (caller as { readonly Arn: string }).Arn;
  }

  /** What the AWS CLI lists. */
  async cliListed(): Promise<readonly string[]> {
    const answer = await this.inRealTime(
      this.cli.ask('redshift-serverless', 'list-workgroups', '--profile', 'analytics'),
    );
    const { workgroups } = answer as { readonly workgroups: readonly { readonly workgroupName: string }[] };
    return workgroups.map(({ workgroupName }) => workgroupName);
  }

  /** Runs a command that needs keys, and gives how it ended. */
  cliEnd(): Promise<CliEnd> {
    return this.inRealTime(this.cli.run([...whoAmI]));
  }

  /** Does with a code what a person does on the page of Identity Center. */
  private async allow(userCode: string): Promise<void> {
    const address = `${this.product.aws.url}/device`;
    const page = await (await fetch(`${address}?user_code=${userCode}`)).text();
    const id = /name="id" value="([^"]+)"/.exec(page)?.[1] ?? '';
    await fetch(address, { method: 'POST', body: new URLSearchParams({ id, decision: 'allow' }) });
  }

  /** The AWS CLI waits and signs by the real clock, so the emulator's runs with it meanwhile. */
  private async inRealTime<T>(job: Promise<T>): Promise<T> {
    const running = runClock(this.product.edges.localClock);
    try {
      return await job;
    } finally {
      clearInterval(running);
    }
  }
}

function runClock(clock: FakeClock): NodeJS.Timeout {
  let last = performance.now();
  return setInterval(() => {
    const now = performance.now();
    clock.advance(Math.round(now - last));
    last = now;
  }, tickMs);
}
