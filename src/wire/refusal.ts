import * as l10n from '@vscode/l10n';
import { errorResponse } from './messages.js';

/** Why a client is turned away: it gets the ErrorResponse, and the connection is closed. */
export class Refusal extends Error {
  /**
   * @param code SQLSTATE
   * @param response what the client gets, where it is more than the code and the sentence
   */
  constructor(
    readonly code: string,
    sentence: string,
    readonly response: Buffer = errorResponse(code, sentence),
  ) {
    super(sentence);
    this.name = 'Refusal';
  }
}

/** The other side of a connection is gone: nobody is left to be told. */
export class HungUp extends Error {
  constructor() {
    super('The other side closed the connection.');
    this.name = 'HungUp';
  }
}

/** The bytes are not what the protocol wants at this place. */
export function notUnderstood(what: string): Refusal {
  return new Refusal('08P01', what);
}

export function tooManyClients(): Refusal {
  return new Refusal(
    '53300',
    l10n.t('The local endpoint has too many connections. Close some, then connect again.'),
  );
}

/** What a session gets when its endpoint is stopped or its password revoked. */
export function stopped(): Refusal {
  return new Refusal(
    '57P01',
    l10n.t('terminating connection: VS Code closed the local endpoint, or revoked this password'),
  );
}
