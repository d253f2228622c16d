import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer } from './answer.js';
import { badGateway, send } from './answer.js';
import type { Fault, Strike } from './faults.js';
import { Faults } from './faults.js';
import type { IssuedToken } from './operations/issuedToken.js';
import { findOperation } from './operations/operations.js';
import { AwsError } from './protocols/awsError.js';
import { protocolOf } from './protocols/protocolOf.js';
import type { Protocol } from './protocols/protocol.js';
import type { RequestRecord } from './requestRecord.js';
import { requestLine } from './requestRecord.js';
import type { Rules } from './rules.js';
import { scopedRegion } from './signing/authorization.js';
import type { ReceivedRequest } from './signing/receivedRequest.js';
import { receive } from './signing/receivedRequest.js';
import { verifySignature } from './signing/signature.js';
import { SignatureRefusal } from './signing/signatureRefusal.js';
import { injectedError, spoiled } from './spoiling.js';
import type { Principal } from './world/principal.js';
import { isRegion } from './world/region.js';
import type { World } from './world/world.js';
import { findPrincipal, placeOf } from './world/world.js';

/** How an emulator starts; its rules may be changed later by `emulator.rules`. */
export type AwsEmulatorOptions = Partial<Rules> & {
  readonly world: World;
  /** 0, the default, takes any free one. */
  readonly port?: number;
  /** Gets one readable line a request, without secrets. */
  readonly log?: (line: string) => void;
};

/** What is known of a request by the time it is answered. */
type Handled = {
  readonly answer: Answer;
  readonly strike: Strike;
  readonly record: RequestRecord;
};

const noStrike: Strike = { delayMs: 0, dateOffsetMs: 0 };
/** Enough for every test, and an end for a run that never ends. */
const maxRecords = 100_000;
const maxConnections = 1_000;

/**
 * Redshift Serverless and STS of all regions and accounts of a made-up world, on one loopback address. Signatures are
 * verified, so a client must be configured as for AWS; the region is the one that it signs for.
 */
export class AwsEmulator {
  /** What was asked so far, in the order of the answers. */
  readonly requests: RequestRecord[] = [];
  /** All tokens given out so far. */
  readonly tokens: IssuedToken[] = [];
  private readonly faults = new Faults();
  private readonly closing = new AbortController();
  private readonly pageSecret = randomUUID();

  private constructor(
    private readonly server: Server,
    readonly world: World,
    /** May be changed at any time; counts from the next request on. */
    readonly rules: Rules,
    private readonly log: (line: string) => void,
  ) {
    server.maxConnections = maxConnections;
    server.on('request', (request, response) => {
      // Answers every failure itself; what is left is a client that went away.
      this.serve(request, response).catch(() => response.destroy());
    });
  }

  static async start(options: AwsEmulatorOptions): Promise<AwsEmulator> {
    const { world, port = 0, log = () => undefined, ...rules } = options;
    const server = http.createServer();
    const emulator = new AwsEmulator(
      server,
      world,
      {
        now: Date.now,
        tokenLifeMs: 3_600_000,
        workgroupRefusal: 'validationNamed',
        callerRefusal: 'unsupportedOperationFault',
        ...rules,
      },
      log,
    );
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    return emulator;
  }

  /** For `endpoint` or `endpoint_url` of a client. */
  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  inject(fault: Fault): void {
    this.faults.inject(fault);
  }

  clearFaults(): void {
    this.faults.clear();
  }

  /** Ends at once, open connections and delayed answers included. */
  async close(): Promise<void> {
    if (!this.server.listening) return;
    this.closing.abort();
    const closed = once(this.server, 'close');
    this.server.close();
    this.server.closeAllConnections();
    await closed;
  }

  private async serve(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const request = await receive(message);
    if (request === undefined) {
      send(response, { status: 413, headers: { Connection: 'close' }, body: '' }, noStrike, this.rules.now());
      return;
    }
    const { answer, strike, record } = await this.handle(request);
    if (this.requests.length < maxRecords) this.requests.push(record);
    this.log(requestLine(record));
    if (strike.delayMs > 0) {
      await sleep(strike.delayMs, undefined, { ref: false, signal: this.closing.signal });
    }
    send(response, answer, strike, this.rules.now());
  }

  private async handle(request: ReceivedRequest): Promise<Handled> {
    const protocol = protocolOf(request);
    const operation = protocol.operationOf(request);
    const nowMs = this.rules.now();
    const userAgent = request.headers['user-agent'];
    const region = scopedRegion(request.headers['authorization']);
    const asked = {
      operation,
      at: nowMs,
      ...(region === undefined ? {} : { region }),
      ...(userAgent === undefined ? {} : { userAgent }),
    };
    const requestId = randomUUID();
    let known: Partial<RequestRecord> = {};
    let strike = noStrike;
    try {
      const caller = await this.caller(request, protocol, nowMs);
      const input = protocol.inputOf(request);
      known = { accountId: caller.accountId, principalArn: caller.arn, ...namesIn(input) };
      strike = this.faults.strike({ operation, accountId: caller.accountId, region: region ?? '' });
      if (strike.fault !== undefined) known = { ...known, fault: strike.fault.kind };
      if (strike.fault?.kind === 'reset') {
        return { answer: badGateway, strike, record: { ...asked, ...known, status: 0 } };
      }
      if (strike.fault?.kind === 'badGateway') {
        return { answer: badGateway, strike, record: { ...asked, ...known, status: 502 } };
      }
      const failure = injectedError(strike.fault);
      if (failure !== undefined) throw failure;
      const run = findOperation(protocol.service, operation);
      if (run === undefined) throw protocol.unknownOperation(operation);
      const output = run({
        principal: caller,
        region: region ?? '',
        input,
        place: placeOf(this.world, caller.accountId, region ?? ''),
        rules: this.rules,
        nowMs,
        pageSecret: this.pageSecret,
        tokens: this.tokens,
      });
      const body = protocol.successBody(operation, spoiled(output, strike.fault, nowMs), requestId);
      const answer = { status: 200, headers: headersOf(protocol, requestId), body };
      return { answer, strike, record: { ...asked, ...known, status: 200 } };
    } catch (thrown) {
      const error = awsErrorOf(thrown, protocol);
      const headers = { ...headersOf(protocol, requestId), ...protocol.errorHeaders(error) };
      const answer = { status: error.status, headers, body: protocol.errorBody(error, requestId) };
      return { answer, strike, record: { ...asked, ...known, status: error.status, errorName: error.code } };
    }
  }

  private async caller(request: ReceivedRequest, protocol: Protocol, nowMs: number): Promise<Principal> {
    const { principal } = await verifySignature(request, {
      service: protocol.service,
      nowMs,
      isRegion,
      findPrincipal: (accessKeyId, region) => findPrincipal(this.world, accessKeyId, region),
    });
    return principal;
  }
}

function headersOf(protocol: Protocol, requestId: string): Record<string, string> {
  return { 'Content-Type': protocol.contentType, 'x-amzn-RequestId': requestId };
}

function awsErrorOf(thrown: unknown, protocol: Protocol): AwsError {
  if (thrown instanceof AwsError) return thrown;
  if (thrown instanceof SignatureRefusal) return protocol.refusal(thrown);
  return new AwsError('InternalFailure', 500, `The emulator itself failed: ${String(thrown)}`);
}

function namesIn(input: Readonly<Record<string, unknown>>): Pick<RequestRecord, 'workgroupNames'> {
  const names = input['workgroupNames'];
  if (!Array.isArray(names)) return {};
  return { workgroupNames: names.filter((name): name is string => typeof name === 'string').slice(0, 100) };
}
