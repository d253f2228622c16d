import { SignatureRefusal } from './signatureRefusal.js';

/** What an `Authorization: AWS4-HMAC-SHA256 …` header says. */
export type Authorization = {
  readonly accessKeyId: string;
  /** YYYYMMDD */
  readonly date: string;
  readonly region: string;
  readonly service: string;
  readonly terminator: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
};

const algorithm = 'AWS4-HMAC-SHA256';

/**
 * Parses the header, or refuses it in AWS's words.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function parseAuthorization(header: string | undefined): Authorization {
  if (!header?.trim().startsWith('AWS4-')) {
    throw new SignatureRefusal('missingAuthentication', 'Request is missing Authentication Token');
  }
  const [scheme = '', ...rest] = header.trim().split(' ');
  const parameters = new Map(rest.join('').split(',').map(keyAndValue));
  const missing = ['Credential', 'Signature', 'SignedHeaders'].filter((name) => !parameters.get(name));
  if (missing.length > 0) {
    const sentences = missing.map((name) => `Authorization header requires '${name}' parameter.`);
    throw new SignatureRefusal('incompleteSignature', sentences.join(' '));
  }
  if (scheme !== algorithm) {
    throw new SignatureRefusal('incompleteSignature', `Unsupported AWS 'algorithm': '${scheme}'.`);
  }
  const credential = parameters.get('Credential') ?? '';
  const [accessKeyId, date, region, service, terminator, ...more] = credential.split('/');
  if (!accessKeyId || !date || !region || !service || !terminator || more.length > 0) {
    throw new SignatureRefusal(
      'incompleteSignature',
      `Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got '${credential}'`,
    );
  }
  return {
    accessKeyId,
    date,
    region,
    service,
    terminator,
    signedHeaders: (parameters.get('SignedHeaders') ?? '').toLowerCase().split(';'),
    signature: parameters.get('Signature') ?? '',
  };
}

function keyAndValue(parameter: string): [string, string] {
  const [key = '', value = ''] = parameter.trim().split(/=(.*)/s);
  return [key, value];
}

/** The region that a header speaks of, for the record; nothing is believed yet. */
export function scopedRegion(header: string | undefined): string | undefined {
  return /Credential=[^/,\s]+\/\d+\/([a-z0-9-]+)\//.exec(header ?? '')?.[1];
}
