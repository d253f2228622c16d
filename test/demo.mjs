// VS Code with the extension on a made-up AWS: `npm run demo`.
import { runTypeScript } from './bootstrap.mjs';

await runTypeScript('test/demo/main.ts');
