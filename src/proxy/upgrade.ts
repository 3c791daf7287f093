import { STATUS_CODES, type IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { failureOf } from '../exchange/failures.ts';
import { endToEndFields } from './end-to-end-fields.ts';
import type { Upstream } from './upstream.ts';

/** Passes a change of protocol on, such as to WebSocket (RFC 9110 §7.8, RFC 6455 §4): from then on the bytes alone pass. */
export function forwardUpgrade(request: IncomingMessage, client: Duplex, head: Buffer, upstream: Upstream): void {
  const { method = 'GET', url = '/', headers, rawHeaders } = request;
  client.on('error', () => {});
  const refuse = (status: number, text: string): void =>
    void client.end(
      `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`,
    );
  let outgoing;
  try {
    outgoing = upstream.request(
      method,
      upstream.pathOf(url),
      [
        ...['Host', upstream.host, ...endToEndFields(rawHeaders, new Set(['host']))],
        ...['Connection', 'Upgrade', 'Upgrade', headers.upgrade ?? ''],
      ],
      { isFresh: true },
    );
  } catch {
    return refuse(400, 'the request cannot be passed on');
  }
  outgoing.on('error', (error) => refuse(502, `no answer from ${upstream.origin}: ${failureOf(error, false).message}`));
  outgoing.on('upgrade', (response, server, rest) => {
    client.write(headText(response, response.rawHeaders), 'latin1');
    client.write(rest);
    server.write(head);
    const end = (): void => void (client.destroy(), server.destroy());
    server.on('error', end).on('close', end);
    client.on('error', end).on('close', end);
    client.pipe(server).pipe(client);
  });
  // The target goes on in HTTP: its answer is the last on this connection.
  outgoing.on('response', (response) => {
    client.write(headText(response, [...endToEndFields(response.rawHeaders), 'Connection', 'close']), 'latin1');
    response.on('error', () => client.destroy());
    response.pipe(client);
  });
  client.on('close', () => outgoing.destroy());
  outgoing.end();
}

function headText({ statusCode = 0, statusMessage = '' }: IncomingMessage, raw: readonly string[]): string {
  const fields: string[] = [];
  for (let at = 0; at < raw.length; at += 2) fields.push(`${raw[at]}: ${raw[at + 1]}\r\n`);
  return `HTTP/1.1 ${statusCode} ${statusMessage}\r\n${fields.join('')}\r\n`;
}
