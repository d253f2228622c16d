import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { commandIds, contextKeys, settingsSection, viewId } from '../../../../src/core/base/contributions.js';

interface Manifest {
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly title: string }[];
    readonly views: Readonly<Record<string, readonly { readonly id: string }[]>>;
    readonly viewsContainers: Readonly<Record<string, readonly { readonly id: string }[]>>;
    readonly viewsWelcome: readonly { readonly view: string; readonly when?: string }[];
    readonly menus: Readonly<Record<string, readonly { readonly command: string; readonly when?: string }[]>>;
    readonly configuration: { readonly properties: Readonly<Record<string, { readonly scope?: string }>> };
  };
}

const read = (name: string): string => readFileSync(new URL(`../../../../${name}`, import.meta.url), 'utf8');
const text = read('package.json');
const { contributes } = JSON.parse(text) as Manifest;
const strings = JSON.parse(read('package.nls.json')) as Readonly<Record<string, string>>;

const menuEntries = Object.values(contributes.menus).flat();
const commands = contributes.commands.map(({ command }) => command);
const sorted = (values: Iterable<string>): readonly string[] => [...new Set(values)].sort();
const inText = (pattern: RegExp, where: string): readonly string[] =>
  [...where.matchAll(pattern)].map((match) => match[1]!);

describe('package.json', () => {
  it('contributes the commands that are registered, each once', () =>
    assert.deepEqual([...commands].sort(), [...Object.values(commandIds)].sort()));

  it('contributes the view that is made, in a container of its own', () =>
    assert.deepEqual(
      {
        views: Object.values(contributes.views)
          .flat()
          .map(({ id }) => id),
        welcomes: sorted(contributes.viewsWelcome.map(({ view }) => view)),
        containers: Object.keys(contributes.views),
      },
      {
        views: [viewId],
        welcomes: [viewId],
        containers: contributes.viewsContainers['activitybar']?.map(({ id }) => id),
      },
    ));

  it('tests the context keys that are set, and each of them', () => {
    const whens = [...menuEntries, ...contributes.viewsWelcome].map(({ when }) => when ?? '').join('\n');
    const named = inText(/(redshiftIdc\.\w+)/g, whens).filter((name) => name !== viewId);
    assert.deepEqual(sorted(named), sorted(Object.values(contextKeys)));
  });

  it('shows no menu for another view than its own', () => {
    const views = inText(/view == (\S+)/g, menuEntries.map(({ when }) => when ?? '').join('\n'));
    assert.deepEqual(sorted(views), [viewId]);
  });

  it('puts only contributed commands into menus and welcomes', () => {
    const used = [
      ...menuEntries.map(({ command }) => command),
      ...inText(/\(command:([\w.]+)\)/g, Object.values(strings).join('\n')),
    ];
    assert.deepEqual(
      used.filter((command) => !commands.includes(command)),
      [],
    );
  });

  it('says every text that it names, and names every text', () =>
    assert.deepEqual(sorted(inText(/"%([\w.]+)%"/g, text)), sorted(Object.keys(strings))));

  it('has settings of its own section only, which no workspace can set', () =>
    assert.deepEqual(
      Object.entries(contributes.configuration.properties).filter(
        ([name, { scope }]) => !name.startsWith(`${settingsSection}.`) || scope !== 'application',
      ),
      [],
    ));

  it('has the settings that are read, and no other', () => {
    const readNames = inText(
      /(?:numberSetting|listSetting|choiceSetting)\('([\w.]+)'/g,
      read('src/vscode/doors/settings.ts'),
    ).map((name) => `${settingsSection}.${name}`);
    assert.deepEqual(sorted(readNames), sorted(Object.keys(contributes.configuration.properties)));
  });

  it('offers rows only what the rows say of themselves', () => {
    const shown = ['source own', 'source withSignIn own', 'source managed', 'problem', 'empty'].concat(
      ['withToken', 'withoutToken'].flatMap((token) =>
        ['listed', 'given'].flatMap((origin) =>
          ['', ' endpoint withHandOuts', ' endpointBlocked'].map(
            (door) => `workgroup ${token} ${origin}${door}`,
          ),
        ),
      ),
    );
    const clauses = menuEntries.flatMap(({ when }) => /viewItem (==|=~) (\/.*\/|\S+)/.exec(when ?? '') ?? []);
    const tests = clauses.filter((_, index) => index % 3 === 0);
    const isMet = (test: string): boolean => {
      const pattern = /=~ \/(.*)\/$/.exec(test)?.[1];
      const value = /== (\S+)$/.exec(test)?.[1];
      return shown.some((item) => (pattern === undefined ? item === value : new RegExp(pattern).test(item)));
    };
    assert.ok(tests.length > 10);
    assert.deepEqual(
      tests.filter((test) => !isMet(test)),
      [],
    );
  });
});
