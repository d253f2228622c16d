import { AwsError } from '../../protocols/awsError.js';
import type { Role } from '../../world/role.js';

type Input = Readonly<Record<string, unknown>>;

/** What both ways to assume a role ask for. */
export type RoleRequest = {
  readonly roleArn: string;
  readonly sessionName: string;
  readonly seconds: number;
};

/** The input breaks a documented constraint, as STS names it. */
export function stsValidationError(message: string): AwsError {
  return new AwsError('ValidationError', 400, message);
}

/** A text member, or undefined; the Query protocol knows no other type. */
export function textIn(input: Input, member: string): string | undefined {
  const value = input[member];
  return typeof value === 'string' ? value : undefined;
}

/** Checks the input against STS's model, and says everything that is wrong at once, as AWS does. */
export function roleRequestIn(input: Input): RoleRequest {
  const roleArn = textIn(input, 'RoleArn');
  const sessionName = textIn(input, 'RoleSessionName');
  const duration = textIn(input, 'DurationSeconds') ?? '3600';
  const seconds = Number(duration);
  const tokenCode = textIn(input, 'TokenCode');
  const sentences = [
    ...broken('roleArn', roleArn, 20, 2048),
    ...broken('roleSessionName', sessionName, 2, 64, /^[\w+=,.@-]*$/, '[\\w+=,.@-]*'),
    ...(seconds < 900
      ? [sentence('durationSeconds', duration, 'have value greater than or equal to 900')]
      : []),
    ...(seconds > 43_200
      ? [sentence('durationSeconds', duration, 'have value less than or equal to 43200')]
      : []),
    ...(tokenCode === undefined ? [] : broken('tokenCode', tokenCode, 6, 6, /^\d*$/, '[\\d]*')),
  ];
  if (sentences.length > 0) {
    const count = sentences.length === 1 ? '1 validation error' : `${sentences.length} validation errors`;
    throw stsValidationError(`${count} detected: ${sentences.join('; ')}`);
  }
  if (!Number.isInteger(seconds)) throw new AwsError('MalformedInput', 400, 'DurationSeconds is no integer');
  if (!/^arn:[^:]+:iam::\d{12}:role\/.+$/.test(roleArn ?? ''))
    throw stsValidationError('Request ARN is invalid');
  return { roleArn: roleArn ?? '', sessionName: sessionName ?? '', seconds };
}

/** Refuses a session longer than the role allows. */
export function checkDuration(role: Role, seconds: number): void {
  if (seconds > role.maxSessionSeconds) {
    throw stsValidationError(
      'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
    );
  }
}

function broken(
  member: string,
  value: string | undefined,
  least: number,
  most: number,
  pattern = /^/,
  shown = '',
): string[] {
  if (value === undefined)
    return [`Value null at '${member}' failed to satisfy constraint: Member must not be null`];
  return [
    ...(value.length < least
      ? [sentence(member, value, `have length greater than or equal to ${least}`)]
      : []),
    ...(value.length > most ? [sentence(member, value, `have length less than or equal to ${most}`)] : []),
    ...(pattern.test(value) ? [] : [sentence(member, value, `satisfy regular expression pattern: ${shown}`)]),
  ];
}

function sentence(member: string, value: string, what: string): string {
  return `Value '${value}' at '${member}' failed to satisfy constraint: Member must ${what}`;
}
