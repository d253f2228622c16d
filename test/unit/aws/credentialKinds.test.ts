import assert from 'node:assert/strict';
import { actionTitle, type UserError } from '../../../src/core/base/userError.js';
import { CredentialStage } from './kinds/credentialStage.js';
import { keyKinds } from './kinds/keyKinds.js';
import type { Arrange, Cell, Kind } from './kinds/kind.js';
import { machineKinds } from './kinds/machineKinds.js';
import { roleKinds } from './kinds/roleKinds.js';
import { signInKinds } from './kinds/signInKinds.js';

const kinds: Readonly<Record<string, Kind>> = { ...keyKinds, ...roleKinds, ...signInKinds, ...machineKinds };
const noIdentity = /^These credentials carry no Identity Center identity/;

describe('every kind of credentials', () => {
  const lines: string[] = [];
  let stage: CredentialStage | undefined;
  afterEach(() => stage?.leave());
  after(() => console.log(['\n    Kinds of credentials: what a person reads', ...lines, ''].join('\n')));

  const get = async (of: Kind['of'], arrange: Arrange) => {
    stage = await CredentialStage.enter(of);
    await arrange(stage);
    return { ...(await stage.get()), log: stage.product.edges.log.lines };
  };

  for (const [name, kind] of Object.entries(kinds)) {
    it(`lists workgroups with ${name}`, async () => {
      const { listed, listing, token } = await get(kind.of, kind.works);
      assert.equal(listing?.message, undefined);
      assert.deepEqual(listed, ['analytics', 'marketing']);
      if (kind.carriesNoIdentity) assert.match(token?.message ?? 'a token', noIdentity);
      else assert.equal(token?.message, undefined);
      lines.push(`      ${name}`, `        works → ${listed.length} workgroups`);
    });

    for (const how of ['expired', 'denied', 'broken'] as const) {
      it(`says what to do where ${name} are ${how}`, async () => {
        const cell: Cell = kind[how];
        const { listing, token, listed } = await get(kind.of, cell.arrange);
        const shown = listing === undefined ? `${listed.length} workgroups` : inTable(listing);
        lines.push(`        ${how} → ${shown}`);
        assert.equal(listing?.message, cell.says);
        assert.equal(actionTitle(listing.action), cell.button);
        if (cell.tokenSays === undefined) assert.equal(token?.message, cell.says);
        else assert.ok(token?.message.startsWith(cell.tokenSays), token?.message);
      });
    }
  }
});

function inTable({ message, action }: UserError): string {
  return `${message} [${actionTitle(action)}]`;
}
