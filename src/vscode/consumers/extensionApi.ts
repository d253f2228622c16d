import type { RedshiftIdentityCenterApi } from '../../api.js';
import { describeError, type Log } from '../../core/base/log.js';
import { asFields, asText } from '../../core/base/parse.js';
import type { Sharing } from '../../core/connections/sharing/sharing.js';
import type { ExtensionApi } from '../../core/tokens/tokenStates.js';
import { sentenceFor } from './workgroupSessions.js';

/** What `activate` returns: how the tokens stand, and where the sessions of other extensions connect to. */
export function sharedApi(
  states: ExtensionApi,
  sharing: Pick<Sharing, 'connectionOf' | 'onDidChange'>,
  log: Log,
): RedshiftIdentityCenterApi {
  const never = new AbortController();
  return {
    ...states,
    // A listener of another extension that throws must not end what is under way here.
    onDidChange: (listener) => sharing.onDidChange(() => queueMicrotask(() => listener(undefined))),
    getConnection: async (session: unknown) => {
      const id = asText(asFields(session)?.id);
      if (id === undefined) return undefined;
      try {
        return await sharing.connectionOf(id, never.signal);
      } catch (error) {
        log.warn(describeError(error));
        throw new Error(sentenceFor(error));
      }
    },
  };
}
