import { needlesOf, type Form } from './needles.js';

/** Something that was searched. */
export interface Haystack {
  /** What a reader needs to find it again. */
  readonly place: string;
  readonly bytes: Buffer;
}

/** A secret that was found. It does not hold the secret. */
export interface Find {
  /** Which of the secrets, counted from 0. */
  readonly secret: number;
  readonly place: string;
  readonly form: Form;
}

/** Looks for every secret in every haystack. */
export function finds(secrets: readonly string[], haystacks: readonly Haystack[]): readonly Find[] {
  return secrets.flatMap((value, secret) => {
    const needles = needlesOf(value);
    return haystacks.flatMap(({ place, bytes }) => {
      const forms = needles.filter((needle) => bytes.includes(needle.bytes)).map(({ form }) => form);
      return [...new Set(forms)].map((form) => ({ secret, place, form }));
    });
  });
}
