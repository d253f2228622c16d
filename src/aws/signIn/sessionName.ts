/** What STS takes for a session's name: 2 to 64 of these. Source: AssumeRole in the STS API Reference. */
const notAllowed = /[^\w+=,.@-]/g;

/** The name of a person's sessions, by which CloudTrail tells them apart. @param person an address, or a provider's id */
export function sessionName(person: string): string {
  const name = person.replace(notAllowed, '-').slice(0, 64);
  // Digits alone look like a name that a tool made up, which tells nobody apart.
  return name.length < 2 || /^\d+$/.test(name) ? `user-${name}`.slice(0, 64) : name;
}
