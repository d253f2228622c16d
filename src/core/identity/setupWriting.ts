import * as l10n from '@vscode/l10n';
import { UserError } from '../base/userError.js';
import type { SourceList, SourceSettings } from '../sources/sourceList.js';
import type { Setup } from './setupFile.js';
import { planImport, type ImportPlan } from './setupImport.js';

/** The settings that an import writes. */
export interface ImportedSettings {
  /** The setting `redshiftIdc.identities`. */
  readonly identities: SourceSettings;
  readonly sources: SourceSettings;
}

/** Writes of a set-up what its person has agreed to, and nothing else. */
export class SetupWriting {
  constructor(
    private readonly sources: Pick<SourceList, 'read'>,
    private readonly settings: ImportedSettings,
  ) {}

  /** What an import would do to the settings as they are now. */
  async plan(setup: Setup): Promise<ImportPlan> {
    const { own } = await this.sources.read();
    return planImport(setup, {
      identities: this.settings.identities.read(),
      sources: this.settings.sources.read(),
      implicit: own,
    });
  }

  /** Throws a sentence where the plan would be another one by now, and where a setting cannot be written. */
  async write(setup: Setup, agreed: ImportPlan): Promise<void> {
    // Written over what has changed meanwhile, the agreed settings would undo it; planned anew, nobody has seen them.
    if (JSON.stringify(await this.plan(setup)) !== JSON.stringify(agreed)) {
      throw failed(
        l10n.t('Nothing was imported: your settings changed while you were asked. Look at the set-up again.'),
      );
    }
    const { identities, sources } = agreed.settings;
    // Identities first: a source without its identity is a row that fails.
    if (identities !== undefined) {
      await written(() => this.settings.identities.write(identities), nothingImported());
    }
    if (sources !== undefined) {
      await written(
        () => this.settings.sources.write(sources),
        identities === undefined
          ? nothingImported()
          : l10n.t(
              'The identities of the set-up were imported, and its sources were not: VS Code could not write your settings.',
            ),
      );
    }
  }
}

async function written(write: () => Promise<void>, failure: string): Promise<void> {
  try {
    await write();
  } catch (cause) {
    throw failed(failure, cause);
  }
}

function nothingImported(): string {
  return l10n.t('Nothing was imported: VS Code could not write your settings.');
}

function failed(sentence: string, cause?: unknown): UserError {
  return new UserError(sentence, { kind: 'retry' }, { cause });
}
