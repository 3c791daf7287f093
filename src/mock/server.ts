import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Contract, Request } from '../model.ts';
import type { UsageError } from '../contract/error.ts';
import { readFields, type Fields } from '../contract/fields.ts';
import { pathOf } from '../contract/segments.ts';
import { isPreflight, preflight, withCors } from './cors.ts';
import { listen } from './listen.ts';
import { createMock, type Mock, type MockOptions } from './mock.ts';
import { problem } from './problem.ts';
import { receive } from './receive.ts';
import { NOTHING, respond, type Reply } from './respond.ts';

export type { MockMode } from './mock.ts';

/** What is served under `/__assay/` of the contracts of this moment, or undefined where there is nothing at the path. */
export type Pages = (path: string, contracts: Contract[]) => Promise<{ status: number; type: string; body: string } | undefined>;

export interface StartMockOptions extends MockOptions {
  contracts: Contract[];
  /** 4010 unless given; 0 for any that is free. */
  port?: number;
  /** Loopback unless given. */
  host?: string;
  pages?: Pages;
  /** The most bytes that a request's body may have; 10 MB unless given. */
  maxBody?: number;
}

export interface StartedMock {
  url: string;
  port: number;
  /**
   * Serves these contracts from now on. Connections stay, and an answer under way is ended as it was begun.
   * @param errors what is wrong with the files of those that are served as they last were good, by the contract's name
   */
  reload(contracts: Contract[], errors?: ReadonlyMap<string, UsageError>): void;
  /** Ends at once, whatever is still connected. */
  close(): Promise<void>;
}

/** What a reload replaces, as one. */
interface Served {
  contracts: Contract[];
  mock: Mock;
  errors: ReadonlyMap<string, UsageError>;
}

type Handle = (request: Request, fields: Fields) => Reply | Promise<Reply>;

const PAGES = '/__assay/';

/**
 * Serves a mock of contracts over HTTP.
 * @throws UsageError where it cannot listen at the port and host
 */
export async function startMock({
  contracts,
  port = 4010,
  host = '127.0.0.1',
  pages,
  maxBody = 10_000_000,
  ...options
}: StartMockOptions): Promise<StartedMock> {
  let served: Served = { contracts: [...contracts], mock: createMock(contracts, options), errors: new Map() };
  const handle: Handle = (request, fields) => (pages && isPage(request) ? page(pages, served.contracts, request) : served.mock.reply(request, fields));
  const serve = (message: IncomingMessage, response: ServerResponse): void => exchange(message, response, handle, maxBody);
  const server = createServer(serve);
  // A client that asks before it sends is told at once when the body is too large (RFC 9110 §10.1.1).
  server.on('checkContinue', (message: IncomingMessage, response: ServerResponse) => {
    if (Number(message.headers['content-length'] ?? 0) <= maxBody) response.writeContinue();
    serve(message, response);
  });
  server.on('clientError', refuseMalformed);
  await listen(server, port, host);
  const address = server.address() as AddressInfo;
  return {
    port: address.port,
    url: `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`,
    reload: (next, errors = new Map()) => {
      const same = next.length === served.contracts.length && next.every((contract, index) => contract === served.contracts[index]);
      served = same ? { ...served, errors } : { contracts: [...next], mock: createMock(next, options), errors };
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function exchange(message: IncomingMessage, response: ServerResponse, handle: Handle, maxBody: number): void {
  // Without a listener, a connection that breaks off would end the process.
  response.on('error', ignore);
  receive(message, maxBody, (request) => {
    if (request === undefined) return void response.destroy();
    if (request === 'too large') return refuseTooLarge(message, response, maxBody);
    const fields = readFields(request.headers);
    if (isPreflight(request, fields)) return send(response, preflight(fields));
    const answer = handle(request, fields);
    if (answer instanceof Promise) return void answer.then((later) => send(response, withCors(fields, later)));
    send(response, withCors(fields, answer));
  });
}

function ignore(): void {}

function refuseTooLarge(message: IncomingMessage, response: ServerResponse, maxBody: number): void {
  const answer = problem(413, `the body has more than ${maxBody} bytes`, {}, [['Connection', 'close']]);
  const { origin } = message.headers;
  send(response, withCors(readFields(origin === undefined ? [] : [['Origin', origin]]), answer));
  // What the client still sends is read no more; it has a moment to read the answer (RFC 9112 §9.6).
  setTimeout(() => message.socket.destroy(), 500).unref();
}

function send(response: ServerResponse, { status, headers, body }: Reply): void {
  if (response.destroyed) return;
  try {
    response.writeHead(status, headers.flat());
    response.end(body);
  } catch {
    // A contract that documents a header which HTTP does not know.
    response.destroy();
  }
}

function isPage({ path }: Request): boolean {
  return path === '/__assay' || path.startsWith(PAGES);
}

async function page(pages: Pages, contracts: Contract[], { method, path }: Request): Promise<Reply> {
  if (method !== 'GET' && method !== 'HEAD') return problem(405, `${method} is not for this page`, {}, [['Allow', 'GET, HEAD']]);
  try {
    const found = await pages(pathOf(path), contracts);
    if (!found) return problem(404, `there is no page at ${pathOf(path)}`);
    const made = respond(found.status, [['Content-Type', found.type]], new TextEncoder().encode(found.body));
    return method === 'HEAD' ? { ...made, body: NOTHING } : made;
  } catch (error) {
    return problem(500, `the page could not be made: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** What Node's parser could not read, with the status that says why; all else is malformed. */
const MALFORMED: Record<string, [status: number, says: string] | undefined> = {
  HPE_HEADER_OVERFLOW: [431, 'the header fields are too large'],
  HPE_CHUNK_EXTENSIONS_OVERFLOW: [413, 'the chunk extensions are too large'],
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'the request took too long'],
};

function refuseMalformed(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const [status, says] = MALFORMED[error.code ?? ''] ?? [400, 'the request is not well-formed HTTP'];
  const { headers, body } = problem(status, says, {}, [['Connection', 'close']]);
  const head = headers.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  socket.end(`HTTP/1.1 ${status} ${status === 400 ? 'Bad Request' : 'Error'}\r\n${head}\r\n${Buffer.from(body).toString()}`, () => socket.destroy());
}
