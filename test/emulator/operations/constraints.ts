import type { AwsError } from '../protocols/awsError.js';
import { serializationError, validationError } from '../protocols/awsError.js';

const nameConstraints = [
  'Member must have length less than or equal to 64',
  'Member must have length greater than or equal to 3',
  'Member must satisfy regular expression pattern: [a-z0-9-]+',
] as const;

/** The names of a GetIdentityCenterAuthToken request, or the error that AWS's own model check gives. */
export function checkedNames(value: unknown): string[] {
  if (value === undefined || value === null) {
    throw violation([`Value null at 'workgroupNames' failed to satisfy constraint: Member must not be null`]);
  }
  if (!isTextList(value)) throw serializationError('Expected a list of strings at workgroupNames.');
  const shown = `Value '[${value.join(', ')}]' at 'workgroupNames' failed to satisfy constraint: `;
  const sentences: string[] = [];
  if (value.length < 1) sentences.push(`${shown}Member must have length greater than or equal to 1`);
  if (value.length > 20) sentences.push(`${shown}Member must have length less than or equal to 20`);
  if (value.some((name) => brokenBy(name).length > 0)) {
    sentences.push(`${shown}Member must satisfy constraint: [${nameConstraints.join(', ')}]`);
  }
  if (sentences.length > 0) throw violation(sentences);
  return value;
}

/** One required name at `member`, checked like AWS does. */
export function checkedName(value: unknown, member: string): string {
  if (value === undefined || value === null) {
    throw violation([`Value null at '${member}' failed to satisfy constraint: Member must not be null`]);
  }
  if (typeof value !== 'string') throw serializationError(`Expected a string at ${member}.`);
  const broken = brokenBy(value);
  if (broken.length > 0) {
    throw violation(
      broken.map((what) => `Value '${value}' at '${member}' failed to satisfy constraint: ${what}`),
    );
  }
  return value;
}

/** How many results a page has: 1 to 100, 100 when nothing is said. */
export function checkedMaxResults(value: unknown): number {
  if (value === undefined || value === null) return 100;
  if (typeof value !== 'number' || !Number.isInteger(value)) {
    throw serializationError('Expected an integer at maxResults.');
  }
  const shown = `Value '${value}' at 'maxResults' failed to satisfy constraint: `;
  if (value < 1) throw violation([`${shown}Member must have value greater than or equal to 1`]);
  if (value > 100) throw violation([`${shown}Member must have value less than or equal to 100`]);
  return value;
}

function brokenBy(name: string): string[] {
  const [tooLong, tooShort, pattern] = nameConstraints;
  return [
    ...(name.length > 64 ? [tooLong] : []),
    ...(name.length < 3 ? [tooShort] : []),
    ...(/^[a-z0-9-]+$/.test(name) ? [] : [pattern]),
  ];
}

function violation(sentences: readonly string[]): AwsError {
  const count = sentences.length === 1 ? '1 validation error' : `${sentences.length} validation errors`;
  return validationError(`${count} detected: ${sentences.join('; ')}`);
}

function isTextList(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}
