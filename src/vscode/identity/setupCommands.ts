import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { Cancelled, UserError } from '../../core/base/userError.js';
import { maxSetupBytes, parseSetup, tooLarge, type Setup } from '../../core/identity/setupFile.js';
import type { ImportPlan } from '../../core/identity/setupImport.js';
import { setupSummary } from '../../core/identity/setupSummary.js';
import { SetupWriting, type ImportedSettings } from '../../core/identity/setupWriting.js';
import { visibleText } from '../../core/identity/shownText.js';
import type { SourceList } from '../../core/sources/sourceList.js';
import { askText } from '../doors/input.js';
import { isConfirmed, showMessage } from '../doors/notify.js';
import { pickOne } from '../doors/pick.js';

/** As many identities get a button of their own after an import. */
const mostButtons = 3;

/** Imports a set-up file that an administrator has sent. */
export class SetupCommands {
  private readonly writing: SetupWriting;

  /** @param signIn starts a sign-in with the identity, and shows what becomes of it itself */
  constructor(
    sources: SourceList,
    settings: ImportedSettings,
    private readonly signIn: (identity: string) => void,
  ) {
    this.writing = new SetupWriting(sources, settings);
  }

  /** Adds nothing before the person has seen all of it and said yes. */
  async import(): Promise<void> {
    const title = l10n.t('Import Set-up');
    const read = await pickOne(
      [
        {
          label: l10n.t('Open a file…'),
          description: l10n.t('the JSON file that your administrator sent'),
          value: openSetup,
        },
        {
          label: l10n.t('Paste the text…'),
          description: l10n.t('the JSON itself'),
          value: pasteSetup,
        },
      ],
      { title, placeholder: l10n.t('Choose where the set-up is') },
    );
    const setup = readSetup(await read(title));
    const plan = await this.writing.plan(setup);
    if (plan.identities.length + plan.sources.length === 0) {
      // Only told; nothing waits for an answer.
      void showMessage(
        'info',
        l10n.t('All of this set-up is there already. {0}', visibleText(setup.problems.join(' '))).trimEnd(),
      );
      return;
    }
    await confirm(setupSummary(plan, setup));
    await this.writing.write(setup, plan);
    this.done(plan);
  }

  private done({ identities, sources }: ImportPlan): void {
    const names = identities.map(({ value }) => value.name).slice(0, mostButtons);
    const buttons = new Map(
      names.map((name) => [
        names.length === 1 ? l10n.t('Sign In…') : l10n.t('Sign In with {0}…', visibleText(name)),
        name,
      ]),
    );
    const text = l10n.t(
      'The set-up is imported: identities {0}, sources {1}.',
      identities.length,
      sources.length,
    );
    // The message may never settle; the sign-in follows if its button is pressed.
    void showMessage('info', text, ...buttons.keys()).then((pressed) => {
      const name = buttons.get(pressed ?? '');
      if (name !== undefined) this.signIn(name);
    });
  }
}

/** The set-up of a text. Throws a sentence where there is none, or nothing in it. */
function readSetup(text: string): Setup {
  const parsed = parseSetup(text);
  if (parsed.kind === 'broken') throw unusable(parsed.problem);
  if (parsed.identities.length + parsed.sources.length > 0) return parsed;
  const [problem] = parsed.problems;
  throw unusable(
    problem === undefined
      ? l10n.t('The set-up file holds no identity and no source.')
      : l10n.t('The set-up file holds nothing that can be imported. {0}', visibleText(problem)),
  );
}

async function openSetup(title: string): Promise<string> {
  const [file] =
    (await vscode.window.showOpenDialog({
      title,
      openLabel: l10n.t('Import'),
      canSelectMany: false,
      filters: { JSON: ['json'] },
    })) ?? [];
  if (file === undefined) throw new Cancelled();
  try {
    const { size } = await vscode.workspace.fs.stat(file);
    // Not read: it may be anything.
    if (size > maxSetupBytes) throw unusable(l10n.t('The set-up file cannot be read: {0}.', tooLarge()));
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
  } catch (cause) {
    if (cause instanceof UserError) throw cause;
    throw unusable(l10n.t('The set-up file could not be opened.'), cause);
  }
}

function pasteSetup(title: string): Promise<string> {
  return askText({
    title,
    prompt: l10n.t('The text of the set-up file, from { to }'),
    placeholder: '{ "version": 1, "identities": [ … ], "sources": [ … ] }',
    problem: (typed) => {
      const parsed = parseSetup(typed);
      return parsed.kind === 'broken' ? parsed.problem : undefined;
    },
  });
}

async function confirm(pages: readonly string[]): Promise<void> {
  for (const [index, page] of pages.entries()) {
    const isLast = index === pages.length - 1;
    const question =
      pages.length === 1
        ? l10n.t('Import this set-up?')
        : l10n.t('Import this set-up? Part {0} of {1}', index + 1, pages.length);
    if (!(await isConfirmed(question, page, isLast ? l10n.t('Import') : l10n.t('Continue')))) {
      throw new Cancelled();
    }
  }
}

function unusable(sentence: string, cause?: unknown): UserError {
  return new UserError(sentence, { kind: 'retry' }, { cause });
}
