import { setImmediate as turn, setTimeout as realTime } from 'node:timers/promises';
import { asFields, asNumber, parseJson } from '../../src/core/base/parse.js';
import type { Edges } from './edges.js';
import { FakeFocus } from './fakeFocus.js';
import { Product } from './product.js';

/** Several windows of one person on one computer: everything is shared but which one the person is in. */
export class Windows {
  private constructor(
    readonly all: readonly Product[],
    private readonly first: Product,
  ) {}

  /** @param first made, and its workgroups listed; the person is in it */
  static async open(first: Product, count: number): Promise<Windows> {
    const others = Array.from({ length: count - 1 }, () => anotherWindow(first));
    const windows = new Windows([first, ...others], first);
    for (const one of windows.all) await one.start();
    await windows.settle();
    return windows;
  }

  get clock() {
    return this.first.edges.localClock;
  }

  get prompts(): number {
    return this.all.reduce((sum, { prompts }) => sum + prompts.asked.length, 0);
  }

  /** The person goes to a window, or, without one, away. */
  goTo(window: Product | undefined): void {
    for (const { edges } of this.all) edges.focus.leave();
    window?.edges.focus.enter();
  }

  /** Lets time pass, and what falls due in between be done. */
  async pass(ms: number, step: number): Promise<void> {
    for (let left = ms; left > 0; left -= step) {
      this.clock.advance(Math.min(step, left));
      await this.settle();
    }
  }

  /** While a window acts, no time passes: AWS's answers take real time. */
  async settle(): Promise<void> {
    for (let turns = 0; turns < 4; turns += 1) await turn();
    for (let tries = 0; isSomeoneActing(this.first.edges) && tries < 500; tries += 1) await realTime(2);
    for (let turns = 0; turns < 2; turns += 1) await turn();
  }

  dispose(): void {
    for (const one of this.all) if (one !== this.first) one.dispose();
  }
}

/** Whether a window holds the lease, and so is not done with what was due. */
export function isSomeoneActing({ leases: { texts }, localClock }: Edges): boolean {
  if (texts.size === 0) return false;
  const until = asNumber(asFields(parseJson(texts.get(Math.max(...texts.keys())) ?? ''))?.until) ?? 0;
  return until > localClock.now();
}

/** A window of the same person on the same computer, in which they are not. */
export function anotherWindow({ aws, home, edges }: Product): Product {
  const focus = new FakeFocus();
  focus.leave();
  return new Product(aws, home, withFocus(edges, focus));
}

/** The same edges, but for the focus. */
function withFocus(edges: Edges, focus: FakeFocus): Edges {
  return Object.assign(Object.create(Object.getPrototypeOf(edges) as object) as Edges, edges, { focus });
}
