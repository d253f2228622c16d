import type { Clock } from '../base/clock.js';
import { Owner, type Disposable } from '../base/disposable.js';
import { Emitter } from '../base/emitter.js';
import type { Log } from '../base/log.js';
import type { SecretStore } from '../base/secretStore.js';
import { HeldSignIn } from './heldSignIn.js';
import type { IdentityList } from './identityList.js';
import { identityNameOf, type Renewal } from './renewal.js';

/** Another window has signed in or out with an identity. */
interface ReplacedSignIn {
  readonly identity: string;
  /** Whether a former person's sign-in is over: what it got is not theirs who are here now. */
  readonly isOther: boolean;
}

/** The sign-ins of all identities, one of each, made when they are first asked for. */
export class HeldSignIns implements Disposable {
  private readonly own = new Owner();
  private readonly byName = new Map<string, HeldSignIn>();
  private readonly changed = this.own.add(new Emitter<string>());
  /** The sign-in with the identity of this name stands otherwise now. */
  readonly onDidChange = this.changed.event;
  private readonly replaced = this.own.add(new Emitter<ReplacedSignIn>());
  readonly onDidReplace = this.replaced.event;

  /** @param clock AWS's time */
  constructor(
    private readonly identities: IdentityList,
    private readonly secrets: SecretStore,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /** Throws a sentence where there is no such identity. */
  of(name: string): HeldSignIn {
    const entry = this.identities.find(name);
    const held = this.byName.get(name);
    // With another entry it is another sign-in, whose stored record counts only where it is of that entry.
    if (held !== undefined && JSON.stringify(held.entry) === JSON.stringify(entry)) return held;
    const made = this.own.add(new HeldSignIn(entry, this.secrets, this.clock, this.log));
    this.own.add(made.onDidChange(() => this.changed.fire(name)));
    this.own.add(made.onDidReplace((isOther) => this.replaced.fire({ identity: name, isOther })));
    this.byName.set(name, made);
    return made;
  }

  /** How the sign-in stands as far as it has been read; undefined where there is no such identity. */
  state(name: string): Renewal | undefined {
    const isThere = this.identities.current.identities.some((entry) => entry.name === name);
    return isThere ? this.of(name).current : undefined;
  }

  /** Reads how the sign-ins with all identities stand. */
  async read(): Promise<void> {
    await Promise.all(this.identities.current.identities.map(({ name }) => this.of(name).read()));
  }

  /** Reads what is stored under a key, where it is an identity's. */
  async readStored(key: string): Promise<void> {
    const name = identityNameOf(key);
    const isThere = this.identities.current.identities.some((entry) => entry.name === name);
    if (name !== undefined && isThere) await this.of(name).read();
  }

  dispose(): void {
    this.own.dispose();
  }
}
