import type { Clock } from '../base/clock.js';
import type { Row } from '../sources/sourceRow.js';
import { workgroupKey, type Workgroup, type WorkgroupRef } from '../sources/workgroup.js';
import type { TokenRows } from '../tokens/tokenRows.js';
import { withEndpoint } from './endpoint/endpointRow.js';
import type { Endpoints } from './endpoint/endpoints.js';
import { stopped } from './endpoint/endpointState.js';
import type { HandOuts } from './endpoint/handOuts.js';

/** The rows of workgroups, as their tokens and their local endpoints stand now. */
export class WorkgroupRows {
  /** Of each row with something to say of an endpoint: what it was made of, and what stands for all of that. */
  private marks = new Map<string, readonly object[]>();

  constructor(
    private readonly tokens: TokenRows,
    private readonly endpoints: Endpoints,
    private readonly handOuts: HandOuts,
    private readonly clock: Clock,
    private readonly isRemote: boolean,
  ) {}

  row(workgroup: Workgroup): Row {
    const state = this.endpoints.stateOf(workgroup);
    const handOuts = this.handOuts.of(workgroup);
    return withEndpoint(
      this.tokens.row(workgroup),
      { state, handOuts, isRemote: this.isRemote },
      this.clock.now(),
    );
  }

  /** Of each workgroup whose row says something of a token or an endpoint, by key. Another object, another row. */
  noted(): ReadonlyMap<string, object> {
    const tokens = this.tokens.noted();
    const marks = new Map<string, readonly object[]>();
    for (const [key, ref] of this.withEndpoints()) {
      const parts: readonly object[] = [
        this.handOuts.of(ref),
        this.endpoints.stateOf(ref),
        tokens.get(key) ?? stopped,
      ];
      const before = this.marks.get(key);
      const isSame = before?.every((part, index) => part === parts[index]) ?? false;
      marks.set(key, isSame && before !== undefined ? before : parts);
    }
    this.marks = marks;
    return new Map<string, object>([...tokens, ...marks]);
  }

  /** An endpoint may be open before anything is handed out for it, and after all of that is revoked. */
  private withEndpoints(): ReadonlyMap<string, WorkgroupRef> {
    const refs = [...this.endpoints.open, ...this.handOuts.all().map(({ workgroup }) => workgroup)];
    return new Map(refs.map((ref) => [workgroupKey(ref), ref]));
  }
}
