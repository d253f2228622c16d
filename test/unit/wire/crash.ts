import net from 'node:net';

/** Does work, and gives what ends all that it has begun to listen on as a crash would: without a word to anybody. */
export async function crashable<T>(work: () => Promise<T>): Promise<readonly [T, () => void]> {
  const { createServer } = net;
  const servers: net.Server[] = [];
  const sockets = new Set<net.Socket>();
  net.createServer = ((...parameters: Parameters<typeof createServer>) => {
    const server = createServer(...parameters);
    servers.push(server.on('connection', (socket) => void sockets.add(socket)));
    return server;
  }) as typeof createServer;
  try {
    const done = await work();
    const crash = (): void => {
      for (const server of servers) server.close();
      for (const socket of sockets) socket.destroy();
    };
    return [done, crash];
  } finally {
    net.createServer = createServer;
  }
}
