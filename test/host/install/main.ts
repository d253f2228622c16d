// Installs what the hosts need, where it is missing: `tsx test/host/install/main.ts`.
import { installChromium } from './chromium.js';
import { installServer, newest, oldest } from './vscodeServer.js';

/** One after the other: they share the npm cache, and one core is left for other work. */
for (const install of [() => installServer(oldest), () => installServer(newest), installChromium])
  await install();
