import assert from 'node:assert/strict';
import { signInWay, type SignInWay, type WindowPlace } from '../../../../src/core/identity/signIn.js';

const desktop: WindowPlace = { isWeb: false, remoteName: undefined };
const rows: Readonly<Record<string, readonly [place: WindowPlace, isWanted: boolean, way: SignInWay]>> = {
  'on the desktop by the browser': [desktop, false, 'browser'],
  'on the desktop by a code where a person wants it': [desktop, true, 'code'],
  'in a browser by a code': [{ ...desktop, isWeb: true }, false, 'code'],
  'over SSH by a code': [{ ...desktop, remoteName: 'ssh-remote' }, false, 'code'],
  'in WSL by a code': [{ ...desktop, remoteName: 'wsl' }, false, 'code'],
};

describe('a person signs in', () => {
  for (const [what, [place, isWanted, way]] of Object.entries(rows)) {
    it(what, () => assert.equal(signInWay({ place, canUseCode: true }, isWanted), way));
  }

  it('by the browser alone where an administrator forbids the code, and is told where that cannot be', () => {
    assert.equal(signInWay({ place: desktop, canUseCode: false }, false), 'browser');
    const remote = { ...desktop, remoteName: 'ssh-remote' };
    for (const [place, isWanted] of [
      [desktop, true],
      [remote, false],
    ] as const) {
      assert.throws(
        () => signInWay({ place, canUseCode: false }, isWanted),
        /^UserError: Managed by your organisation: signing in with a code is off/,
      );
    }
  });
});
