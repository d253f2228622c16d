export const identity = {
  name: 'company',
  issuer: 'https://id.example.com',
  clientId: '0oa8client',
  applicationArn: 'arn:aws:sso::123456789012:application/ssoins-1/apl-1',
  identityCenterRegion: 'eu-west-1',
  applicationCredentials: { profile: 'signer' },
  accessRoleArn: 'arn:aws:iam::123456789012:role/RedshiftAccess',
};
export const source = { identity: 'company', region: 'eu-west-1', workgroups: [{ name: 'analytics' }] };
/** The whole file. */
export const good = {
  version: 1,
  identities: [identity],
  sources: [source],
  restrictions: { copyToken: false },
};
