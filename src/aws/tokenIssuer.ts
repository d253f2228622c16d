import * as l10n from '@vscode/l10n';
import { asText } from '../core/base/parse.js';
import { Cancelled } from '../core/base/userError.js';
import type { Access } from '../core/sources/access.js';
import { isWorkgroupName } from '../core/sources/givenWorkgroup.js';
import type { WorkgroupRef } from '../core/sources/workgroup.js';
import { TokenRefusal } from '../core/tokens/tokenRefusal.js';
import type { IssuedToken, TokenIssuer } from '../core/tokens/setIssuer.js';
import type { Clients } from './clients.js';
import { tokenRefusal } from './tokenErrors.js';

/** Gets tokens with redshift-serverless:GetIdentityCenterAuthToken. */
export class AwsTokenIssuer implements TokenIssuer {
  constructor(private readonly clients: Clients) {}

  async issue(
    access: Access,
    workgroups: readonly WorkgroupRef[],
    signal: AbortSignal,
  ): Promise<IssuedToken> {
    const badNames = workgroups.map(({ name }) => name).filter((name) => !isWorkgroupName(name));
    if (badNames.length > 0) throw badName(badNames);
    const answer = await this.ask(access, workgroups, signal);
    const value = asText(answer.token);
    const expiresAt = answer.expirationTime?.getTime();
    if (value === undefined || expiresAt === undefined || Number.isNaN(expiresAt)) throw noToken();
    return { value, expiresAt };
  }

  private async ask(access: Access, workgroups: readonly WorkgroupRef[], signal: AbortSignal) {
    try {
      const { GetIdentityCenterAuthTokenCommand } = await import('./sdk.js');
      const { redshift } = await this.clients.of(access);
      const command = new GetIdentityCenterAuthTokenCommand({
        workgroupNames: workgroups.map(({ name }) => name),
      });
      return await redshift.send(command, { abortSignal: signal });
    } catch (error) {
      if (signal.aborted || error instanceof Cancelled) throw new Cancelled();
      this.clients.noteFailure(error, access);
      throw tokenRefusal(error, access, workgroups);
    }
  }
}

function badName(names: readonly string[]): TokenRefusal {
  return new TokenRefusal(
    l10n.t(
      'AWS accepts no workgroup named "{0}": a name has 3 to 64 characters, only a to z, 0 to 9 and "-". Refresh the workgroups, then retry.',
      names.join('", "'),
    ),
    { kind: 'retry' },
    { kind: 'workgroups', named: names },
  );
}

function noToken(): TokenRefusal {
  return new TokenRefusal(
    l10n.t('AWS answered without a token. What was held before is unchanged; try again.'),
    { kind: 'retry' },
    { kind: 'moment' },
  );
}
