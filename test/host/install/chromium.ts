import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { progress } from '../progress.js';
import { canInstallPackages, installPackages } from './debian.js';

const known = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** The path of a Chromium or Chrome, installed if that can be done without asking anybody. */
export async function installChromium(): Promise<string> {
  const there = findChromium();
  if (there !== undefined) return there;
  if (canInstallPackages()) {
    // With fonts, or pictures of the window would have no letters.
    const packages = ['chromium', 'fonts-dejavu-core', 'fonts-liberation'];
    await progress('installing Chromium', () => installPackages(...packages));
    const installed = findChromium();
    if (installed !== undefined) return installed;
  }
  throw new Error(
    'No Chromium was found: install it (Debian: apt-get install chromium), or name an executable in CHROME_PATH.',
  );
}

function findChromium(): string | undefined {
  const named = process.env['CHROME_PATH'];
  if (named !== undefined && named !== '') return named;
  const onPath = (process.env['PATH'] ?? '')
    .split(delimiter)
    .flatMap((folder) => ['chromium', 'google-chrome'].map((name) => join(folder, name)));
  return [...known, ...onPath].find((path) => existsSync(path));
}
