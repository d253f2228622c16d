import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

const sdk = { regex: '^(@aws-sdk|@smithy|openid-client)(/|$)', message: 'Only src/aws asks AWS.' };
const vscodeModule = { regex: '^vscode$', message: 'Only src/vscode shows.' };
const node = { regex: '^node:', message: 'core decides without node.' };
const bareNode = {
  regex:
    '^(assert|buffer|child_process|crypto|dns|events|fs|http|https|net|os|path|stream|tls|url|util)(/|$)',
  message: 'Write node: before the name.',
};
const outside = { regex: '/test/', message: 'src does not know its tests.' };

/** The rooms that a file of one room may not import. */
const rooms = (...names) => ({
  regex: `^(\\.\\./)+(${names.join('|')})(/|$)`,
  message: `This room may not import from ${names.join(', ')}.`,
});

/** @param {string} files @param {...object} patterns */
const boundary = (files, ...patterns) => ({
  files: [files],
  rules: { 'no-restricted-imports': ['error', { patterns: [bareNode, outside, ...patterns] }] },
});

const door = (selector, message) => ({ selector, message });
const call = (name) => `CallExpression[callee.property.name=/^${name}$/]`;
const doors = {
  commands: door(
    call('(registerCommand|registerTextEditorCommand)'),
    'Commands are registered in doors/commands.',
  ),
  notify: door(
    call('(show(Information|Warning|Error)Message|withProgress)'),
    'Messages are shown by doors/notify.',
  ),
  settings: door(call('getConfiguration'), 'Settings are read by doors/settings.'),
  contextKeys: door(
    'CallExpression[callee.property.name="executeCommand"][arguments.0.value="setContext"]',
    'Context keys are set by doors/contextKeys.',
  ),
  ownCommands: door(
    'CallExpression[callee.property.name="executeCommand"][arguments.0.value=/^redshiftIdc/]',
    'Call the function, not our own command.',
  ),
  clipboard: door(
    'MemberExpression[object.property.name="env"][property.name="clipboard"]',
    'Use doors/clipboard.',
  ),
  browser: door(call('openExternal'), 'Use doors/browser.'),
  secrets: door(
    'MemberExpression[object.name="context"][property.name="secrets"]',
    'Secrets are reached by doors/secrets.',
  ),
  now: door('CallExpression[callee.object.name="Date"][callee.property.name="now"]', 'Time is a dependency.'),
  date: door('NewExpression[callee.name="Date"][arguments.length=0]', 'Time is a dependency.'),
};
const restricted = (...except) => [
  'error',
  ...Object.entries(doors)
    .filter(([name]) => !except.includes(name))
    .map(([, rule]) => rule),
];
const doorFile = (name, ...opens) => ({
  files: [`src/vscode/doors/${name}.ts`],
  rules: { 'no-restricted-syntax': restricted(...opens) },
});
const timers = ['setTimeout', 'setInterval'].map((name) => ({
  name,
  message: 'Time is a dependency: use the Clock.',
}));

export default defineConfig(
  { ignores: ['dist', 'out', '.vscode-test', 'node_modules'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['src/**/*.ts', 'test/**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-floating-promises': ['error', { checkThenables: true }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      'no-restricted-exports': ['error', { restrictDefaultExports: { direct: true } }],
      '@typescript-eslint/no-unnecessary-condition': [
        'error',
        { allowConstantLoopConditions: 'only-allowed-literals' },
      ],
      'no-console': 'error',
      'max-lines': ['error', 250],
    },
  },
  {
    files: ['src/**/*.ts'],
    rules: {
      'no-restricted-globals': ['error', ...timers],
      'no-restricted-syntax': restricted(),
    },
  },
  boundary('src/core/**/*.ts', sdk, vscodeModule, node, rooms('aws', 'wire', 'vscode', 'assembly')),
  boundary(
    'src/core/base/**/*.ts',
    sdk,
    vscodeModule,
    node,
    rooms('aws', 'wire', 'vscode', 'assembly'),
    rooms('sources', 'tokens', 'identity', 'connections', 'diagnosis', 'events'),
  ),
  boundary(
    'src/core/sources/**/*.ts',
    sdk,
    vscodeModule,
    node,
    rooms('aws', 'wire', 'vscode', 'assembly'),
    rooms('tokens', 'connections', 'events'),
  ),
  boundary(
    'src/core/tokens/**/*.ts',
    sdk,
    vscodeModule,
    node,
    rooms('aws', 'wire', 'vscode', 'assembly'),
    rooms('connections', 'events'),
  ),
  boundary('src/aws/**/*.ts', vscodeModule, rooms('wire', 'vscode', 'assembly')),
  boundary('src/wire/**/*.ts', sdk, vscodeModule, rooms('aws', 'vscode', 'assembly')),
  boundary('src/vscode/**/*.ts', sdk, rooms('aws', 'wire', 'assembly')),
  boundary('src/assembly/**/*.ts', sdk, node),
  boundary('src/extension.ts', sdk, node),
  doorFile('commands', 'commands'),
  doorFile('notify', 'notify'),
  doorFile('settings', 'settings'),
  doorFile('contextKeys', 'contextKeys'),
  doorFile('clipboard', 'clipboard'),
  doorFile('secrets', 'secrets'),
  doorFile('browser', 'browser'),
  {
    files: ['src/extension.ts'],
    rules: { 'no-restricted-syntax': restricted('secrets'), 'max-lines': ['error', 120] },
  },
  {
    files: ['src/vscode/doors/systemClock.ts'],
    rules: { 'no-restricted-globals': 'off', 'no-restricted-syntax': restricted('now', 'date') },
  },
  {
    files: ['test/**/*.ts'],
    rules: {
      'no-console': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
);
