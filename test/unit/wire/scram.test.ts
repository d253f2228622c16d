import assert from 'node:assert/strict';
import { ScramLogin, scramSecret } from '../../../src/wire/scram.js';

/** The example of RFC 7677, section 3. */
const salt = Buffer.from('W22ZaJ0SNY7soEsUEjb6gQ==', 'base64');
const serverNonce = '%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0';
const clientFirst = 'n,,n=user,r=rOprNGfwEbeRWgbNEkqO';
const withoutProof = 'c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0';
const proof = 'dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=';

async function login(first: string, final: string, password = 'pencil'): Promise<string | undefined> {
  const scram = new ScramLogin(salt, serverNonce);
  scram.first(first);
  return scram.final(final, scramSecret(password, salt));
}

describe('SCRAM', () => {
  it("says what the standard's example says", async () => {
    const scram = new ScramLogin(salt, serverNonce);
    assert.equal(
      scram.first(clientFirst),
      'r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096',
    );
    assert.equal(
      await scram.final(`${withoutProof},p=${proof}`, scramSecret('pencil', salt)),
      'v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=',
    );
  });

  it('lets nobody in with another password or another proof', async () => {
    assert.equal(await login(clientFirst, `${withoutProof},p=${proof}`, 'pencils'), undefined);
    assert.equal(await login(clientFirst, `${withoutProof},p=${proof.replace('d', 'e')}`), undefined);
  });

  for (const [what, first, final] of [
    ['another nonce', clientFirst, `${withoutProof}x,p=${proof}`],
    ['another header than at first', clientFirst.replace('n,,', 'y,,'), `${withoutProof},p=${proof}`],
    ['a short proof', clientFirst, `${withoutProof},p=dHzb`],
    ['channel binding', clientFirst.replace('n,,', 'p=tls-unique,,'), ''],
    ["somebody else's name", clientFirst.replace('n,,', 'n,a=root,'), ''],
    ['an extension that must be understood', clientFirst.replace('n,,', 'n,,m=x,'), ''],
    ['nothing', '', ''],
  ] as const) {
    it(`refuses ${what}`, async () => {
      await assert.rejects(login(first, final), { code: '08P01', message: 'malformed SCRAM message' });
    });
  }
});
