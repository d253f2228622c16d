import * as l10n from '@vscode/l10n';
import { UserError } from '../base/userError.js';

/** Signed out here, and the provider does not know. Nothing is left to try: what it would be told with is forgotten. */
export class ProviderUntold extends UserError {
  /**
   * @param name of the identity
   * @param why in a word or two
   */
  constructor(name: string, why: string, options?: ErrorOptions) {
    super(
      l10n.t(
        'Signed out here. The identity provider of "{0}" could not be told ({1}): its own session may last on.',
        name,
        why,
      ),
      { kind: 'showLog' },
      options,
    );
  }
}
