/** The log. Texts never hold a token, a key or what SecretStorage gave. */
export interface Log {
  info(text: string): void;
  warn(text: string): void;
}

/** What may be logged of a caught value: its class and, of our own sentences, the text. */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  return `${error.name}: ${error.message}`;
}
