// Runs the steps of `npm test`, one after the other, while what the later ones need is installed beside them.
import { mkdirSync, rmSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { addCounts, countsText, noCounts } from '../host/counts.js';
import { installAwsCli } from '../host/install/awsCli.js';
import { installSqlClients } from '../host/install/sqlClients.js';
import { outFolder, pictureFolder, vsixFile } from '../host/paths.js';
import { seconds } from '../host/progress.js';
import { runScript } from './script.js';
import { steps, type Step } from './step.js';
import { runStep } from './stepRun.js';

const { values } = parseArgs({ options: { only: { type: 'string' } } });
const chosen = choose(values.only?.split(','));
mkdirSync(outFolder, { recursive: true });
rmSync(pictureFolder, { recursive: true, force: true });
if (chosen.some(({ name }) => name === 'package')) rmSync(vsixFile, { force: true });

const hosts = chosen.some(needsHosts) ? installHosts() : Promise.resolve(true);
// After the hosts: apt serves one at a time.
const programs = chosen.some(({ needsPrograms }) => needsPrograms)
  ? hosts.then(installAwsCli).then(installSqlClients)
  : undefined;
let total = noCounts;
for (const step of chosen) {
  console.log(`\n── ${step.name}`);
  const start = performance.now();
  const isReady = await prepare(step);
  const counts = isReady ? await runStep(step) : { ...noCounts, failed: 1 };
  const word = counts.failed > 0 ? '✗' : '✓';
  const text = step.hasTests || counts.failed > 0 ? countsText(counts) : 'clean';
  console.log(`${word} ${step.name}: ${text} (${seconds(start)})`);
  total = addCounts(total, counts);
}
console.log(`\n${countsText(total)}`);
process.exit(total.failed > 0 ? 1 : 0);

function choose(names: readonly string[] | undefined): readonly Step[] {
  if (names === undefined) return steps;
  const unknown = names.filter((name) => !steps.some((step) => step.name === name));
  if (unknown.length === 0) return steps.filter(({ name }) => names.includes(name));
  console.error(`No step ${unknown.join(', ')}: there are ${steps.map(({ name }) => name).join(', ')}.`);
  process.exit(2);
}

/** The servers and the browser; a desktop VS Code is fetched by its own tool when it is needed. */
function needsHosts({ name, needsHost }: Step): boolean {
  const isDesktop =
    process.env['VSCODE_HOST'] === 'electron' || process.env['VSCODE_EXECUTABLE'] !== undefined;
  return needsHost && !(isDesktop && name === 'integration');
}

function installHosts(): Promise<boolean> {
  return runScript('hosts', { onLine: (line) => console.log(`[hosts] ${line}`) });
}

/** Waits for the hosts, and builds what no step before it has built. */
async function prepare(step: Step): Promise<boolean> {
  if (needsHosts(step) && !(await hosts)) {
    console.error('VS Code or the browser could not be installed; why stands above.');
    return false;
  }
  if (step.needsPrograms === true) await programs;
  const isBuilt = chosen.some(({ name }) => name === 'package');
  return step.builtBy === undefined || isBuilt || runScript(step.builtBy);
}
