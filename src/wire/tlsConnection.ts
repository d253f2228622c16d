import * as l10n from '@vscode/l10n';
import { once } from 'node:events';
import net from 'node:net';
import tls from 'node:tls';
import { minuteMs } from '../core/base/duration.js';
import { ByteReader } from './byteReader.js';
import { int32, packet, requestCodes } from './messages.js';
import { HungUp, Refusal } from './refusal.js';

/** Where Redshift is, and whose certificate it must show. */
export interface TlsTarget {
  readonly host: string;
  readonly port: number;
  /** The certificate is checked against it, whatever `host` is. */
  readonly serverName: string;
}

/**
 * Opens TLS the way PostgreSQL does, by asking first. Trusts what Node trusts, and what VS Code adds to that. Throws a
 * {@link Refusal} whose sentence says why not; destroyed when the signal is aborted before it is returned.
 */
export async function connectTls(target: TlsTarget, signal: AbortSignal): Promise<tls.TLSSocket> {
  const { host, port, serverName } = target;
  signal.throwIfAborted();
  const socket = net.connect({ host, port, noDelay: true, keepAlive: true, keepAliveInitialDelay: minuteMs });
  const cut = (): unknown => socket.destroy();
  // Whatever happens later is told by the socket's end.
  socket.on('error', () => undefined);
  signal.addEventListener('abort', cut);
  try {
    await once(socket, 'connect', { signal });
    await askForTls(socket, target, signal);
    // A name in the request must not be an address; the certificate is checked either way.
    const name = net.isIP(serverName) === 0 ? { servername: serverName } : {};
    const secure = tls.connect({ socket, host: serverName, ...name, minVersion: 'TLSv1.2' });
    secure.on('error', () => undefined);
    await once(secure, 'secureConnect', { signal });
    return secure;
  } catch (error) {
    socket.destroy();
    signal.throwIfAborted();
    throw error instanceof Refusal ? error : unreachable(target, error);
  } finally {
    signal.removeEventListener('abort', cut);
  }
}

async function askForTls(socket: net.Socket, { host }: TlsTarget, signal: AbortSignal): Promise<void> {
  const reader = new ByteReader(socket, signal);
  try {
    socket.write(packet(int32(requestCodes.ssl)));
    const answer = (await reader.read(1)).toString('latin1');
    // More than the one byte is from somebody in between, who wants it taken for what comes encrypted.
    if (answer === 'S' && socket.readableLength === 0) return;
  } finally {
    reader.dispose();
  }
  throw new Refusal(
    '08001',
    l10n.t('{0} does not offer TLS, so no token was sent there. Check the address.', host),
  );
}

function unreachable({ host, port, serverName }: TlsTarget, error: unknown): Refusal {
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (error instanceof HungUp) return lost();
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
    return new Refusal(
      '08001',
      l10n.t('This computer does not find {0}. Check the network or the VPN, then connect again.', host),
    );
  }
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') {
    return new Refusal(
      '08001',
      l10n.t(
        'The certificate that {0}:{1} shows is not that of {2}, so no token was sent there. Check where the address or the tunnel leads.',
        host,
        port,
        serverName,
      ),
    );
  }
  if (/CERT|SIGNATURE|ISSUER/.test(code)) {
    return new Refusal(
      '08001',
      l10n.t(
        'The certificate of {0} is not trusted here ({1}). If your company looks into TLS connections, name its certificate in NODE_EXTRA_CA_CERTS and start VS Code again.',
        serverName,
        code,
      ),
    );
  }
  return new Refusal(
    '08001',
    l10n.t(
      '{0}:{1} cannot be reached ({2}). A private workgroup answers only in its own network: check the VPN or the tunnel, then connect again.',
      host,
      port,
      code === '' ? 'Error' : code,
    ),
  );
}

/** The connection ended before the login did. */
export function lost(): Refusal {
  return new Refusal('08006', l10n.t('Redshift closed the connection during the login. Connect again.'));
}

/** Nothing came in time. */
export function silent({ host, port }: TlsTarget): Refusal {
  return new Refusal(
    '08001',
    l10n.t(
      '{0}:{1} did not answer in time. A private workgroup answers only in its own network: check the VPN or the tunnel, then connect again.',
      host,
      port,
    ),
  );
}
