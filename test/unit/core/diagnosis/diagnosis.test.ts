import assert from 'node:assert/strict';
import { hourMs, minuteMs, secondMs } from '../../../../src/core/base/duration.js';
import { ServerClock } from '../../../../src/core/base/serverClock.js';
import { Cancelled, UserError } from '../../../../src/core/base/userError.js';
import { diagnose } from '../../../../src/core/diagnosis/diagnosis.js';
import { reportText } from '../../../../src/core/diagnosis/report.js';
import { makeSource } from '../../../../src/core/sources/source.js';
import { TokenRefusal } from '../../../../src/core/tokens/tokenRefusal.js';
import { pages, patient, wrongIn, type Patient } from './healthyProbes.js';

const never = new AbortController().signal;
const frame = { productVersion: '1.2.3', vscodeVersion: '1.105.0', place: 'linux' };

describe('A diagnosis', () => {
  it('says of a source that is well what was found, line by line', async () => {
    const { source, probes, secrets } = patient();
    const begun: string[] = [];
    const diagnosis = await diagnose(source, probes, never, (check) => begun.push(check));
    assert.equal(
      reportText(diagnosis, frame, { hidesAccounts: true }),
      `# Diagnosis of analytics in us-east-1: nothing wrong was found

Redshift Serverless Identity Center 1.2.3, VS Code 1.105.0, linux, 2026-05-04 09:30 UTC

## What was found

- ✓ ok: AWS config files. ~/.aws/config (found).
- ✓ ok: Environment. No variable changes what is used.
- ✓ ok: Credentials that browse and get tokens. Profile "analytics", static keys.
- ✓ ok: Caller identity of profile "analytics". Account account-A, arn:aws:iam::account-A:user/anna.
- ✓ ok: Token call. AWS gave a token for analytics.
- ✓ ok: Clock. This computer's clock agrees with AWS's.
- ✓ ok: Proxy. None is named. http.proxySupport=override.
- ✓ ok: Certificates. Those of the system, as VS Code trusts them.
- ✓ ok: API endpoint. https://redshift-serverless.us-east-1.amazonaws.com/ answers.
- ✓ ok: Listing. Workgroups in us-east-1: 1.
- ✓ ok: Region. us-east-1.
- ✓ ok: Workgroup analytics, token. Good until ${timeIn(11, 30)}.
- ✓ ok: Workgroup analytics, host and port. analytics.account-A.us-east-1.redshift-serverless.amazonaws.com:5439 can be reached.
- ✓ ok: Keyring. VS Code's secret storage writes, reads and deletes.
`,
    );
    assert.deepEqual(begun.length, 9);
    assert.equal(secrets.records.size, 0);
  });

  it('puts what is to be done first, with its next step and a word beside each sign', async () => {
    const { source, probes } = patient({ selection: { current: [] } });
    const text = reportText(await diagnose(source, probes, never), frame);
    assert.deepEqual(text.split('\n').slice(4, 8), [
      '## To do',
      '',
      '- ! warning: Token call. Not made, since no workgroup of this source is ticked.',
      '  → Next: Tick a workgroup, then run Diagnose… again.',
    ]);
  });

  it('goes on after each check that hangs, twenty seconds later, and fails for nothing else', async () => {
    const hanging = (): Promise<never> => new Promise(() => undefined);
    const sick = patient({
      computer: { awsFiles: hanging, certificates: hanging },
      aws: { describe: hanging, caller: hanging, endpoint: hanging, reach: hanging },
      hosts: { resolve: hanging },
      lister: { list: () => ({ [Symbol.asyncIterator]: () => ({ next: hanging }) }) },
      tokens: { refresh: hanging },
    });
    const stop = sick.secrets.hold('set');
    const job = wrongIn(sick);
    for (let passed = 0; passed < 300; passed += 1) {
      await new Promise((resolve) => setImmediate(resolve));
      sick.clock.advance(secondMs);
    }
    stop();
    const late = 'No answer came within 20 seconds. | After that, run Diagnose… again.';
    assert.deepEqual(await job, [
      `failed | AWS config files | ${late}`,
      `failed | Caller identity of profile "analytics" | ${late}`,
      `failed | Token call | ${late}`,
      'skipped | Clock | AWS gave no answer with its time.',
      `failed | Certificates | ${late}`,
      `failed | API endpoint | ${late}`,
      `failed | Listing | ${late}`,
      'skipped | Workgroup analytics, host and port | Not known, since the workgroups could not be listed.',
      "failed | Keyring | VS Code's secret storage does not work: it gave no answer. | Unlock the keyring of the system, or install one. Until then, tokens last as long as this window.",
    ]);
  });

  it('ends at once when it is cancelled, and hands the cancel on', async () => {
    const stop = new AbortController();
    let heard: AbortSignal | undefined;
    const { source, probes } = patient({
      aws: {
        reach: (_, signal) => {
          heard = signal;
          return new Promise(() => undefined);
        },
      },
    });
    const job = diagnose(source, probes, stop.signal);
    stop.abort();
    await assert.rejects(job, Cancelled);
    assert.equal(heard?.aborted, true);
  });

  it('holds no text of an error that is no sentence', async () => {
    const sick = patient({ aws: { caller: () => Promise.reject(new TypeError('a-secret-value')) } });
    assert.deepEqual(await wrongIn(sick), [
      'failed | Caller identity of profile "analytics" | It failed for an unexpected reason (TypeError). | After that, run Diagnose… again.',
    ]);
  });

  for (const [offsetMs, expected] of [
    [1900, []],
    [
      -10 * secondMs,
      [
        "warning | Clock | This computer's clock is 10 seconds ahead of AWS's. | Let the time service of this computer set its clock.",
      ],
    ],
    [
      hourMs,
      [
        "failed | Clock | This computer's clock is 60 minutes behind AWS's. AWS refuses what is signed more than five minutes off, and tokens seem expired. | Set the date, the time and the time zone of this computer, best by its time service.",
      ],
    ],
    [
      -5 * minuteMs - secondMs,
      [
        "failed | Clock | This computer's clock is 5 minutes ahead of AWS's. AWS refuses what is signed more than five minutes off, and tokens seem expired. | Set the date, the time and the time zone of this computer, best by its time service.",
      ],
    ],
  ] as const) {
    it(`judges a clock that AWS's is ${String(offsetMs)} ms ahead of`, async () => {
      const sick = patient();
      const clock = new ServerClock(sick.clock, offsetMs);
      assert.deepEqual(await wrongIn({ ...sick, probes: { ...sick.probes, clock } }), expected);
    });
  }

  it('names the region that a workgroup added by hand is in', async () => {
    const host = 'analytics.123456789012.eu-west-1.redshift-serverless.amazonaws.com';
    const given = { name: 'analytics', endpoint: { host, port: 5439 }, database: undefined };
    const source = makeSource({ kind: 'environment' }, 'us-east-1', undefined, [given]);
    const sick = patient({ lister: { list: () => pages([]) }, selection: { current: [] } }, source);
    assert.deepEqual((await wrongIn(sick)).slice(1), [
      'failed | Region | Workgroup analytics is in eu-west-1, and this source asks us-east-1. | Add a source in eu-west-1, and the workgroup there.',
    ]);
  });

  it('says that a region has no workgroup, and that another has no endpoint', async () => {
    const empty = patient({ lister: { list: () => pages([]) }, selection: { current: [] } });
    assert.deepEqual((await wrongIn(empty)).slice(1), [
      'warning | Region | This account has no workgroup in us-east-1. | If there should be one, run Find Workgroups in All Regions…, or use credentials of its account.',
    ]);
    const unknown = (): Promise<never> =>
      Promise.reject(new UserError('The AWS endpoint of us-east-9 cannot be found.', { kind: 'retry' }));
    const nowhere = patient(
      { aws: { reach: unknown }, hosts: { resolve: () => Promise.resolve([]) } },
      makeSource({ kind: 'profile', name: 'analytics' }, 'us-east-9'),
    );
    assert.ok(
      (await wrongIn(nowhere)).includes(
        'failed | API endpoint | https://redshift-serverless.us-east-9.amazonaws.com/: no address is found for this host. | If other hosts are found from here, us-east-9 is no region with Redshift Serverless: add the source again with the right one.',
      ),
    );
  });

  it('says of a workgroup why it has no token, and of the caller only once why there is none', async () => {
    const refusal = (message: string, kind: 'workgroups' | 'caller') =>
      new TokenRefusal(
        message,
        { kind: 'retry' },
        kind === 'caller' ? { kind } : { kind, named: ['analytics'] },
      );
    const asking = (reason: UserError): Patient =>
      patient({
        tokens: {
          refresh: ([ref]) =>
            Promise.resolve({ granted: [], refused: [{ workgroup: ref!, reason }], notTried: [] }),
        },
      });
    assert.deepEqual(await wrongIn(asking(refusal('Integration is off for analytics.', 'workgroups'))), [
      'failed | Workgroup analytics, token | Integration is off for analytics. | After that, run Diagnose… again.',
    ]);
    assert.deepEqual(await wrongIn(asking(refusal('These credentials carry no identity.', 'caller'))), [
      'failed | Token call | These credentials carry no identity. | After that, run Diagnose… again.',
      'skipped | Workgroup analytics, token | None, as said of the token call.',
    ]);
  });

  it('takes the silence of a private workgroup for what it is, and that of a public one for a failure', async () => {
    const { workgroup } = patient();
    const silent = (isPublic: boolean): Patient =>
      patient({
        lister: { list: () => pages([{ ...workgroup, isPublic }]) },
        hosts: { connect: () => Promise.resolve({ kind: 'silent', afterMs: 5000 }) },
      });
    const where = `${workgroup.endpoint!.host}:5439 did not answer within 5 seconds.`;
    assert.deepEqual(
      [await wrongIn(silent(false)), await wrongIn(silent(true))],
      [
        [
          `warning | Workgroup analytics, host and port | ${where} The workgroup is private: reachable only from its VPC. | Connect through a VPN or a tunnel into its VPC; the token is good there too.`,
        ],
        [
          `failed | Workgroup analytics, host and port | ${where} | Check the firewall here, and the security group of the workgroup: it must let this computer in.`,
        ],
      ],
    );
  });
});

function timeIn(hours: number, minutes: number): string {
  const format = new Intl.DateTimeFormat(undefined, { hour: 'numeric', minute: '2-digit' });
  return format.format(Date.UTC(2026, 4, 4, hours, minutes));
}
