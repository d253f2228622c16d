import { makeWorkgroups } from '../../emulator/world/workgroup.js';
import type { FaultRow } from '../row.js';

const operation = 'GetIdentityCenterAuthToken';
const minute = 60_000;
/** More than an answer has. */
const manyBytes = 5_000;

/** What the network does to the calls, and AWS to many of them. */
export const network: readonly FaultRow[] = [
  {
    name: 'Refresh Token: the answer is cut off at each of its bytes in turn',
    run: async (stage) => {
      await stage.get();
      await stage.pass(53 * minute);
      for (let atByte = 0; atByte < manyBytes; atByte += 1) {
        const before = stage.window.people.said.length;
        stage.aws.inject({ operation, kind: 'cutOff', atByte });
        await stage.refresh();
        if (stage.window.people.said.length === before) break;
      }
    },
    sees: [
      '1736 × The connection to AWS failed (ECONNRESET). Check the network or proxy, then retry. [retry]',
      'status bar: $(key) 60 min none',
    ],
    holds: 'analytics and 1 more 60 min; 1 stored',
  },
  {
    name: 'Get Token: two calls are throttled, and the third is not',
    options: { env: { AWS_MAX_ATTEMPTS: '3' } },
    run: async (stage) => {
      stage.aws.inject({ operation, kind: 'throttle', times: 2 });
      await stage.get();
    },
    sees: ['status bar: $(key) 60 min none'],
    holds: 'analytics and 1 more 60 min; 1 stored',
  },
  {
    name: 'Get Token for 45 workgroups: throttled from the second call on',
    options: { workgroups: makeWorkgroups(45, 'wg') },
    run: async (stage) => {
      stage.aws.inject({ operation, kind: 'throttle', skip: 1, times: 1000 });
      await stage.get();
    },
    sees: [
      '20 of 45 workgroups have a token. wg-00021 and 24 more: AWS is throttling these calls. Wait a minute, then retry. [retry]',
      'status bar: $(key) 60 min none',
    ],
    holds: 'wg-00001 and 19 more 60 min; 1 stored',
  },
  {
    name: 'Get Token: no answer within the time that the settings give',
    run: async (stage) => {
      stage.edges.requestTimeoutMs = 200;
      stage.aws.inject({ operation, kind: 'delay', ms: 3000 });
      await stage.get();
    },
    sees: [
      'AWS did not answer in time. Check the network or proxy, then retry. [retry]',
      'status bar: $(key) no token none',
    ],
    holds: 'nothing; 0 stored',
  },
  {
    name: 'Get Token: AWS does not say whose the credentials are',
    run: async (stage) => {
      stage.aws.inject({ operation: 'GetCallerIdentity', kind: 'internal', times: 1000 });
      await stage.get();
    },
    sees: ['status bar: $(key) 60 min none'],
    holds: 'analytics and 1 more 60 min; 1 stored',
  },
];
