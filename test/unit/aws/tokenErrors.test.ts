import type { Fault, FaultKind } from '../../emulator/faults.js';
import { SentenceTable } from '../../fakes/sentenceTable.js';
import { holdToSentence, type Case } from './refusedToken.js';

const operation = 'GetIdentityCenterAuthToken';

type Row = readonly [cause: string, fault: FaultKind, sentence: string, button: string];

const error = (name: string, status: number, message: string, resourceName?: string): Fault => ({
  kind: 'error',
  name,
  status,
  message,
  ...(resourceName === undefined ? {} : { resourceName }),
});

const marketingArn =
  'arn:aws:redshift-serverless:us-east-1:123456789012:workgroup/9ea2c3e7-e884-ab4b-9b02-2edd07966794';

const documented: readonly Row[] = [
  [
    'AccessDeniedException',
    error('AccessDeniedException', 403, 'User: x is not authorized to perform this action'),
    `The credentials of profile "analytics" may not get this token: they lack redshift-serverless:GetIdentityCenterAuthToken on ${marketingArn}.`,
    'Copy Policy',
  ],
  [
    'ConflictException',
    error('ConflictException', 409, 'The submitted action has conflicts.'),
    'AWS is changing marketing just now. Try again in a few minutes.',
    'Retry',
  ],
  [
    'DryRunException',
    error('DryRunException', 400, 'Request would have succeeded, but the dry run flag is set.'),
    'AWS only checked the call (a dry run) and gave no token. Try again.',
    'Retry',
  ],
  [
    'InternalServerException',
    { kind: 'internal' },
    'AWS has trouble of its own just now. Try again later.',
    'Retry',
  ],
  [
    'ResourceNotFoundException',
    error('ResourceNotFoundException', 404, 'The resource could not be found.', 'marketing'),
    'AWS finds no workgroup marketing in us-east-1: it may have been deleted. Refresh the workgroups, then retry.',
    'Retry',
  ],
  [
    'ThrottlingException',
    { kind: 'throttle' },
    'AWS is throttling these calls. Wait a minute, then retry.',
    'Retry',
  ],
  [
    'ValidationException',
    error('ValidationException', 400, 'The input failed to satisfy the constraints.'),
    'AWS does not accept marketing: The input failed to satisfy the constraints.',
    'Retry',
  ],
];

const undocumented: readonly Row[] = [
  [
    'an error nobody has heard of',
    error('FancyNewException', 400, 'Something fancy happened.'),
    'AWS refused: Something fancy happened (FancyNewException).',
    'Show Log',
  ],
  [
    'an error without words',
    error('FancyNewException', 400, ''),
    'AWS refused: FancyNewException.',
    'Show Log',
  ],
  [
    '503 ServiceUnavailable',
    error('ServiceUnavailableException', 503, 'Service is unavailable.'),
    'AWS has trouble of its own just now. Try again later.',
    'Retry',
  ],
  [
    'RequestExpired',
    error('RequestExpired', 400, 'Request has expired.'),
    "This computer's clock differs from AWS's by more than five minutes. Set the date and time, then retry.",
    'Retry',
  ],
];

const broken: readonly Row[] = [
  [
    '502 with HTML',
    { kind: 'badGateway' },
    'The answer (HTTP status 502) does not come from AWS, but from a proxy or gateway on the way. Check the proxy settings, or try again later.',
    'Retry',
  ],
  [
    'connection reset',
    { kind: 'reset' },
    'The connection to AWS failed (ECONNRESET). Check the network or proxy, then retry.',
    'Retry',
  ],
  [
    'answer cut off',
    { kind: 'cutOff' },
    'The connection to AWS failed (ECONNRESET). Check the network or proxy, then retry.',
    'Retry',
  ],
  [
    'no token in the answer',
    { kind: 'noToken' },
    'AWS answered without a token. What was held before is unchanged; try again.',
    'Retry',
  ],
  [
    'no expirationTime in the answer',
    { kind: 'noExpirationTime' },
    'AWS answered without a token. What was held before is unchanged; try again.',
    'Retry',
  ],
];

describe('token errors', () => {
  const table = new SentenceTable('What a person reads when AWS gives no token:');
  after(() => table.print());

  const suite = (title: string, rows: readonly Row[]): void => {
    describe(title, () => {
      for (const [cause, fault, sentence, button] of rows) {
        const provoke: Case['provoke'] = ({ aws }) => aws.inject({ ...fault, operation });
        it(`says what to do about ${cause}, and keeps what was held`, () =>
          holdToSentence({ cause, provoke, sentence, button }, table));
      }
    });
  };

  suite('of the API page', documented);
  suite('beyond the API page', undocumented);
  suite('of a broken answer', broken);

  describe('of time', () => {
    it('says that AWS did not answer in time, and keeps what was held', () =>
      holdToSentence(
        {
          cause: 'no answer in time',
          provoke: (product) => {
            product.edges.requestTimeoutMs = 50;
            product.clients.drop();
            product.aws.inject({ kind: 'delay', ms: 5000, operation });
          },
          sentence: 'AWS did not answer in time. Check the network or proxy, then retry.',
          button: 'Retry',
        },
        table,
      ));

    it('blames the clock for a token that has already ended, with both times', () => {
      const now = Date.parse('2027-03-04T12:30:00Z');
      return holdToSentence(
        {
          cause: 'a token that has already ended',
          provoke: ({ aws, edges }) => {
            aws.inject({ kind: 'pastExpiry', operation });
            edges.localClock.sleep(now - edges.localClock.now());
          },
          env: { AWS_MAX_ATTEMPTS: '2' },
          sentence:
            'AWS answered with a token that ended at 2027-03-04 11:30 UTC, but here it is 2027-03-04 12:30 UTC. Check the date and time of this computer, then try again.',
          button: 'Retry',
        },
        table,
      );
    });
  });
});
