import type Provider from 'oidc-provider';
import type { KoaContextWithOIDC } from 'oidc-provider';

/** A request on its way through the provider; `oidc` is there once one of the library's own routes has it. */
export type ProviderContext = Parameters<Parameters<Provider['use']>[0]>[0] & {
  readonly oidc?: Pick<KoaContextWithOIDC['oidc'], 'params'>;
};
