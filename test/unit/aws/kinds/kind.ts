import type { CredentialStage } from './credentialStage.js';

/** Makes the computer, and the company, what a cell of the table says. */
export type Arrange = (stage: CredentialStage) => unknown;

/** A way that one kind of credentials fails, and what a person reads then. */
export interface Cell {
  readonly arrange: Arrange;
  readonly says: string;
  /** The title of the one button. */
  readonly button: string;
  /** Where the call for a token says something else than the listing. */
  readonly tokenSays?: string;
}

/** A kind of credentials: a row of the table. */
export interface Kind {
  readonly of: 'profile' | 'environment';
  readonly works: Arrange;
  /** What the call for a token says where the credentials work and carry no identity. */
  readonly carriesNoIdentity?: true;
  readonly expired: Cell;
  readonly denied: Cell;
  readonly broken: Cell;
}
