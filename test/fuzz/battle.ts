import type net from 'node:net';
import path from 'node:path';
import { message } from '../../src/wire/messages.js';
import { EndpointStage, anna } from '../unit/wire/endpointStage.js';
import { RawClient } from '../unit/wire/rawClient.js';
import { firstPacket, md5Answer, pieces, saslFinal, saslInitial, spoilt, start } from './hostileBytes.js';
import { HostileClient, turn, type Step } from './hostileClient.js';
import type { Random } from './random.js';

/** Of the real time. */
const patienceMs = 5000;

/** What one client says in a case; good parts, spoilt ones, and answers to what the server said. */
function steps(random: Random): readonly Step[] {
  switch (random.below(5)) {
    case 0:
      return [spoilt(random, firstPacket(random)), spoilt(random, firstPacket(random))];
    case 1:
      return [spoilt(random, start(random, random.oneIn(2)))];
    case 2:
      return [start(random, true), spoilt(random, md5Answer(random))];
    case 3:
      return [start(random, false), spoilt(random, saslInitial(random)), spoilt(random, md5Answer(random))];
    default:
      return [
        start(random, false),
        saslInitial(random),
        { awaited: 'r=', reply: (said) => spoilt(random, saslFinal(random, said)) },
      ];
  }
}

/** Attacks an endpoint with many clients at once, while others use it. */
export class Battle {
  private healthy!: RawClient;
  private movements = 0;

  private constructor(
    private readonly stage: EndpointStage,
    private readonly random: Random,
    private readonly escaped: (what: string) => void,
  ) {}

  static async create(random: Random, escaped: (what: string) => void): Promise<Battle> {
    const battle = new Battle(await new EndpointStage().start(), random, escaped);
    battle.healthy = await battle.stage.session();
    return battle;
  }

  /** So many clients that attack; one that is let in and then sends anything may be among them. */
  async run(count: number, hasSession: boolean): Promise<void> {
    const { stage, random } = this;
    const isServerHostile = hasSession && random.oneIn(4);
    const { greeting } = stage.redshift;
    if (isServerHostile) stage.redshift.greeting = spoilt(random, greeting);
    // Before the others, who would make it wait for its turn.
    const client = hasSession ? await this.letIn(isServerHostile) : undefined;
    stage.redshift.greeting = greeting;
    this.healthy.send(`still here ${count}`);
    const clients = Array.from({ length: count }, () => this.attacker());
    const session = client === undefined ? Promise.resolve() : this.use(client, isServerHostile);
    await Promise.all(clients.map((attacker) => attacker.run()));
    await this.quiet();
    await this.finish(session, 'a session hangs');
    const left = await this.passTime(() => clients.every(({ isClosed }) => isClosed));
    for (const client of clients) if (client.complaint !== undefined) this.escaped(client.complaint);
    if (!left) this.escaped('a connection is open past its limit');
    await this.finish(this.checkHealthy(`still here ${count}`), 'another session was disturbed');
    // All that is left: the session that is healthy.
    if (!(await this.passTime(() => stage.endpoint.sessions.length === 1 && stage.clock.waiting === 0))) {
      this.escaped('a session or a timer was left behind');
    }
    for (const line of stage.log.lines.splice(0)) this.escaped(line);
  }

  async end(): Promise<void> {
    this.healthy.end();
    await this.stage.stop();
  }

  private attacker(): HostileClient {
    const address = this.random.oneIn(50) ? this.port : this.socket;
    return new HostileClient(address, this.random, steps(this.random), this.moved);
  }

  private async letIn(isServerHostile: boolean): Promise<RawClient> {
    const client = await new RawClient(this.socket).start(anna.user).password(anna.user, anna.password);
    if (isServerHostile) await this.quiet();
    else for (let said = 'R'; said !== '' && !said.startsWith('Z');) said = await client.message();
    return client;
  }

  /** Whatever a client sends once it is let in reaches the server as it is, and the echo the client. */
  private async use(client: RawClient, isServerHostile: boolean): Promise<void> {
    const { random } = this;
    const bytes = random.bytes(random.below(5000));
    const sent = random.oneIn(3) ? spoilt(random, message('Q', bytes)) : bytes;
    for (const piece of pieces(random, sent)) {
      client.send(piece);
      this.moved();
      await turn();
    }
    if (isServerHostile) await this.quiet();
    else if (!(await client.take(sent.length)).equals(sent)) this.escaped('bytes were changed');
    client.end();
  }

  private async checkHealthy(words: string): Promise<void> {
    const heard = (await this.healthy.take(words.length)).toString();
    if (heard !== words) this.escaped('another session heard something else');
  }

  /** Lets all that the clients sent arrive: nothing moves for a while. */
  private async quiet(): Promise<void> {
    for (let still = 0, seen = this.movements; still < 6; still++) {
      await turn();
      if (seen !== this.movements) still = 0;
      seen = this.movements;
    }
  }

  /** Lets the time pass in which all must have ended. False where it has not, after seconds of the real time. */
  private async passTime(isOver: () => boolean): Promise<boolean> {
    const { clock } = this.stage;
    for (let seconds = 0; seconds < 12 && !isOver(); seconds++) {
      clock.advance(1000);
      await this.quiet();
    }
    const giveUp = performance.now() + patienceMs;
    while (!isOver() && performance.now() < giveUp) {
      await turn();
      // Last words that were said late have their own limit.
      clock.advance(100);
    }
    return isOver();
  }

  /** Waits without letting time pass: what is good needs none. */
  private async finish(work: Promise<unknown>, complaint: string): Promise<void> {
    const state = { isDone: false };
    void work.finally(() => (state.isDone = true));
    const giveUp = performance.now() + patienceMs;
    while (!state.isDone && performance.now() < giveUp) await turn();
    if (!state.isDone) this.escaped(complaint);
  }

  private readonly moved = (): void => {
    this.movements += 1;
  };

  private get socket(): net.NetConnectOpts {
    return { path: path.join(this.stage.folder, `.s.PGSQL.${this.stage.port}`) };
  }

  private get port(): net.NetConnectOpts {
    return { host: '127.0.0.1', port: this.stage.port };
  }
}
