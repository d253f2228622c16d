import { readFileSync } from 'node:fs';
import type { Duplex } from 'node:stream';
import { RedshiftClient, idcStartup } from '../../unit/emulator/redshiftClient.js';
import type { Carrier, Upstream } from './carrier.js';
import { scramLogin } from './scramLogin.js';
import type { Bouncers } from './servers.js';

/** Where all the ways to a server begin. */
export interface Places {
  readonly caFile: string;
  readonly server: Upstream;
  readonly ours: Carrier;
  readonly pipe: Carrier;
  /** Where pgbouncer is installed. */
  readonly bouncers: Bouncers | undefined;
}

/**
 * The endpoint; a bare pipe through which the client logs in itself; nobody in between; before PostgreSQL a pgbouncer that
 * lends connections which are logged in already, and one that logs in anew.
 */
export type Way = 'ours' | 'pipe' | 'direct' | 'bouncer' | 'freshBouncer';

/** Logs in. The stream is ready for a query. */
export async function connect(way: Way, { caFile, server, ours, pipe, bouncers }: Places): Promise<Duplex> {
  switch (way) {
    case 'ours':
      return scramLogin(ours.port, 'dev');
    case 'bouncer':
      return scramLogin(bouncers?.lending ?? 0, 'postgres');
    case 'freshBouncer':
      return scramLogin(bouncers?.fresh ?? 0, 'postgres');
    case 'pipe':
      return enter(await RedshiftClient.plain({ port: pipe.port, certificatePem: '' }), server.token);
    case 'direct': {
      const certificatePem = readFileSync(caFile, 'utf8');
      return enter(await RedshiftClient.secure({ port: server.port, certificatePem }), server.token);
    }
  }
}

async function enter(client: RedshiftClient, token: string): Promise<Duplex> {
  const last = await client.enter({ startup: idcStartup, token });
  if (last.type !== 'Z') throw new Error('The bench was not let in.');
  return client.stream;
}
