import assert from 'node:assert/strict';
import { int32, packet } from '../../../src/wire/messages.js';
import { EndpointStage } from './endpointStage.js';
import { startup } from './rawClient.js';

const ssl = packet(int32(80_877_103));
const gss = packet(int32(80_877_104));
const layout = '08P01 invalid startup packet layout: expected terminator as last byte';
const length = '08P01 invalid length of startup packet';
/** Ends the login without a password, so that what came before it is seen. */
const terminate = Buffer.from([0x58, 0, 0, 0, 4]);
const saslAsked = 'R|||\x17|||\nSCRAM-SHA-256||';

describe('What a client says first', () => {
  let stage: EndpointStage;
  beforeEach(async () => (stage = await new EndpointStage().start()));
  afterEach(() => stage.stop());

  const rows: Readonly<Record<string, readonly [bytes: readonly Buffer[], answer: string]>> = {
    'a length of nothing': [[int32(4)], length],
    'a length below nothing': [[int32(-1)], length],
    'more than 10,000 bytes': [[int32(10_005)], length],
    'a request of a browser': [[Buffer.from('GET / HTTP/1.1\r\n\r\n')], length],
    'a TLS handshake': [[Buffer.from('16030100', 'hex')], length],
    'protocol 2': [
      [startup({ user: 'anna' }, 2 << 16)],
      '0A000 unsupported frontend protocol 2.0: the local endpoint speaks 3.0',
    ],
    'protocol 4': [
      [startup({ user: 'anna' }, 4 << 16)],
      '0A000 unsupported frontend protocol 4.0: the local endpoint speaks 3.0',
    ],
    'no user': [[startup({ database: 'dev' })], '28000 no PostgreSQL user name specified in startup packet'],
    replication: [
      [startup({ user: 'anna', replication: 'database' })],
      '0A000 Redshift has no replication connections.',
    ],
    'no end of the parameters': [[packet(int32(3 << 16), Buffer.from('user\0anna\0'))], layout],
    'a name without a value': [[packet(int32(3 << 16), Buffer.from('user\0'))], layout],
    'more after the end': [[packet(int32(3 << 16), Buffer.from('user\0anna\0\0\0'))], layout],
    'a short cancel request': [
      [packet(int32(80_877_102), int32(1))],
      '08P01 invalid length of cancel request',
    ],
    'encryption of both kinds, then a login': [
      [gss, ssl, startup({ user: 'anna' }), terminate],
      `NN${saslAsked}`,
    ],
    'encryption of one kind twice': [[ssl, ssl], 'N|08P01 Encryption was asked for again.'],
    'a newer minor version and options of it': [
      [startup({ user: 'anna', '_pq_.compression': 'zstd' }, (3 << 16) + 9999), terminate],
      `v|||\x1d|||||||\x01_pq_.compression|${saslAsked}`,
    ],
    'a login that wants no replication': [
      [startup({ user: 'anna', replication: 'off' }), terminate],
      saslAsked,
    ],
    'an unknown cancel key': [[packet(int32(80_877_102), Buffer.alloc(8))], ''],
  };
  for (const [what, [bytes, answer]] of Object.entries(rows)) {
    it(`answers ${what}`, async () => {
      const client = stage.client().send(...bytes);
      const said = await client.refusal();
      const before = client.received.toString('latin1').startsWith('N') && /^\w{5} /.test(said) ? 'N|' : '';
      assert.deepEqual([before + said, stage.upstreamCalls, stage.log.lines], [answer, 0, []]);
    });
  }

  it('may come byte by byte', async () => {
    const client = stage.client();
    for (const byte of Buffer.concat([ssl, startup({ user: 'anna' })])) {
      client.send(Buffer.from([byte]));
      await new Promise((resolve) => setImmediate(resolve));
    }
    assert.equal((await client.take(1)).toString(), 'N');
    assert.equal(await client.message(), 'R |||\nSCRAM-SHA-256||');
  });
});
