import type { ServerResponse } from 'node:http';
import type { Strike } from './faults.js';

/** What is sent back, before a fault spoils it. */
export type Answer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

/** Sends an answer with the server's date, whole or as the fault says. */
export function send(response: ServerResponse, answer: Answer, strike: Strike, nowMs: number): void {
  if (strike.fault?.kind === 'reset') {
    response.socket?.resetAndDestroy();
    return;
  }
  const body = Buffer.from(answer.body);
  response.statusCode = answer.status;
  const headers = {
    ...answer.headers,
    Date: new Date(nowMs + strike.dateOffsetMs).toUTCString(),
    'Content-Length': body.byteLength,
  };
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  if (strike.fault?.kind === 'cutOff' && strike.fault.atByte !== undefined) {
    cutAt(response, body, strike.fault.atByte);
    return;
  }
  if (strike.fault?.kind === 'cutOff') {
    response.write(body.subarray(0, body.byteLength / 2), () => response.destroy());
    return;
  }
  response.end(body);
}

/** Sends the first bytes of an answer, as they are on the wire, and cuts the connection. */
function cutAt(response: ServerResponse, body: Buffer, atByte: number): void {
  const { socket } = response;
  const head = Object.entries(response.getHeaders()).map(([name, value]) => `${name}: ${String(value)}`);
  const lines = [`HTTP/1.1 ${response.statusCode} Answer`, ...head, '', ''].join('\r\n');
  const raw = Buffer.concat([Buffer.from(lines), body]);
  if (atByte === 0) socket?.destroy();
  else socket?.write(raw.subarray(0, atByte), () => socket.destroy());
}

/** The page that a proxy shows instead of AWS's answer; such a page has no request id. */
export const badGateway: Answer = {
  status: 502,
  headers: { 'Content-Type': 'text/html' },
  body: '<html><head><title>502 Bad Gateway</title></head><body><center><h1>502 Bad Gateway</h1></center></body></html>\n',
};
