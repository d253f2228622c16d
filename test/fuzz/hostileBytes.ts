import { endedText, int32, message, packet, requestCodes } from '../../src/wire/messages.js';
import { startup } from '../unit/wire/rawClient.js';
import type { Random } from './random.js';

const extremes = [
  0, 1, 3, 4, 5, 8, 255, 1024, 1028, 1029, 9_999, 10_004, 10_005, 0x7fff_ffff, -1, -0x8000_0000,
] as const;

/** The same bytes, or what somebody made of them who wants to break something. */
export function spoilt(random: Random, bytes: Buffer): Buffer {
  let result = bytes;
  for (let count = random.below(4); count > 0; count--) result = spoiltOnce(random, result);
  return result;
}

function spoiltOnce(random: Random, bytes: Buffer): Buffer {
  const at = random.below(bytes.length + 1);
  const rest = bytes.subarray(at);
  const start = bytes.subarray(0, at);
  switch (random.below(7)) {
    case 0:
      return Buffer.concat([start, random.bytes(1), rest.subarray(1)]);
    case 1:
      return Buffer.concat([start, random.bytes(random.below(20)), rest]);
    case 2:
      return Buffer.concat([start, rest.subarray(random.below(20))]);
    case 3:
      return start;
    case 4:
      return Buffer.concat([start, int32(random.pick(extremes)), rest.subarray(4)]);
    case 5:
      return Buffer.concat([bytes, rest]);
    default:
      return Buffer.concat([start, Buffer.alloc(random.below(3)), rest]);
  }
}

/** Cut into pieces that are sent one by one. */
export function pieces(random: Random, bytes: Buffer): readonly Buffer[] {
  const cuts = Array.from({ length: random.oneIn(2) ? 0 : random.below(4) }, () =>
    random.below(bytes.length + 1),
  ).sort((a, b) => a - b);
  return [...cuts, bytes.length].map((cut, index) => bytes.subarray(cuts[index - 1] ?? 0, cut));
}

/** A first packet of any kind, good as far as it goes. */
export function firstPacket(random: Random): Buffer {
  const requests = [requestCodes.cancel, requestCodes.ssl, requestCodes.gss, 0x52_49_44_43] as const;
  switch (random.below(4)) {
    case 0:
      return random.bytes(random.below(100));
    case 1:
      return packet(int32(random.pick(requests)), random.bytes(random.pick([0, 0, 8, 32])));
    default:
      return start(random, random.oneIn(2));
  }
}

export function start(random: Random, isAwsDriver: boolean): Buffer {
  const user = random.oneIn(10) ? random.bytes(5).toString('latin1') : 'anna';
  const extra: readonly Readonly<Record<string, string>>[] = [
    { database: 'dev' },
    { application_name: random.bytes(30).toString('latin1').replaceAll('\0', '') },
    { '_pq_.x': '1' },
    { replication: random.pick(['true', 'database', 'off', '']) },
    { options: 'x'.repeat(random.below(12_000)) },
    { client_encoding: 'UTF8', search_path: random.bytes(9).toString('latin1') },
  ];
  const driver: Readonly<Record<string, string>> = isAwsDriver ? { driver_version: 'x' } : {};
  const chosen = [{ user }, driver, ...extra.filter(() => random.oneIn(6))];
  const version = random.oneIn(5)
    ? random.pick([0, 1 << 16, 2 << 16, (3 << 16) + 2, (3 << 16) + 9999, 4 << 16])
    : 3 << 16;
  return startup(Object.fromEntries(chosen.flatMap((part) => Object.entries(part))), version);
}

export function md5Answer(random: Random): Buffer {
  return message('p', endedText(`md5${random.bytes(16).toString('hex')}`));
}

export function saslInitial(random: Random): Buffer {
  const text = `${random.pick(['n,,', 'y,,', 'n,,', 'p=tls-unique,,', 'n,a=x,'])}n=${random.pick(['', 'anna'])},r=${random.bytes(18).toString('base64')}`;
  const mechanism = random.oneIn(8) ? 'SCRAM-SHA-256-PLUS' : 'SCRAM-SHA-256';
  return message('p', endedText(mechanism), int32(Buffer.byteLength(text)), Buffer.from(text));
}

/** @param serverFirst what the server answered, with its nonce */
export function saslFinal(random: Random, serverFirst: string): Buffer {
  const nonce = /r=([^,]*)/.exec(serverFirst)?.[1] ?? '';
  const proof = random.bytes(random.oneIn(8) ? random.below(700) : 32).toString('base64');
  return message('p', Buffer.from(`c=biws,r=${nonce},p=${proof}`));
}
