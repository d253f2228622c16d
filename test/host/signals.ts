/**
 * Makes a signal end this process by `process.exit`, so that what it started is ended by its `exit` listeners. Who
 * ends well when asked to end sets `process.exitCode` before.
 */
export function exitOnSignals(): void {
  for (const [signal, code] of Object.entries(codes)) {
    if (process.listenerCount(signal) === 0) process.on(signal, () => process.exit(process.exitCode ?? code));
  }
}

const codes = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 };
