import type { AwsFiles, Section } from './awsFiles.js';

/** The profile that the first credentials of a chain come from. */
export interface Origin {
  readonly name: string;
  readonly section: Section;
  /** Whether the chain leads back into itself, and so to none. */
  readonly isCircle: boolean;
}

export function originOf(profile: string, { profiles }: AwsFiles): Origin {
  const seen = new Set([profile]);
  let name = profile;
  for (let next = profiles.get(name)?.source_profile; next !== undefined;) {
    if (seen.has(next)) return { name, section: profiles.get(name) ?? {}, isCircle: true };
    seen.add(next);
    name = next;
    next = profiles.get(name)?.source_profile;
  }
  return { name, section: profiles.get(name) ?? {}, isCircle: false };
}
