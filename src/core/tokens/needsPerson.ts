import type { Access } from '../sources/access.js';
import { tokenAccess } from '../sources/source.js';
import type { SourceList } from '../sources/sourceList.js';
import type { Token } from './token.js';

/**
 * Whether refreshing a token asks its person for something each time: a profile whose chain has an MFA device does, and an
 * identity whose provider renews nothing. An SSO sign-in does not while it lasts, and its end is said then.
 */
export class NeedsPerson {
  /** @param canRenew whether the sign-in with the identity of this name is renewed silently, as far as is known */
  constructor(
    private readonly sources: Pick<SourceList, 'read'>,
    private readonly canRenew: (identity: string) => boolean,
  ) {}

  async of({ workgroups }: Token): Promise<boolean> {
    const { sources, setup } = await this.sources.read();
    const source = sources.find(({ id }) => id === workgroups[0].sourceId);
    if (source === undefined) return true;
    const { credentials }: Access = tokenAccess(source);
    switch (credentials.kind) {
      case 'environment':
        return false;
      case 'identity':
        return !this.canRenew(credentials.name);
      case 'profile':
        return setup.profiles.find(({ name }) => name === credentials.name)?.needsCode ?? true;
    }
  }
}
