import { createServer, type IncomingMessage } from 'node:http';
import { createServer as createRawServer, type AddressInfo, type Server as NetServer, type Socket } from 'node:net';
import { withBody, type Server } from './servers.ts';
import type { Wire } from './unusual.ts';

export interface Listening {
  url: string;
  close: () => Promise<void>;
}

/** Serves a server on a socket; the wire writes its responses. */
export async function listen(
  serve: Server,
  wire: Wire,
  { host = '127.0.0.1', base = '' }: { host?: string; base?: string } = {},
): Promise<Listening> {
  const prefix = base.replace(/\/$/, '');
  let nth = 0;
  const server = createServer((incoming, outgoing) => {
    void bytesOf(incoming).then((body) => {
      const { url = '', method = '', headers } = incoming;
      const known = url.startsWith(`${prefix}/`);
      const answer = serve({
        method,
        path: known ? url.slice(prefix.length) : '/nowhere',
        headers: Object.entries(headers).map(([name, value]) => [name, String(value)]),
        body,
      });
      return wire(withBody(answer, answer.body), outgoing, (nth += 1), incoming);
    });
  });
  return listening(server, host, base);
}

/** A bare TCP server with handlers for each connection, or for each complete request. */
export async function listenRaw(on: {
  connection?: (socket: Socket) => void;
  request?: (socket: Socket, request: string) => void;
}): Promise<Listening> {
  const server = createRawServer({ allowHalfOpen: true }, (socket) => {
    socket.on('error', () => {});
    on.connection?.(socket);
    let held = Buffer.alloc(0);
    socket.on('data', (chunk) => {
      held = Buffer.concat([held, chunk]);
      for (let end = endOfRequest(held); end > 0; end = endOfRequest(held)) {
        const request = held.subarray(0, end).toString();
        held = held.subarray(end);
        on.request?.(socket, request);
      }
    });
  });
  return listening(server, '127.0.0.1', '');
}

/** The size of the first request in bytes, or 0 while it is incomplete. */
function endOfRequest(held: Buffer): number {
  const head = held.indexOf('\r\n\r\n');
  if (head < 0) return 0;
  const length = Number(/content-length: *(\d+)/i.exec(held.subarray(0, head).toString())?.[1] ?? 0);
  return held.length >= head + 4 + length ? head + 4 + length : 0;
}

async function listening(server: NetServer, host: string, base: string): Promise<Listening> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    socket.on('error', () => {});
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${port}${base}`,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function bytesOf(incoming: IncomingMessage): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of incoming as AsyncIterable<Uint8Array>) chunks.push(chunk);
  return Buffer.concat(chunks);
}
