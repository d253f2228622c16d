/** A token that was given out, so that whoever plays Redshift can tell a true one from a false one. */
export type IssuedToken = {
  readonly value: string;
  readonly accountId: string;
  readonly region: string;
  readonly principalArn: string;
  /** Of the Identity Center user whom the caller carries. */
  readonly userName: string;
  readonly workgroupNames: readonly string[];
  readonly workgroupArns: readonly string[];
  readonly issuedAtMs: number;
  readonly expiresAtMs: number;
};
