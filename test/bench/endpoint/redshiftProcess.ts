// The emulator with its Redshift, whose small messages go out at once, as those of a real server do. Left to wait for the
// client's word on the one before (up to 40 ms), they make a login longer on every way, and what a way adds look smaller.
import net from 'node:net';

const { createServer } = net;
net.createServer = (...given: unknown[]) => {
  const [options, listener] = typeof given[0] === 'function' ? [{}, given[0]] : given;
  return createServer(
    { ...(options as net.ServerOpts), noDelay: true },
    listener as (socket: net.Socket) => void,
  );
};
await import('../../emulator/main.js');
