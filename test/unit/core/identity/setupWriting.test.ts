import assert from 'node:assert/strict';
import { noRestrictions } from '../../../../src/core/base/restrictions.js';
import { UserError } from '../../../../src/core/base/userError.js';
import { parseSetup, type Setup } from '../../../../src/core/identity/setupFile.js';
import { SetupWriting } from '../../../../src/core/identity/setupWriting.js';
import { makeSource } from '../../../../src/core/sources/source.js';
import { SourceList } from '../../../../src/core/sources/sourceList.js';
import { good, identity, source } from './givenSetup.js';

type Name = 'identities' | 'sources';

const usual = makeSource({ kind: 'profile', name: 'default' }, 'us-east-1');
const changed = 'Nothing was imported: your settings changed while you were asked. Look at the set-up again.';
const notWritten = 'Nothing was imported: VS Code could not write your settings.';

describe('An agreed import', () => {
  /** Settings of a person, some of which cannot be written. */
  const start = (before: Partial<Record<Name, unknown>> = {}, readOnly: readonly Name[] = []) => {
    const state = {
      settings: { identities: null, sources: null, ...before } as Record<Name, unknown>,
      usual,
    };
    const setting = (name: Name) => ({
      read: () => state.settings[name],
      write: (entries: readonly unknown[]) => {
        if (readOnly.includes(name)) return Promise.reject(new Error('The file is read-only.'));
        state.settings[name] = entries;
        return Promise.resolve();
      },
    });
    const settings = { identities: setting('identities'), sources: setting('sources') };
    const aws = {
      read: () =>
        Promise.resolve({ profiles: [], defaultSource: state.usual, region: undefined, problems: [] }),
    };
    const list = new SourceList(settings.sources, aws, { sources: [], restrictions: noRestrictions });
    return { state, list, writing: new SetupWriting(list, settings) };
  };
  /** What a person reads of the writing, and how many entries each setting has after it; `meanwhile` runs while they are asked. */
  const outcome = async (
    { state, list, writing }: ReturnType<typeof start>,
    file: object,
    meanwhile: (state: ReturnType<typeof start>['state']) => void = () => undefined,
  ) => {
    const setup = setupOf(file);
    const plan = await writing.plan(setup);
    meanwhile(state);
    list.invalidate();
    const said = await writing.write(setup, plan).then(
      () => undefined,
      (error: unknown) => (error instanceof UserError ? [error.message, error.action.kind] : error),
    );
    const { identities, sources } = state.settings;
    return { said, identities: namesOf(identities), sources: namesOf(sources) };
  };

  it('is written as it was agreed to', async () =>
    assert.deepEqual(await outcome(start(), good), {
      said: undefined,
      identities: ['company'],
      sources: ['default', 'company'],
    }));

  it('writes nothing where the settings changed meanwhile, even in what it does not touch', async () =>
    assert.deepEqual(
      [
        await outcome(start(), good, ({ settings }) => {
          settings.identities = [{ ...identity, name: 'other' }];
        }),
        await outcome(
          start({ sources: [source] }),
          { version: 1, sources: [source], identities: [identity] },
          ({ settings }) => {
            settings.sources = [{ ...source, tokenProfile: 'mine' }];
          },
        ),
        await outcome(start(), good, (state) => {
          state.usual = makeSource({ kind: 'profile', name: 'other' }, 'us-east-1');
        }),
      ],
      [
        { said: [changed, 'retry'], identities: ['other'], sources: null },
        { said: [changed, 'retry'], identities: null, sources: ['company'] },
        { said: [changed, 'retry'], identities: null, sources: null },
      ],
    ));

  it('writes nothing where what it replaces says something else by now than was shown', async () => {
    const former = { ...identity, issuer: 'https://old.example.com' };
    assert.deepEqual(
      await outcome(
        start({ identities: [former] }),
        { version: 1, identities: [identity] },
        ({ settings }) => {
          settings.identities = [{ ...former, issuer: 'https://older.example.com' }];
        },
      ),
      { said: [changed, 'retry'], identities: ['company'], sources: null },
    );
  });

  it('says what was written, and what was not, where VS Code cannot write a setting', async () =>
    assert.deepEqual(
      [
        await outcome(start({}, ['identities']), good),
        await outcome(start({}, ['sources']), good),
        await outcome(start({}, ['sources']), { version: 1, sources: [source] }),
      ],
      [
        { said: [notWritten, 'retry'], identities: null, sources: null },
        {
          said: [
            'The identities of the set-up were imported, and its sources were not: VS Code could not write your settings.',
            'retry',
          ],
          identities: ['company'],
          sources: null,
        },
        { said: [notWritten, 'retry'], identities: null, sources: null },
      ],
    ));
});

function setupOf(file: object): Setup {
  const setup = parseSetup(JSON.stringify(file));
  assert.ok(setup.kind === 'read');
  return setup;
}

/** Whose the entries of a setting are; null where nothing is set. */
function namesOf(setting: unknown): unknown {
  const entries = setting as readonly Readonly<Partial<Record<string, string>>>[] | null;
  return entries?.map(({ name, identity: owner, profile }) => name ?? owner ?? profile) ?? null;
}
