/**
 * What the extension "Redshift Serverless Identity Center" offers to other extensions. Copy this file into yours.
 *
 *     const extension = vscode.extensions.getExtension<RedshiftIdentityCenterApi>(
 *       'redshift-identity-center.redshift-identity-center',
 *     );
 *     const api = await extension?.activate();
 *
 * To connect to a workgroup as the person who sits there, ask VS Code for a session with the workgroup's ARN as the only
 * scope: the person is asked whether your extension may. Then ask here where the session connects to. Its `accessToken`
 * is the password; it opens the workgroup's local endpoint on this computer and nothing else. The Redshift token itself
 * is given to nobody.
 *
 *     const session = await vscode.authentication.getSession('redshift-identity-center', [arn], { createIfNone: true });
 *     const connection = await api.getConnection(session);
 *     const client = new pg.Client({ ...connection, password: session.accessToken, ssl: false });
 *
 * A session is gone while the workgroup has no token that is good, and when its endpoint is stopped or its access is
 * revoked: look again on `vscode.authentication.onDidChangeSessions`, or on `onDidChange` here.
 */
export interface RedshiftIdentityCenterApi {
  /** Grows only where something that was there is gone or means something else. */
  readonly version: 1;

  /** A token was got, refreshed or forgotten. Its value is always undefined. */
  readonly onDidChangeTokens: RedshiftEvent;

  /** How the tokens stand: one entry for each workgroup that a held token covers. */
  tokenStates(): readonly RedshiftTokenState[];

  /** A session came or went, or connects otherwise now: ask {@link getConnection} again. Its value is always undefined. */
  readonly onDidChange: RedshiftEvent;

  /**
   * Where a session connects to, without TLS, since it is this computer. Opens the workgroup's local endpoint where it is not
   * open. Undefined where the session is no more.
   *
   * @param session as `vscode.authentication.getSession` gave it
   * @throws an Error with a sentence for the person where the endpoint cannot be opened
   */
  getConnection(session: { readonly id: string }): Promise<RedshiftConnection | undefined>;
}

/** As an event of VS Code: dispose of the answer to hear no more. */
export type RedshiftEvent = (listener: (value: undefined) => void) => { dispose(): void };

export interface RedshiftConnection {
  /** 127.0.0.1, or the folder of a unix socket, which libpq and node-postgres take as a host. */
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
}

export interface RedshiftTokenState {
  /** As AWS lists it; of a workgroup that a person added by hand, what stands in its place. */
  readonly workgroupArn: string;
  readonly workgroupName: string;
  /** `expiring`: it is good for a few more minutes. */
  readonly state: 'none' | 'valid' | 'expiring' | 'expired';
  /** In milliseconds since 1970-01-01 UTC, by AWS's clock. */
  readonly expiresAt: number;
}
