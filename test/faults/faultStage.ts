import { mock } from 'node:test';
import { setTimeout as realTime } from 'node:timers/promises';
import type { WorkgroupRef } from '../../src/core/sources/workgroup.js';
import { workgroupNames } from '../../src/core/sources/workgroupNames.js';
import { statusBar } from '../../src/core/tokens/statusBar.js';
import { throwFailures } from '../../src/core/tokens/tokenOutcome.js';
import type { AwsEmulator } from '../emulator/awsEmulator.js';
import { endCompany, startCompany, type CompanyOptions } from '../fakes/company.js';
import { minute } from '../fakes/madeToken.js';
import { Product } from '../fakes/product.js';
import { anotherWindow, isSomeoneActing } from '../fakes/windows.js';
import { untilQuiet } from './quiet.js';

const signal = new AbortController().signal;
/** Far from every change of day or of the clocks. */
const noon = Date.UTC(2026, 5, 17, 12);
const operation = 'GetIdentityCenterAuthToken';

/** A person's windows over an emulated AWS, in a time that the row moves, with what they are shown. */
export class FaultStage {
  /** How far the computer's clock was set. */
  private skewMs = 0;

  private constructor(
    readonly windows: Product[],
    readonly refs: readonly WorkgroupRef[],
    /** Whether there are several windows, so that what is done once is worth a count. */
    private readonly isShared: boolean,
  ) {}

  static async open({
    windows = 1,
    ...options
  }: CompanyOptions & { windows?: number } = {}): Promise<FaultStage> {
    // The SDK signs with the process's own time: it goes with the stage's.
    mock.timers.enable({ apis: ['Date'], now: noon });
    // When a token is refreshed depends on its id: each run of a row has the same ones.
    let ids = 0;
    mock.method(globalThis.crypto, 'randomUUID', () => numbered((ids += 1)));
    const first = await startCompany(options);
    const refs = await first.workgroups();
    const stage = new FaultStage([first], refs, windows > 1);
    first.aws.rules.now = () => stage.edges.localClock.now() - stage.skewMs;
    await first.start();
    while (stage.windows.length < windows) await stage.another();
    await first.selection.set(refs, true);
    return stage;
  }

  get window(): Product {
    return this.windows[0]!;
  }

  get aws(): AwsEmulator {
    return this.window.aws;
  }

  get edges(): Product['edges'] {
    return this.window.edges;
  }

  /** Opens one more window on the same computer; the person stays where they are. */
  async another(): Promise<Product> {
    const window = anotherWindow(this.window);
    this.windows.push(window);
    await this.command(window, () => window.start());
    return window;
  }

  /** The person goes to a window, or, without one, away. */
  async goTo(window: Product | undefined): Promise<void> {
    for (const { edges } of this.windows) edges.focus.leave();
    window?.edges.focus.enter();
    await this.quiet();
  }

  /** A window is closed, or killed: then nothing of it is done any more. */
  async end(window: Product): Promise<void> {
    this.windows.splice(this.windows.indexOf(window), 1);
    await window.stop();
    await this.quiet();
  }

  /** A person presses Get Token for all ticked, or for those named. */
  get(names?: readonly string[], window = this.window): Promise<void> {
    return this.command(window, async () =>
      throwFailures(await window.service.get(this.chosen(names), signal, false)),
    );
  }

  /** A person presses Refresh Token. */
  refresh(names?: readonly string[], window = this.window): Promise<void> {
    return this.command(window, async () =>
      throwFailures(await window.service.refresh(this.chosen(names), signal)),
    );
  }

  async command(window: Product, job: () => Promise<void>): Promise<void> {
    await window.people.run(job);
    await this.quiet();
  }

  /** Lets time pass, a timer at a time, and what each starts come to its end. */
  async pass(ms: number): Promise<void> {
    const { localClock } = this.edges;
    const end = localClock.now() + ms;
    for (;;) {
      const next = localClock.nextAt;
      if (next === undefined || next > end) break;
      localClock.advance(Math.max(0, next - localClock.now()));
      this.setDate();
      await this.quiet();
    }
    localClock.advance(Math.max(0, end - localClock.now()));
    this.setDate();
    await this.quiet();
  }

  /** Lets time pass until AWS has been asked, and has not answered yet. */
  async passUntilAsked(atMostMs: number): Promise<void> {
    const { localClock } = this.edges;
    const end = localClock.now() + atMostMs;
    const isAsked = (): boolean => this.aws.waiting > 0;
    while (!isAsked() && localClock.now() < end) {
      const next = localClock.nextAt ?? end;
      localClock.advance(Math.max(0, next - localClock.now()));
      this.setDate();
      for (let tries = 0; tries < 20 && !isAsked(); tries += 1) await realTime(2);
    }
  }

  async sleep(ms: number): Promise<void> {
    this.edges.localClock.sleep(ms);
    this.setDate();
    await this.quiet();
  }

  /** Somebody sets the computer's clock: time has not passed, and AWS's goes on as before. */
  setClock(byMs: number): void {
    this.skewMs += byMs;
    this.edges.localClock.set(this.edges.localClock.now() + byMs);
    this.setDate();
  }

  /** The first window is gone without an end, and another one begins where it was. */
  async reload(): Promise<void> {
    const { aws, home, edges } = this.window;
    this.window.dispose();
    edges.secrets.revive();
    const window = new Product(aws, home, edges);
    this.windows[0] = window;
    await this.command(window, () => window.start());
  }

  /** While a window acts no time passes: AWS's answers take real time. One that was killed does not act for long. */
  async quiet(): Promise<void> {
    const isBusy = (): boolean => this.aws.waiting > 0;
    await untilQuiet(isBusy);
    for (let tries = 0; isSomeoneActing(this.edges) && tries < 100; tries += 1) await realTime(5);
    await untilQuiet(isBusy);
  }

  /** How often AWS was asked for a token. */
  get calls(): number {
    return this.aws.requests.filter((request) => request.operation === operation).length;
  }

  /** What the person sees of all windows: sentences with their button, questions, and the status bar of the first. */
  get sees(): readonly string[] {
    const { window } = this;
    const said = this.windows.flatMap(({ people }) =>
      people.said.map(({ sentence, action }) => `${sentence} [${action}]`),
    );
    const asked = this.windows
      .flatMap(({ prompts }) => prompts.asked)
      .map((tokens) => `asks about ${workgroupNames(tokens.flatMap(({ workgroups }) => workgroups))}`);
    const bar = statusBar(
      window.held.current,
      window.selection.current,
      this.edges.clock.now(),
      this.edges.leadMinutes,
    );
    return [
      ...counted(said),
      ...counted(asked),
      ...(this.isShared ? [`AWS was asked for a token ${this.calls} times`] : []),
      `status bar: ${bar === undefined ? 'nothing' : `${bar.text.replaceAll('\u2007', ' ')} ${bar.background}`}`,
    ];
  }

  /** What each window holds, and what is stored. */
  get holds(): string {
    const held = this.windows.map((window) => this.heldBy(window));
    const same = new Set(held).size === 1 ? held[0]! : held.join(' | ');
    const stored = [...this.edges.secrets.records.keys()].filter((key) => key.startsWith('token/')).length;
    return `${same}; ${stored} stored`;
  }

  async close(): Promise<void> {
    this.edges.secrets.mend();
    this.aws.clearFaults();
    for (const window of this.windows.slice(1)) await window.stop();
    await endCompany(this.window);
    mock.reset();
  }

  private setDate(): void {
    mock.timers.setTime(this.edges.localClock.now());
  }

  private chosen(names: readonly string[] | undefined): readonly WorkgroupRef[] {
    return names === undefined ? this.refs : this.refs.filter(({ name }) => names.includes(name));
  }

  private heldBy({ held }: Product): string {
    const now = this.edges.clock.now();
    const tokens = held.current.map(({ workgroups, expiresAt }) => {
      const minutes = Math.round((expiresAt - now) / minute);
      return `${workgroupNames(workgroups)} ${minutes > 0 ? `${minutes} min` : 'ended'}`;
    });
    return tokens.length === 0 ? 'nothing' : tokens.join(', ');
  }
}

/** Each line once, with how often it came where that was more than once. */
function counted(lines: readonly string[]): readonly string[] {
  return [...Map.groupBy(lines, (line) => line)].map(([line, { length }]) =>
    length === 1 ? line : `${length} × ${line}`,
  );
}

function numbered(id: number): `${string}-${string}-${string}-${string}-${string}` {
  return `00000000-0000-4000-8000-${String(id).padStart(12, '0')}`;
}
