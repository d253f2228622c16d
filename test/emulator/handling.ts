import { randomUUID } from 'node:crypto';
import type { Answer } from './answer.js';
import { badGateway } from './answer.js';
import type { Faults, Strike } from './faults.js';
import { noStrike } from './faults.js';
import type { IssuedToken } from './operations/issuedToken.js';
import { findOperation } from './operations/operations.js';
import { AwsError } from './protocols/awsError.js';
import type { Protocol } from './protocols/protocol.js';
import { protocolOf } from './protocols/protocolOf.js';
import type { RequestRecord } from './requestRecord.js';
import type { Rules } from './rules.js';
import { scopedRegion } from './signing/authorization.js';
import type { ReceivedRequest } from './signing/receivedRequest.js';
import { verifySignature } from './signing/signature.js';
import { SignatureRefusal } from './signing/signatureRefusal.js';
import { injectedError, spoiled } from './spoiling.js';
import type { Principal } from './world/principal.js';
import { isRegion } from './world/region.js';
import type { World } from './world/world.js';
import { findPrincipal, placeOf } from './world/world.js';

/** What an emulator knows when a request comes. */
export type EmulatorState = {
  readonly world: World;
  readonly rules: Rules;
  readonly tokens: IssuedToken[];
  readonly faults: Faults;
  readonly pageSecret: string;
};

/** A request's answer, what spoils it on its way, and what is kept of it. */
export type Handled = { readonly answer: Answer; readonly strike: Strike; readonly record: RequestRecord };

/** The record as far as it is known: it grows while the request is handled. */
type Known = Omit<RequestRecord, 'status'>;

/** Answers a request: first whose it is, then what strikes it, then what it asks. Never rejects. */
export async function handle(request: ReceivedRequest, state: EmulatorState): Promise<Handled> {
  const protocol = protocolOf(request);
  const operation = protocol.operationOf(request);
  const nowMs = state.rules.now();
  const requestId = randomUUID();
  const headers = { 'Content-Type': protocol.contentType, 'x-amzn-RequestId': requestId };
  let known = asked(request, operation, nowMs);
  let strike = noStrike;
  try {
    const { principal, region } = await caller(request, protocol, state.world, nowMs);
    const { accountId, arn } = principal;
    const input = protocol.inputOf(request);
    strike = state.faults.strike({ operation, accountId, region });
    const { fault } = strike;
    known = {
      ...known,
      accountId,
      principalArn: arn,
      ...namesIn(input),
      ...(fault === undefined ? {} : { fault: fault.kind }),
    };
    if (fault?.kind === 'reset') return { answer: badGateway, strike, record: { ...known, status: 0 } };
    if (fault?.kind === 'badGateway')
      return { answer: badGateway, strike, record: { ...known, status: 502 } };
    const failure = injectedError(fault);
    if (failure !== undefined) throw failure;
    const run = findOperation(protocol.service, operation);
    if (run === undefined) throw protocol.unknownOperation(operation);
    const place = placeOf(state.world, accountId, region);
    const { rules, pageSecret, tokens } = state;
    const output = run({ principal, region, input, place, rules, nowMs, pageSecret, tokens });
    const body = protocol.successBody(operation, spoiled(output, fault, nowMs), requestId);
    return { answer: { status: 200, headers, body }, strike, record: { ...known, status: 200 } };
  } catch (thrown) {
    const error = awsErrorOf(thrown, protocol);
    const { status, code } = error;
    const answer = {
      status,
      headers: { ...headers, ...protocol.errorHeaders(error) },
      body: protocol.errorBody(error, requestId),
    };
    return { answer, strike, record: { ...known, status, errorName: code } };
  }
}

function asked({ headers }: ReceivedRequest, operation: string, at: number): Known {
  const userAgent = headers['user-agent'];
  const region = scopedRegion(headers['authorization']);
  return {
    operation,
    at,
    ...(region === undefined ? {} : { region }),
    ...(userAgent === undefined ? {} : { userAgent }),
  };
}

function caller(
  request: ReceivedRequest,
  { service }: Protocol,
  world: World,
  nowMs: number,
): Promise<{ principal: Principal; region: string }> {
  return verifySignature(request, {
    service,
    nowMs,
    isRegion,
    findPrincipal: (accessKeyId, region) => findPrincipal(world, accessKeyId, region),
  });
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
