import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { finds } from './hunt/finds.js';
import { Hunt } from './hunt/hunt.js';
import { plants } from './hunt/plants.js';

/** A made-up secret with all characters that are written differently in different places. */
const madeUp = (): string => `+/${randomBytes(1122).toString('base64')}/+==`;

/** The ways in which a secret may be written, whatever stands before it. */
const writings: readonly (readonly [name: string, write: (secret: string) => string])[] = [
  ['plain', (secret) => secret],
  ['its first half', (secret) => secret.slice(0, secret.length / 2)],
  ['URL-encoded', encodeURIComponent],
  ['URL-encoded twice', (secret) => encodeURIComponent(encodeURIComponent(secret))],
  ['base64', (secret) => Buffer.from(secret).toString('base64')],
  ['base64 after one byte', (secret) => Buffer.from(`:${secret}:`).toString('base64')],
  ['base64 after two bytes', (secret) => Buffer.from(`::${secret}::`).toString('base64url')],
  ['in JSON', (secret) => JSON.stringify({ secret })],
  ['in JSON with escaped slashes', (secret) => JSON.stringify({ secret }).replaceAll('/', '\\/')],
  ['in HTML', (secret) => secret.replace(/[+/=]/g, (character) => `&#${character.charCodeAt(0)};`)],
];

// Every token of the made-up AWS is a canary: its value is known, and nothing else looks like it.
describe('a token, hunted through everything a window writes, keeps and shows', () => {
  let hunt: Hunt;

  before(async () => {
    hunt = await Hunt.open();
  });

  after(() => hunt.close());

  const tokens = (): readonly string[] => hunt.stage.aws.tokens.map(({ value }) => value);
  const clipboard = (): Promise<string> =>
    hunt.stage.window.workbench.page.evaluate('navigator.clipboard.readText()');

  /** Waits until the clipboard holds the text; the text itself is never printed. */
  async function copied(what: string, isRight: (text: string) => boolean): Promise<void> {
    for (let attempt = 0; attempt < 100; attempt++) {
      if (isRight(await clipboard())) return;
      await hunt.stage.window.workbench.page.waitForTimeout(100);
    }
    assert.fail(`The clipboard never held ${what}.`);
  }

  /** Presses a row's button. A row that is shown anew loses the pointer, and with it the button: then once more. */
  async function press(row: string, button: string): Promise<void> {
    const { workbench } = hunt.stage.window;
    const found = workbench.row(row).getByRole('button', { name: button });
    for (let attempt = 0; attempt < 10; attempt++) {
      await workbench.page.mouse.move(0, 0);
      await workbench.row(row).hover();
      try {
        await found.click({ timeout: 2_000 });
        return;
      } catch {
        // It is gone with its row.
      }
    }
    assert.fail(`The row ${row} never showed ${button}.`);
  }

  /** Waits until AWS has given out so many tokens, and no more. */
  async function issued(count: number): Promise<void> {
    for (let attempt = 0; attempt < 100 && tokens().length < count; attempt++)
      await hunt.stage.window.workbench.page.waitForTimeout(100);
    assert.equal(tokens().length, count);
  }

  async function assertClean(when: string): Promise<void> {
    assert.ok(tokens().length > 0);
    assert.deepEqual(await hunt.search(when, tokens()), []);
  }

  it('would be found in whatever way it is written', () => {
    for (const [name, write] of writings) {
      const secret = madeUp();
      const haystack = { place: name, bytes: Buffer.from(`before ${write(secret)} after`) };
      assert.notDeepEqual(finds([secret], [haystack]), [], name);
    }
  });

  it('would be found in every kind of place', async () => {
    const planted = (await plants(hunt)).map((plant, index) => ({
      plant,
      secret: madeUp(),
      write: writings[index % writings.length]![1],
    }));
    for (const { plant, secret, write } of planted) await plant.plant(write(secret), secret);
    const found = await hunt.search(
      'planted',
      planted.map(({ secret }) => secret),
    );
    for (const { plant } of planted) await plant.remove();
    const missed = planted.filter(
      ({ plant }, index) => !found.some(({ secret, place }) => secret === index && place === plant.place),
    );
    assert.deepEqual(
      missed.map(({ plant }) => plant.place),
      [],
    );
    console.log(`      found in ${planted.map(({ plant }) => plant.place).join(', ')}`);
  });

  it('is nowhere after Get Token', async () => {
    const { workbench } = hunt.stage.window;
    await workbench.openWorkgroups();
    await press('marketing', 'Get Token');
    await workbench.statusBarItem(/60\s*min/).waitFor();
    await workbench.statusBarItem(/60\s*min/).hover();
    await assertClean('got');
  });

  it('is in the clipboard only after Copy Token', async () => {
    const { workbench } = hunt.stage.window;
    await workbench.row('marketing').click();
    await workbench.runCommand('Redshift: Copy Token');
    await copied('the token', (text) => text === tokens()[0]);
    await workbench.notification('Copied the Redshift token for marketing').appears();
    await assertClean('copied');
  });

  it('is in the clipboard only after Copy Connection…', async () => {
    const { workbench } = hunt.stage.window;
    for (const [target, write] of [
      ['JDBC: URL', encodeURIComponent],
      ['Python: redshift_connector', (token: string) => token],
    ] as const) {
      await workbench.runRowCommand('marketing', 'Copy Connection…');
      // Typed, since a click may meet the rows of the pick before.
      await workbench.page.locator('input[placeholder="Choose the client to connect"]').fill(target);
      await workbench.page.locator('.quick-input-list .focused', { hasText: target }).waitFor();
      await workbench.page.keyboard.press('Enter');
      await copied(`the connection for ${target}`, (text) => text.includes(write(tokens()[0]!)));
    }
    await assertClean('connection copied');
  });

  it('is nowhere after Refresh Token, nor after another Get Token', async () => {
    const { workbench } = hunt.stage.window;
    await press('marketing', 'Refresh Token');
    await issued(2);
    await press('data-science', 'Get Token');
    await workbench.statusBarItem('+1').waitFor();
    await issued(3);
    await assertClean('refreshed, and another got');
  });

  it('is nowhere after an answer of AWS that was cut off, and an error that names the token', async () => {
    const { aws, window } = hunt.stage;
    const operation = 'GetIdentityCenterAuthToken';
    aws.inject({ kind: 'cutOff', operation, times: 3 });
    await press('marketing', 'Refresh Token');
    await window.workbench.page.locator('.notifications-toasts .codicon-error').first().waitFor();
    await issued(6);
    aws.inject({ kind: 'noExpirationTime', operation });
    await press('marketing', 'Refresh Token');
    await window.workbench.notification('AWS answered without a token').appears();
    await window.workbench.runCommand('Redshift: Show Log');
    await window.workbench.page.locator('.panel .view-line', { hasText: 'warning' }).first().waitFor();
    await assertClean('spoiled answers, and the log shown');
  });

  it('is in SecretStorage: a reloaded window copies what it had, without asking AWS', async () => {
    const { aws, window } = hunt.stage;
    const calls = aws.requests.filter(({ operation }) => operation === 'GetIdentityCenterAuthToken').length;
    await window.workbench.reload();
    await window.workbench.statusBarItem(/\+1/).waitFor();
    await window.workbench.row('marketing').click();
    await window.workbench.runCommand('Redshift: Copy Token');
    await copied('the stored token', (text) => text === tokens()[1]);
    const after = aws.requests.filter(({ operation }) => operation === 'GetIdentityCenterAuthToken').length;
    assert.equal(after, calls);
    await assertClean('reloaded, and copied again');
  });

  it('is gone after Forget All Tokens: nothing counts down after a reload, and copying asks AWS anew', async () => {
    const { workbench } = hunt.stage.window;
    const known = tokens().length;
    await workbench.runCommand('Redshift: Forget All Tokens');
    await workbench.dialog('Forget all of this?').getByRole('button', { name: 'Forget All' }).click();
    await workbench.notification('Forgotten: 2 Redshift tokens').appears();
    await assertClean('forgotten');
    await workbench.reload();
    await workbench.row('marketing').click();
    assert.equal(await workbench.statusBarItem(/\d\s*min/).count(), 0);
    await workbench.runCommand('Redshift: Copy Token');
    await copied('a new token', (text) => text === tokens()[known]);
    await assertClean('forgotten, reloaded, and copied anew');
  });
});
