import { SignatureRefusal } from './signatureRefusal.js';

/** How far a client's clock may be off. AWS's JSON services allow 5 minutes, its STS 15; here both are as strict. */
const allowedMinutes = 5;

/** `20150830T123600Z`, as `X-Amz-Date` has it. */
function basicFormat(ms: number): string {
  return new Date(ms).toISOString().replace(/[-:]|\.\d{3}/g, '');
}

/** The time at which a request says it was signed; refused if that is too far from the server's `nowMs`. */
export function signingTime(text: string | undefined, nowMs: number): number {
  if (text === undefined) {
    throw new SignatureRefusal(
      'incompleteSignature',
      "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.",
    );
  }
  const [, year, month, day, hour, minute, second] =
    /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text) ?? [];
  const ms = Date.parse(
    `${year ?? ''}-${month ?? ''}-${day ?? ''}T${hour ?? ''}:${minute ?? ''}:${second ?? ''}Z`,
  );
  if (Number.isNaN(ms)) {
    throw new SignatureRefusal(
      'incompleteSignature',
      `Date must be in ISO-8601 'basic format'. Got '${text}'. See http://en.wikipedia.org/wiki/ISO_8601`,
    );
  }
  const allowedMs = allowedMinutes * 60_000;
  if (ms < nowMs - allowedMs) {
    throw new SignatureRefusal(
      'invalidSignature',
      `Signature expired: ${text} is now earlier than ${basicFormat(nowMs - allowedMs)} (${basicFormat(nowMs)} - ${allowedMinutes} min.)`,
    );
  }
  if (ms > nowMs + allowedMs) {
    throw new SignatureRefusal(
      'invalidSignature',
      `Signature not yet current: ${text} is still later than ${basicFormat(nowMs + allowedMs)} (${basicFormat(nowMs)} + ${allowedMinutes} min.)`,
    );
  }
  return ms;
}
