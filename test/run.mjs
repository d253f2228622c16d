// All tests: `npm test`, or some steps of them: `npm test -- --only unit,lint`.
import { runTypeScript } from './bootstrap.mjs';

await runTypeScript('test/steps/main.ts');
