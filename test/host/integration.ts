// Runs the integration tests inside VS Code: `npm run integration`.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { addCounts, countsText, judged, noCounts, readCounts, type Counts } from './counts.js';
import { runOnDesktop, type Desktop } from './desktopTestRun.js';
import { installServer, newest, oldest } from './install/vscodeServer.js';
import { buildIntegrationBundle } from './integrationBundle.js';
import { outFolder } from './paths.js';
import { runOnServer, type HostVerdict } from './serverTestRun.js';
import { Stage } from './stage.js';

const timeoutMs = 180_000;

interface Host {
  readonly name: string;
  run(stage: Stage, env: Record<string, string>): Promise<HostVerdict>;
}

const total = await runAll(hosts());
if (process.env['TEST_COUNTS_FILE'] !== undefined) {
  writeFileSync(process.env['TEST_COUNTS_FILE'], JSON.stringify(total));
}
process.exit(total.failed > 0 ? 1 : 0);

/** A desktop VS Code when the environment asks for one, else the servers of the oldest and the newest version. */
function hosts(): readonly Host[] {
  const executable = process.env['VSCODE_EXECUTABLE'];
  if (executable !== undefined) return [desktopHost({ executable })];
  if (process.env['VSCODE_HOST'] === 'electron') {
    return [oldest.vscode, 'stable'].map((version) => desktopHost({ version }));
  }
  return [oldest, newest].map((version) => ({
    name: `VS Code ${version.vscode} (server, node ${version.node})`,
    run: async (stage, env) => runOnServer(await installServer(version), stage, env, timeoutMs),
  }));
}

function desktopHost(desktop: Desktop): Host {
  const which = 'executable' in desktop ? desktop.executable : desktop.version;
  return { name: `VS Code ${which} (desktop)`, run: (stage, env) => runOnDesktop(desktop, stage, env) };
}

async function runAll(all: readonly Host[]): Promise<Counts> {
  await buildIntegrationBundle();
  let sum = noCounts;
  const lines: string[] = [];
  for (const host of all) {
    console.log(`\n${host.name}`);
    const counts = await runOne(host);
    lines.push(`${host.name}: ${countsText(counts)}`);
    sum = addCounts(sum, counts);
  }
  console.log(lines.join('\n'));
  return sum;
}

async function runOne(host: Host): Promise<Counts> {
  const stage = await Stage.create();
  const file = join(outFolder, 'integration', 'counts.json');
  mkdirSync(join(outFolder, 'integration'), { recursive: true });
  rmSync(file, { force: true });
  try {
    const { isOk, problem } = await host.run(stage, { TEST_COUNTS_FILE: file });
    if (problem !== undefined) console.error(problem);
    return judged(readCounts(file), isOk);
  } catch (error) {
    console.error(error);
    return judged(undefined, false);
  } finally {
    await stage.remove();
  }
}
