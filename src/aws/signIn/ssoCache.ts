import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import { asFields, asText, parseJson, type Fields } from '../../core/base/parse.js';

/** A client that IAM Identity Center registered. */
export interface Registration {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly expiresAt: number;
  /** What it was registered for; undefined where another tool did it and does not say. */
  readonly use: string | undefined;
}

/** What the cache holds of one sign-in. Every part may be absent: other tools write it too. */
export interface CachedSignIn {
  readonly startUrl: string | undefined;
  readonly region: string | undefined;
  readonly accessToken: string | undefined;
  readonly expiresAt: number | undefined;
  readonly refreshToken: string | undefined;
  readonly registration: Registration | undefined;
  /** All fields of the file, known or not. */
  readonly fields: Fields;
}

/** What is known of a sign-in after IAM Identity Center gave a token. */
export interface NewSignIn {
  readonly startUrl: string;
  readonly region: string;
  readonly accessToken: string;
  readonly expiresAt: number;
  readonly refreshToken: string | undefined;
  readonly registration: Registration;
}

/** Where the AWS CLI and every SDK look; no variable leads elsewhere. */
export function ssoCacheFolder(): string {
  return path.join(homedir(), '.aws', 'sso', 'cache');
}

/** The same folder after those that it lies in: what has to be watched to hear of the first sign-in. */
export function ssoCacheFolders(): readonly string[] {
  const folder = ssoCacheFolder();
  return [path.dirname(path.dirname(folder)), path.dirname(folder), folder];
}

/** @param name a session's name, or a start URL */
export function ssoCacheFile(name: string): string {
  return path.join(ssoCacheFolder(), `${createHash('sha1').update(name).digest('hex')}.json`);
}

/** Reads the file. One that is not there, is no JSON or is half written is an empty one. */
export async function readSsoCache(name: string): Promise<CachedSignIn> {
  const text = await readFile(ssoCacheFile(name), 'utf8').catch(() => '');
  const fields = asFields(parseJson(text)) ?? {};
  return {
    startUrl: asText(fields.startUrl),
    region: asText(fields.region),
    accessToken: asText(fields.accessToken),
    expiresAt: asTime(fields.expiresAt),
    refreshToken: asText(fields.refreshToken),
    registration: registrationIn(fields),
    fields,
  };
}

/**
 * Writes the file, for its owner alone, in one step: a reader sees the old one or the new one. Fields that are not
 * ours stay. Throws Node's errors.
 */
export async function writeSsoCache(name: string, before: Fields, signIn: NewSignIn): Promise<void> {
  const { registration, refreshToken, ...known } = signIn;
  const fields = {
    ...Object.fromEntries(Object.entries(before).filter(([key]) => key !== 'refreshToken')),
    ...known,
    expiresAt: cliTime(signIn.expiresAt),
    clientId: registration.clientId,
    clientSecret: registration.clientSecret,
    registrationExpiresAt: cliTime(registration.expiresAt),
    ...(refreshToken === undefined ? {} : { refreshToken }),
    ...(registration.use === undefined ? {} : { registrationUse: registration.use }),
  };
  const file = ssoCacheFile(name);
  const temporary = `${file}.${randomUUID()}.tmp`;
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  try {
    await writeFile(temporary, JSON.stringify(fields), { mode: 0o600, flag: 'wx' });
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw error;
  }
}

/** Removes the file, as `aws sso logout` does. Throws Node's errors. */
export async function removeSsoCache(name: string): Promise<void> {
  await rm(ssoCacheFile(name), { force: true });
}

function registrationIn(fields: Fields): Registration | undefined {
  const [clientId, clientSecret] = [asText(fields.clientId), asText(fields.clientSecret)];
  const expiresAt = asTime(fields.registrationExpiresAt);
  if (clientId === undefined || clientSecret === undefined || expiresAt === undefined) return undefined;
  return { clientId, clientSecret, expiresAt, use: asText(fields.registrationUse) };
}

/** Times come as `2026-01-31T12:00:00Z`, from old versions with `UTC` in place of the `Z`. */
function asTime(value: unknown): number | undefined {
  const ms = Date.parse((asText(value) ?? '').replace(/UTC$/, 'Z'));
  return Number.isNaN(ms) ? undefined : ms;
}

function cliTime(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z');
}
