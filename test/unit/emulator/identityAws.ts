import { CreateTokenWithIAMCommand, SSOOIDCClient } from '@aws-sdk/client-sso-oidc';
import { AssumeRoleCommand } from '@aws-sdk/client-sts';
import { fromWebToken } from '@aws-sdk/credential-providers';
import { ConfiguredRetryStrategy } from '@smithy/core/retry';
import { SignJWT, exportJWK, generateKeyPair } from 'jose';
import { randomUUID } from 'node:crypto';
import type { AwsEmulatorOptions } from '../../emulator/awsEmulator.js';
import { AwsEmulator } from '../../emulator/awsEmulator.js';
import type { IdentityWorld } from '../../emulator/identityWorld.js';
import { identityWorld } from '../../emulator/identityWorld.js';
import { region, sts } from './awsClients.js';

export const issuer = 'https://id.example.com';
export const audience = '0oa8client';
export const jwtBearer = 'urn:ietf:params:oauth:grant-type:jwt-bearer';

const kid = 'key-1';
const keys = await generateKeyPair('ES256');
const jwk = { ...(await exportJWK(keys.publicKey)), kid };

/** What a client signs with; a principal of the world is of this shape. */
type Keys = { accessKeyId: string; secretAccessKey: string; sessionToken?: string };
/** The emulated company with identities. */
export type IdentityAws = { aws: AwsEmulator; world: IdentityWorld };

export async function startIdentityAws(options: Partial<AwsEmulatorOptions> = {}): Promise<IdentityAws> {
  const world = identityWorld({ issuer, audiences: [audience], keys: { jwks: { keys: [jwk] } } });
  const aws = await AwsEmulator.start({ world, ...options });
  return { aws, world };
}

/** An ID token of Anna's, by default good for five minutes; `seconds` is from now on. */
export function idToken(
  claims: Readonly<Record<string, unknown>> = {},
  { seconds = 300, key = keys.privateKey, nowMs = Date.now() } = {},
): Promise<string> {
  const now = Math.floor(nowMs / 1000);
  const all = { iss: issuer, aud: audience, sub: 'anna', email: 'anna@example.com', jti: randomUUID() };
  return new SignJWT({ ...all, iat: now, exp: now + seconds, ...claims })
    .setProtectedHeader({ alg: 'ES256', kid })
    .sign(key);
}

/** A real client of Identity Center's OIDC service; unsigned without credentials. */
export function oidc(aws: AwsEmulator, credentials?: Keys, where = region): SSOOIDCClient {
  return new SSOOIDCClient({
    endpoint: aws.url,
    region: where,
    retryStrategy: new ConfiguredRetryStrategy(1, 0),
    ...(credentials === undefined ? {} : { credentials }),
  });
}

/** Credentials of a role as an OpenID provider's user gets them. */
export function webIdentity(aws: AwsEmulator, roleArn: string, webIdentityToken: string): Promise<Keys> {
  const clientConfig = { endpoint: aws.url, region };
  return fromWebToken({ roleArn, roleSessionName: 'tip-anna', webIdentityToken, clientConfig })();
}

/** What an exchange of a new ID token gives as the identity context. */
export async function identityContext(
  { aws, world }: IdentityAws,
  signer: Keys = world.anna,
): Promise<string> {
  const answer = await oidc(aws, signer).send(
    new CreateTokenWithIAMCommand({
      clientId: world.application.applicationArn,
      grantType: jwtBearer,
      assertion: await idToken({}, { nowMs: aws.rules.now() }),
    }),
  );
  return answer.awsAdditionalDetails?.identityContext ?? '';
}

/** The keys of a session of a role with this context, or without one. */
export async function assumed(
  aws: AwsEmulator,
  credentials: Keys,
  roleArn: string,
  assertion?: string,
): Promise<Keys> {
  const { Credentials } = await sts(aws, { credentials }).send(
    new AssumeRoleCommand({
      RoleArn: roleArn,
      RoleSessionName: 'anna@example.com',
      ...(assertion === undefined ? {} : { ProvidedContexts: [contextOf(assertion)] }),
    }),
  );
  const { AccessKeyId, SecretAccessKey, SessionToken } = Credentials!;
  return { accessKeyId: AccessKeyId!, secretAccessKey: SecretAccessKey!, sessionToken: SessionToken! };
}

/** A context assertion as AssumeRole takes it. */
export function contextOf(assertion: string): { ProviderArn: string; ContextAssertion: string } {
  return { ProviderArn: 'arn:aws:iam::aws:contextProvider/IdentityCenter', ContextAssertion: assertion };
}
