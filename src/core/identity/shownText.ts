const mostCharacters = 300;
const tailCharacters = 60;

/** A text that somebody else wrote, as a person may be asked about it: nothing in it is unseen, and it is no link. */
export function visibleText(text: string): string {
  return bounded(text.replace(/[\p{C}\p{Zl}\p{Zp}]|(?! )\p{Zs}|(?<=\])\(/gu, escaped));
}

/** The same for what is written in ASCII: an address, an ARN. Letters that only look like it are seen too. */
export function asciiText(text: string): string {
  return bounded(text.replace(/[^\x20-\x7e]|(?<=\])\(/gu, escaped));
}

function escaped(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}

/** Both ends are kept: a host is at the front, a role's name at the end. */
function bounded(text: string): string {
  if (text.length <= mostCharacters) return text;
  return `${text.slice(0, mostCharacters - tailCharacters)}…${text.slice(-tailCharacters)}`;
}
