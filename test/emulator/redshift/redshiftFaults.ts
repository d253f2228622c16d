/** Where a login is: each step is over when the stand-in would go on to the next. */
export type Step = 'sslRequest' | 'tls' | 'startup' | 'tokenRequest' | 'token' | 'result';

/** What goes wrong with a connection. A row of any size needs no fault: `select repeat('x', 100000000)`. */
type RedshiftFaultKind =
  /** SSLRequest is answered with N. */
  | { readonly kind: 'refuseTls' }
  /** The certificate is for another host, or is made by somebody whom nobody trusts. */
  | { readonly kind: 'wrongCertificate'; readonly because: 'otherHost' | 'otherAuthority' }
  /** The connection ends after this step; after `afterBytes` of what the server says where it is `result`. */
  | {
      readonly kind: 'cut';
      readonly at: Step;
      readonly afterBytes?: number;
      /** By a reset instead of an orderly end. */
      readonly isReset?: boolean;
    }
  /** Nothing comes any more after this step. */
  | { readonly kind: 'silence'; readonly at: Step; readonly afterBytes?: number }
  /** The login is refused with any sentence, after a good token. */
  | { readonly kind: 'refuse'; readonly code: string; readonly sentence: string }
  /** What the client says after its login is read slowly. */
  | { readonly kind: 'slowReader'; readonly bytesPerSecond: number }
  /** What the server says after the login is written slowly. */
  | { readonly kind: 'slowWriter'; readonly bytesPerSecond: number };

/** A fault, and which of the connections it strikes: the next one unless it says otherwise. A request to cancel is none. */
export type RedshiftFault = RedshiftFaultKind & { readonly skip?: number; readonly times?: number };

/** The faults that wait for connections. */
export class RedshiftFaults {
  private waiting: { readonly fault: RedshiftFault; skip: number; times: number }[] = [];

  inject(fault: RedshiftFault): void {
    this.waiting.push({ fault, skip: fault.skip ?? 0, times: fault.times ?? 1 });
  }

  clear(): void {
    this.waiting = [];
  }

  /** Takes what strikes the next connection: all that wait, one of each kind. */
  take(): StruckBy {
    const taken = new Map<string, RedshiftFault>();
    for (const entry of this.waiting) {
      if (entry.skip > 0) {
        entry.skip -= 1;
      } else if (!taken.has(entry.fault.kind)) {
        taken.set(entry.fault.kind, entry.fault);
        entry.times -= 1;
      }
    }
    this.waiting = this.waiting.filter(({ times }) => times > 0);
    return new StruckBy([...taken.values()]);
  }
}

/** What goes wrong with one connection. */
export class StruckBy {
  constructor(private readonly faults: readonly RedshiftFault[]) {}

  by<K extends RedshiftFault['kind']>(kind: K): Extract<RedshiftFault, { kind: K }> | undefined {
    return this.faults.find((fault): fault is Extract<RedshiftFault, { kind: K }> => fault.kind === kind);
  }

  /** Whether the connection ends or falls silent after this step. */
  endAfter(step: Step): Extract<RedshiftFault, { at: Step }> | undefined {
    return this.faults.find(
      (fault): fault is Extract<RedshiftFault, { at: Step }> => 'at' in fault && fault.at === step,
    );
  }
}
