import * as l10n from '@vscode/l10n';
import type { Disposable } from '../../core/base/disposable.js';
import { inBackground, type Log } from '../../core/base/log.js';
import { Turns } from '../../core/base/turns.js';
import type { EndpointRecords } from '../../core/connections/endpoint/endpointRecords.js';
import type { Endpoints } from '../../core/connections/endpoint/endpoints.js';
import type { HandOuts } from '../../core/connections/endpoint/handOuts.js';
import { terminalClient } from '../../core/connections/endpoint/keptPasswords.js';
import type { LocalConnections } from '../../core/connections/endpoint/localConnections.js';
import {
  terminalEnvironment,
  terminalsEndpoint,
  type TerminalsEndpoint,
} from '../../core/connections/terminalEnvironment.js';
import type { Selection } from '../../core/sources/selection.js';
import { workgroupKey, type WorkgroupRef } from '../../core/sources/workgroup.js';

/** The part of VS Code's `EnvironmentVariableCollection` that is used: what every new terminal gets. */
export interface VariableCollection {
  persistent: boolean;
  description: unknown;
  replace(variable: string, value: string): void;
  clear(): void;
}

/** What is in new terminals, or was until it was taken out. */
interface Given {
  /** What the variables are made of. The same again is not given again. */
  readonly mark: string;
  readonly workgroup: WorkgroupRef;
  /** Undefined where they are taken out, or could not be had. */
  readonly variables: Readonly<Record<string, string>> | undefined;
}

const oneTurn = 'variables';

/** Puts what leads to the open local endpoint into new terminals, where the person has set so. */
export class TerminalVariables implements Disposable {
  private given: Given | undefined;
  private readonly turns = new Turns();
  private readonly stop = new AbortController();

  constructor(
    private readonly collection: VariableCollection,
    private readonly isOn: () => boolean,
    private readonly endpoints: Pick<Endpoints, 'stateOf'>,
    private readonly records: Pick<EndpointRecords, 'current'>,
    private readonly handOuts: Pick<HandOuts, 'of'>,
    private readonly selection: Pick<Selection, 'current'>,
    private readonly connections: Pick<LocalConnections, 'giveKept'>,
    private readonly log: Log,
  ) {
    // Another start of the window has other endpoints.
    collection.persistent = false;
    collection.clear();
  }

  /** Whether new terminals get any. */
  get isGiven(): boolean {
    return this.given?.variables !== undefined;
  }

  /** The endpoints, their hand-outs, the ticks or the setting may be others now. */
  update(): void {
    if (!this.stop.signal.aborted)
      inBackground(
        this.log,
        this.turns.take(oneTurn, () => this.follow()),
      );
  }

  /** Takes the variables out until another endpoint is open, or the same one anew: a person has forgotten all. */
  clear(): void {
    this.collection.clear();
    if (this.given !== undefined) this.given = { ...this.given, variables: undefined };
  }

  /** Starts a terminal with variables of its own, over which VS Code would put these. */
  startWithout(start: () => Promise<void>): Promise<void> {
    return this.turns.take(oneTurn, async () => {
      this.collection.clear();
      try {
        await start();
      } finally {
        this.put();
      }
    });
  }

  dispose(): void {
    this.stop.abort();
    this.clear();
  }

  private async follow(): Promise<void> {
    const { endpoints, records, selection } = this;
    const known = records.current.map(({ workgroup }) => workgroup);
    const goal: TerminalsEndpoint = this.isOn()
      ? terminalsEndpoint(known, (ref) => endpoints.stateOf(ref), selection.current)
      : { kind: 'none' };
    if (goal.kind === 'unsettled') return;
    if (goal.kind === 'none') {
      this.clear();
      this.given = undefined;
      return;
    }
    const mark = markOf(goal);
    if (this.given?.mark === mark) this.clearRevoked(this.given);
    else await this.give(goal.workgroup, mark);
  }

  private async give(workgroup: WorkgroupRef, mark: string): Promise<void> {
    this.clear();
    const sought: Given = { mark, workgroup, variables: undefined };
    // Before it is asked for: what fails is not asked for again and again.
    this.given = sought;
    const connection = await this.connections.giveKept(workgroup, terminalClient, this.stop.signal);
    if (this.given !== sought || this.stop.signal.aborted) return;
    this.given = { ...sought, variables: terminalEnvironment(connection) };
    this.put();
  }

  /** A hand-out that a person has revoked is not made anew behind their back. */
  private clearRevoked({ workgroup, variables }: Given): void {
    if (variables === undefined) return;
    if (!this.handOuts.of(workgroup).some(({ user }) => user === variables['PGUSER'])) this.clear();
  }

  private put(): void {
    const { workgroup, variables } = this.given ?? {};
    if (workgroup === undefined || variables === undefined) return;
    this.collection.description = l10n.t(
      'psql and other Postgres programs connect to {0} through its local endpoint. With several endpoints open, the only ticked workgroup counts.',
      workgroup.name,
    );
    for (const [name, value] of Object.entries(variables)) this.collection.replace(name, value);
  }
}

function markOf({ workgroup, state }: TerminalsEndpoint & { kind: 'one' }): string {
  const where = state.kind === 'open' ? [state.port, state.socketFolder] : [state.kind];
  return JSON.stringify([workgroupKey(workgroup), ...where]);
}
