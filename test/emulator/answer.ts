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
  response.writeHead(answer.status, {
    ...answer.headers,
    Date: new Date(nowMs + strike.dateOffsetMs).toUTCString(),
    'Content-Length': body.byteLength,
  });
  if (strike.fault?.kind === 'cutOff') {
    response.write(body.subarray(0, body.byteLength / 2), () => response.destroy());
    return;
  }
  response.end(body);
}

/** The page that a proxy shows instead of AWS's answer; such a page has no request id. */
export const badGateway: Answer = {
  status: 502,
  headers: { 'Content-Type': 'text/html' },
  body: '<html><head><title>502 Bad Gateway</title></head><body><center><h1>502 Bad Gateway</h1></center></body></html>\n',
};
