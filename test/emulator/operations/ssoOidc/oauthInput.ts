import { AwsError } from '../../protocols/awsError.js';

/** The grants that Identity Center knows. */
export const grants = {
  authorizationCode: 'authorization_code',
  device: 'urn:ietf:params:oauth:grant-type:device_code',
  refresh: 'refresh_token',
  jwtBearer: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
} as const;

type Input = Readonly<Record<string, unknown>>;

/** A refusal with a 400. */
export function refused(code: string, description: string): AwsError {
  return new AwsError(code, 400, description);
}

/** A required text of the input. */
export function requiredText(input: Input, member: string): string {
  const value = input[member];
  if (typeof value !== 'string' || value === '') {
    throw refused('InvalidRequestException', `Missing required parameter: ${member}`);
  }
  return value;
}

/** A list of texts of the input, empty when it is absent. */
export function textList(input: Input, member: string): string[] {
  const value = input[member] ?? [];
  if (!Array.isArray(value) || value.some((one) => typeof one !== 'string')) {
    throw refused('InvalidRequestException', `Expected a list of strings: ${member}`);
  }
  return value as string[];
}
