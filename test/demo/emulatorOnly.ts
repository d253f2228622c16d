// The demo's AWS without a window, for a VS Code that a debugger starts: `npm run emulator`.
import { join } from 'node:path';
import { cacheFolder } from '../host/paths.js';
import { Stage } from '../host/stage.js';
import { startEmulator } from './emulator.js';

process.exitCode = 0;
const stage = await Stage.create(join(cacheFolder, 'emulator'));
await startEmulator(stage, '10');
console.log(`AWS_CONFIG_FILE=${stage.configFile}\nAWS_SHARED_CREDENTIALS_FILE=${stage.credentialsFile}`);
