import { randomUUID } from 'node:crypto';
import type { Answer } from './answer.js';
import { badGateway } from './answer.js';
import type { EmulatorState } from './emulatorState.js';
import type { Strike } from './faults.js';
import { noStrike } from './faults.js';
import type { Call, OpenCall } from './operations/operation.js';
import { findOperation } from './operations/operations.js';
import { AwsError } from './protocols/awsError.js';
import { Page } from './protocols/page.js';
import type { Protocol } from './protocols/protocol.js';
import { protocolOf } from './protocols/protocolOf.js';
import type { RequestRecord } from './requestRecord.js';
import { namesIn } from './requestRecord.js';
import { scopedRegion } from './signing/authorization.js';
import type { ReceivedRequest } from './signing/receivedRequest.js';
import { verifySignature } from './signing/signature.js';
import { SignatureRefusal } from './signing/signatureRefusal.js';
import { injectedError, spoiled } from './spoiling.js';
import type { Principal } from './world/principal.js';
import { isRegion, regionOfHost } from './world/region.js';
import type { World } from './world/world.js';
import { findPrincipal, placeOf } from './world/world.js';

/** A request's answer, what spoils it on its way, and what is kept of it. */
export type Handled = { readonly answer: Answer; readonly strike: Strike; readonly record: RequestRecord };

type Signer = { readonly principal: Principal; readonly region: string };

/** The record as far as it is known: it grows while the request is handled. */
type Known = Omit<RequestRecord, 'status'>;

/** Answers a request: first whose it is, then what strikes it, then what it asks. Never rejects. */
export async function handle(request: ReceivedRequest, state: EmulatorState): Promise<Handled> {
  const protocol = protocolOf(request);
  const operation = protocol.operationOf(request);
  const nowMs = state.rules.now();
  const requestId = randomUUID();
  const headers = {
    'Content-Type': protocol.contentType,
    ...(protocol.hasRequestId ? { 'x-amzn-RequestId': requestId } : {}),
  };
  let known = asked(request, operation, nowMs);
  let strike = noStrike;
  try {
    const found = findOperation(protocol.service, operation);
    const caller =
      found?.isSigned === false ? undefined : await signer(request, protocol, state.world, nowMs);
    const input = protocol.inputOf(request);
    const region = caller?.region ?? known.region;
    const accountId = caller?.principal.accountId;
    strike = state.faults.strike({ operation, accountId, region });
    const { fault } = strike;
    known = {
      ...known,
      ...(caller === undefined
        ? {}
        : { accountId: caller.principal.accountId, principalArn: caller.principal.arn }),
      ...namesIn(input),
      ...(fault === undefined ? {} : { fault: fault.kind }),
    };
    if (fault?.kind === 'reset') return { answer: badGateway, strike, record: { ...known, status: 0 } };
    if (fault?.kind === 'badGateway')
      return { answer: badGateway, strike, record: { ...known, status: 502 } };
    const failure = injectedError(fault);
    if (failure !== undefined) throw failure;
    if (found === undefined) throw protocol.unknownOperation(operation);
    const open = openCall(request, input, state, nowMs);
    const output = found.isSigned ? await found.run(signedCall(open, caller, state)) : await found.run(open);
    if (output instanceof Page) {
      const { status, body } = output;
      return {
        answer: { status, headers: { ...headers, ...output.headers }, body },
        strike,
        record: { ...known, status },
      };
    }
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

function openCall(
  request: ReceivedRequest,
  input: OpenCall['input'],
  { world, rules, identity, url }: EmulatorState,
  nowMs: number,
): OpenCall {
  return { request, input, world, rules, identity, nowMs, url };
}

function signedCall(open: OpenCall, caller: Signer | undefined, { pageSecret, tokens }: EmulatorState): Call {
  if (caller === undefined) throw new Error('A signed operation without a signer.');
  const { principal, region } = caller;
  const place = placeOf(open.world, principal.accountId, region);
  return { ...open, principal, region, place, pageSecret, tokens };
}

function asked({ headers }: ReceivedRequest, operation: string, at: number): Known {
  const userAgent = headers['user-agent'];
  const region = scopedRegion(headers['authorization']) ?? regionOfHost(headers['host']);
  return {
    operation,
    at,
    ...(region === undefined ? {} : { region }),
    ...(userAgent === undefined ? {} : { userAgent }),
  };
}

function signer(
  request: ReceivedRequest,
  { service }: Protocol,
  world: World,
  nowMs: number,
): Promise<Signer> {
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
