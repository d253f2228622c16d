import type { Clock } from '../base/clock.js';
import { signInClock } from '../identity/signInWords.js';
import type { Renewal } from '../identity/renewal.js';
import type { Callers } from './callers.js';
import { identitiesOf, signInsOf } from './signIns.js';
import type { Source } from './source.js';
import type { SourceList } from './sourceList.js';
import { sourceRow, type Row } from './sourceRow.js';

/** How the sign-ins with identities stand, as far as that is known. */
export interface SignInStates {
  state(identity: string): Renewal | undefined;
}

/** The rows of sources, as their credentials stand now. */
export class SourceRows {
  constructor(
    private readonly sources: SourceList,
    private readonly callers: Callers,
    private readonly signIns: SignInStates,
    private readonly clock: Clock,
  ) {}

  row(source: Source): Row {
    const profiles = this.sources.current?.setup.profiles ?? [];
    const facts = {
      caller: this.callers.current(source),
      canSignIn: signInsOf(source, profiles).length > 0,
      signIns: this.signInsWith(identitiesOf(source)),
    };
    return sourceRow(source, facts, this.clock.now());
  }

  /** The clock of each sign-in that a source uses. */
  signInClocks(): readonly string[] {
    const names = new Set((this.sources.current?.sources ?? []).flatMap(identitiesOf));
    const now = this.clock.now();
    return this.signInsWith([...names]).map(({ identity, renewal }) => signInClock(identity, renewal, now));
  }

  private signInsWith(names: readonly string[]) {
    return names.flatMap((identity) => {
      const renewal = this.signIns.state(identity);
      return renewal === undefined ? [] : [{ identity, renewal }];
    });
  }
}
