import type { AwsFiles, Section } from './awsFiles.js';

/** The profile that the first credentials of a chain come from. */
export interface Origin {
  readonly name: string;
  readonly section: Section;
  /** Whether the chain leads back into itself, and so to none. */
  readonly isCircle: boolean;
}

export function originOf(profile: string, files: AwsFiles): Origin {
  const names = sourceProfiles(profile, files);
  const name = names.at(-1) ?? profile;
  const section = files.profiles.get(name) ?? {};
  return { name, section, isCircle: section.source_profile !== undefined };
}

/** A profile, the one that it takes its credentials from, and so on; in a circle each once. */
export function sourceProfiles(profile: string, { profiles }: AwsFiles): readonly string[] {
  const seen = new Set<string>();
  for (let name: string | undefined = profile; name !== undefined && !seen.has(name);) {
    seen.add(name);
    name = profiles.get(name)?.source_profile;
  }
  return [...seen];
}
