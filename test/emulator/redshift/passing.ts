import type net from 'node:net';
import type { Duplex } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { BackendLogin } from './backend.js';
import { greeting, protocolVersion } from './greeting.js';
import { ending, paced } from './paced.js';
import type { StruckBy } from './redshiftFaults.js';
import { RowDescriptions } from './rowDescriptions.js';
import type { StandInParts } from './standInParts.js';
import type { Startup } from './startup.js';

/** Greets a client that is logged in and carries bytes both ways until one side ends. */
export async function pass(
  raw: net.Socket,
  client: Duplex,
  backend: Extract<BackendLogin, { isOpen: true }>,
  startup: Startup,
  struck: StruckBy,
  { keys, closing }: StandInParts,
): Promise<void> {
  const { socket } = backend;
  const key = keys.give(backend.key);
  client.write(greeting(backend.said, startup, key));
  const slowReader = struck.by('slowReader');
  const slowWriter = struck.by('slowWriter');
  const fault = struck.endAfter('result');
  const end = (): void => {
    if (fault?.kind !== 'cut') return;
    if (fault.isReset === true) raw.resetAndDestroy();
    else raw.destroy();
  };
  const incoming = slowReader === undefined ? [] : [paced(slowReader.bytesPerSecond, closing)];
  const outgoing = [
    ...((protocolVersion(startup) ?? 0) >= 1 ? [new RowDescriptions()] : []),
    ...(slowWriter === undefined ? [] : [paced(slowWriter.bytesPerSecond, closing)]),
    ...(fault === undefined ? [] : [ending(fault.afterBytes ?? 0, end)]),
  ];
  // A side that ends badly ends the other: a pipeline destroys all its streams.
  await Promise.allSettled([
    pipeline([client, ...incoming, socket]),
    pipeline([socket, ...outgoing, client]),
  ]);
  keys.takeBack(key);
}
