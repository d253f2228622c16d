/** What goes wrong. */
export type FaultKind =
  | { readonly kind: 'throttle' }
  /** Any error by its name on the wire, modelled or not. */
  | {
      readonly kind: 'error';
      readonly name: string;
      readonly status: number;
      readonly message: string;
      readonly resourceName?: string;
    }
  /** A 500 InternalServerException. */
  | { readonly kind: 'internal' }
  /** A 502 with an HTML body and no request id, as a proxy sends it. */
  | { readonly kind: 'badGateway' }
  /** The connection is reset before the operation is done. */
  | { readonly kind: 'reset' }
  /** The operation is done, but only half of its answer arrives; or so many bytes of it, its head among them. */
  | { readonly kind: 'cutOff'; readonly atByte?: number }
  | { readonly kind: 'noToken' }
  | { readonly kind: 'noExpirationTime' }
  /** The answer lacks this member of the output, e.g. `refreshToken`. */
  | { readonly kind: 'without'; readonly member: string }
  /** The expiry of the token or of the credentials lies an hour in the past. */
  | { readonly kind: 'pastExpiry' }
  /** The answer comes `ms` later; goes together with any other fault. */
  | { readonly kind: 'delay'; readonly ms: number }
  /** The answer's `Date` header is off; goes together with any other fault. */
  | { readonly kind: 'skewedDate'; readonly offsetMs: number };

/** A fault and when it strikes: no call whose signature is wrong, as AWS throttles and fails behind its front. */
export type Fault = FaultKind & {
  /** Only this operation; any when absent. */
  readonly operation?: string;
  /** Only calls of this account. */
  readonly accountId?: string;
  /** Only calls to this region. */
  readonly region?: string;
  /** How many of the calls that it fits it strikes: 1 when absent. */
  readonly times?: number;
  /** How many of the calls that it fits pass before it strikes first. */
  readonly skip?: number;
};

/** The call that faults are chosen for. */
export type FaultedCall = {
  readonly operation: string;
  /** Unknown for calls that nobody signs. */
  readonly accountId: string | undefined;
  /** Unknown for an unsigned call to a host that names none. */
  readonly region: string | undefined;
};

/** At most one delay, one skewed date and one of the others: what strikes a single call. */
export type Strike = {
  readonly delayMs: number;
  readonly dateOffsetMs: number;
  readonly fault?: Exclude<FaultKind, { kind: 'delay' | 'skewedDate' }>;
};

/** Nothing strikes. */
export const noStrike: Strike = { delayMs: 0, dateOffsetMs: 0 };

/** The faults that wait for their calls. */
export class Faults {
  private waiting: { readonly fault: Fault; skip: number; times: number }[] = [];

  inject(fault: Fault): void {
    this.waiting.push({ fault, skip: fault.skip ?? 0, times: fault.times ?? 1 });
  }

  clear(): void {
    this.waiting = [];
  }

  /** Takes what strikes this call; the first injected of a kind comes first. */
  strike(call: FaultedCall): Strike {
    let strike = noStrike;
    const taken = new Set<string>();
    for (const entry of this.waiting.filter(({ fault }) => fits(fault, call))) {
      const { fault } = entry;
      const slot = fault.kind === 'delay' || fault.kind === 'skewedDate' ? fault.kind : 'answer';
      if (entry.skip > 0) {
        entry.skip -= 1;
      } else if (!taken.has(slot)) {
        taken.add(slot);
        entry.times -= 1;
        strike = withFault(strike, fault);
      }
    }
    this.waiting = this.waiting.filter(({ times }) => times > 0);
    return strike;
  }
}

function fits(fault: Fault, call: FaultedCall): boolean {
  return (
    (fault.operation ?? call.operation) === call.operation &&
    (fault.accountId ?? call.accountId) === call.accountId &&
    (fault.region ?? call.region) === call.region
  );
}

function withFault(strike: Strike, fault: Fault): Strike {
  if (fault.kind === 'delay') return { ...strike, delayMs: fault.ms };
  if (fault.kind === 'skewedDate') return { ...strike, dateOffsetMs: fault.offsetMs };
  return { ...strike, fault };
}
