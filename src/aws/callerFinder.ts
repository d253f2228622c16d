import type { CallerFinder } from '../core/sources/callers.js';
import { principalOf, type Identity } from '../core/sources/identity.js';
import type { Access } from '../core/sources/access.js';
import type { Clients } from './clients.js';

/** Asks sts:GetCallerIdentity, which needs no permission. Throws the SDK's errors. */
export class StsCallerFinder implements CallerFinder {
  constructor(private readonly clients: Clients) {}

  async find(access: Access): Promise<Identity> {
    const { GetCallerIdentityCommand } = await import('./sdk.js');
    const { sts } = await this.clients.of(access);
    const { Account, Arn } = await sts.send(new GetCallerIdentityCommand({}));
    if (Account === undefined || Arn === undefined)
      throw new Error('sts:GetCallerIdentity answered without an account');
    return { accountId: Account, principal: principalOf(Arn) };
  }
}
