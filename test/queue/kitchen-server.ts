/** A server of kitchen.yaml that a test can hold up, and that knows which worker asked. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { loadContract } from '../../src/contract/load.ts';
import { createMock } from '../../src/mock/mock.ts';

export const CONTRACT = 'test/queue/kitchen.yaml';

/** A request that came in. */
export interface Asked {
  /** The X-Worker of its sender. */
  worker: string;
  method: string;
  path: string;
  /** Milliseconds. */
  at: number;
}

export interface Kitchen {
  url: string;
  asked: Asked[];
  /** Whether a request is answered, and when; all at once unless it is set. */
  hold: (asked: Asked) => Promise<void> | undefined;
  close(): Promise<void>;
}

/** Starts one with a fault: spoons are answered with another status than the documented one. */
export async function startKitchen(): Promise<Kitchen> {
  const mock = createMock([await loadContract(CONTRACT)], {});
  const kitchen: Kitchen = { url: '', asked: [], hold: () => undefined, close: async () => {} };
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { method = '', url: path = '', headers } = request;
    const asked = { worker: String(headers['x-worker']), method, path, at: performance.now() };
    kitchen.asked.push(asked);
    await kitchen.hold(asked);
    const fields = Object.entries(headers).map(([name, value]): [string, string] => [name, String(value)]);
    const body = Buffer.concat(chunks);
    const reply = await mock.reply({ method, path, headers: fields, ...(body.length > 0 && { body }) });
    const status = path.startsWith('/spoons') && reply.status === 200 ? 206 : reply.status;
    response.writeHead(status, reply.headers.map(([name, value]) => [name, value]) as never).end(reply.body);
  };
  const server = createServer((request, response) => void answer(request, response).catch(() => response.destroy()));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  kitchen.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  kitchen.close = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return kitchen;
}
