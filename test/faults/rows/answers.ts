import type { Fault } from '../../emulator/faults.js';
import type { FaultRow } from '../row.js';

const operation = 'GetIdentityCenterAuthToken';
const minute = 60_000;

/** At the call for a token: by Get Token with nothing held, and by Refresh Token with a token that has seven minutes left. */
const struck = (what: string, fault: Fault, sentence: string): readonly FaultRow[] => [
  {
    name: `Get Token: ${what}`,
    run: async (stage) => {
      stage.aws.inject({ operation, times: 1000, ...fault });
      await stage.get();
    },
    sees: [sentence, 'status bar: $(key) no token none'],
    holds: 'nothing; 0 stored',
  },
  {
    name: `Refresh Token: ${what}`,
    run: async (stage) => {
      await stage.get();
      await stage.pass(53 * minute);
      stage.aws.inject({ operation, times: 1000, ...fault });
      await stage.refresh();
    },
    sees: [sentence, 'status bar: $(key)  7 min none'],
    holds: 'analytics and 1 more 7 min; 1 stored',
  },
];

const error = (name: string, status: number, message = ''): Fault => ({
  kind: 'error',
  name,
  status,
  message,
});
const unreachable =
  'The connection to AWS failed (ECONNRESET). Check the network or proxy, then retry. [retry]';
const withoutToken = 'AWS answered without a token. What was held before is unchanged; try again. [retry]';

/** What AWS, or who stands before it, answers to the call for a token. */
export const answers: readonly FaultRow[] = [
  ...struck(
    'throttled',
    { kind: 'throttle' },
    'AWS is throttling these calls. Wait a minute, then retry. [retry]',
  ),
  ...struck(
    'AWS has trouble of its own',
    { kind: 'internal' },
    'AWS has trouble of its own just now. Try again later. [retry]',
  ),
  ...struck(
    'a proxy answers with a page',
    { kind: 'badGateway' },
    'The answer (HTTP status 502) does not come from AWS, but from a proxy or gateway on the way. Check the proxy settings, or try again later. [retry]',
  ),
  ...struck('the connection is reset', { kind: 'reset' }, unreachable),
  ...struck('half of the answer arrives', { kind: 'cutOff' }, unreachable),
  ...struck('the answer has no token', { kind: 'noToken' }, withoutToken),
  ...struck('the answer has no end', { kind: 'noExpirationTime' }, withoutToken),
  ...struck(
    'access denied',
    error('AccessDeniedException', 403, 'User is not authorized'),
    'The credentials of profile "analytics" may not get this token: they lack redshift-serverless:GetIdentityCenterAuthToken on arn:aws:redshift-serverless:us-east-1:123456789012:workgroup/689c6424-489d-d540-1fb7-606f2fb830a2, arn:aws:redshift-serverless:us-east-1:123456789012:workgroup/9ea2c3e7-e884-ab4b-9b02-2edd07966794. [copyText]',
  ),
  ...struck(
    'AWS changes the workgroups',
    error('ConflictException', 409, 'The resource is being modified.'),
    '0 of 2 workgroups have a token. AWS is changing analytics just now. Try again in a few minutes. Another one failed too; its row says why. [retry]',
  ),
  ...struck(
    'AWS finds none of them',
    error('ResourceNotFoundException', 404, 'The resource was not found.'),
    '0 of 2 workgroups have a token. AWS finds no workgroup analytics in us-east-1: it may have been deleted. Refresh the workgroups, then retry. Another one failed too; its row says why. [retry]',
  ),
  ...struck(
    'AWS only checked the call',
    error('DryRunException', 400, 'Dry run.'),
    'AWS only checked the call (a dry run) and gave no token. Try again. [retry]',
  ),
  ...struck(
    'AWS does not accept them',
    error('ValidationException', 400, 'Invalid request.'),
    '0 of 2 workgroups have a token. AWS does not accept analytics: Invalid request. Another one failed too; its row says why. [retry]',
  ),
  ...struck(
    'the credentials have ended',
    error('ExpiredTokenException', 403, 'The security token included in the request is expired'),
    'The AWS credentials of profile "analytics" have expired. Renew them, then retry. [retry]',
  ),
  ...struck(
    'an error that nobody has documented',
    error('TeapotException', 418, 'Short and stout.'),
    'AWS refused: Short and stout (TeapotException). [showLog]',
  ),
];
