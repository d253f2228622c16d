import assert from 'node:assert/strict';
import { diagnose } from '../../../../src/core/diagnosis/diagnosis.js';
import { patient, wrongIn } from './healthyProbes.js';

const never = new AbortController().signal;

describe('The checks of a diagnosis', () => {
  for (const [call, problem] of [
    ['set', 'it cannot be written'],
    ['get', 'what was written cannot be read back'],
    ['delete', 'nothing can be deleted from it'],
  ] as const) {
    it(`says that ${problem} where the keyring fails to ${call}`, async () => {
      const sick = patient();
      sick.secrets.fail(call);
      assert.deepEqual(await wrongIn(sick), [
        `failed | Keyring | VS Code's secret storage does not work: ${problem}. | Unlock the keyring of the system, or install one. Until then, tokens last as long as this window.`,
      ]);
    });
  }

  it('says of no keyring where an administrator wants nothing stored, and writes nothing', async () => {
    const { source, probes, secrets } = patient();
    secrets.fail('set');
    const { findings } = await diagnose(source, { ...probes, isSessionOnly: true }, never);
    assert.deepEqual(
      findings.filter(({ title }) => title === 'Keyring').map(({ verdict, text }) => [verdict, text]),
      [['skipped', 'Managed by your organisation: nothing is stored, tokens end with the window.']],
    );
  });

  it('waits for the code of an MFA device longer than for a machine', async () => {
    const { source, probes, clock } = patient({
      aws: {
        loadKeys: async () => {
          const typed = Promise.withResolvers<undefined>();
          clockOfPerson.after(90_000, () => typed.resolve(undefined));
          await typed.promise;
          return { expiresAt: undefined };
        },
      },
    });
    const clockOfPerson = clock;
    const job = diagnose(source, probes, never);
    for (let passed = 0; passed < 100; passed += 1) {
      await new Promise((resolve) => setImmediate(resolve));
      clock.advance(1000);
    }
    const { findings } = await job;
    assert.deepEqual(
      findings.filter(({ verdict }) => verdict === 'failed'),
      [],
    );
  });

  it('touches no record of the keyring but its own', async () => {
    const { source, probes, secrets } = patient();
    secrets.records.set('token/1', 'a-secret-value');
    const touched: string[] = [];
    secrets.fail('set', (key) => touched.push(key) < 0);
    secrets.fail('delete', (key) => touched.push(key) < 0);
    await diagnose(source, probes, never);
    assert.deepEqual([...secrets.records], [['token/1', 'a-secret-value']]);
    assert.ok(touched.length === 2 && touched.every((key) => key.startsWith('diagnosis/')));
  });

  it('names a proxy that VS Code is told not to use, and certificates that are not checked', async () => {
    const sick = patient({
      computer: {
        variables: () => [
          { name: 'HTTPS_PROXY', value: 'http://proxy.example.com:3128' },
          { name: 'NODE_TLS_REJECT_UNAUTHORIZED', value: '0' },
        ],
      },
    });
    const probes = { ...sick.probes, proxySettings: () => ({ proxy: undefined, support: 'off' }) };
    assert.deepEqual(await wrongIn({ ...sick, probes }), [
      'warning | Proxy | http.proxySupport=off, HTTPS_PROXY=http://proxy.example.com:3128. VS Code does not use it. | If AWS is reached only through it, set http.proxySupport to "override".',
      'warning | Certificates | NODE_TLS_REJECT_UNAUTHORIZED=0: certificates are not checked at all. | Remove this variable, and add the certificate of the proxy to those of the system.',
    ]);
  });
});
