/*
 * The mock on a socket, to which any client may send anything. reject.ts refuses what is not HTTP, and what a proxy in front could
 * read differently; receive.ts limits the size of bodies; handle-exchange.ts applies faults and delays and writes the journal.
 * Time limits are Node's. test/hostile-requests tries it with raw bytes and with a fuzzer.
 */

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Contract } from '../../model/contract.ts';
import { UsageError } from '../../errors.ts';
import { parseDelay } from '../faults/delay.ts';
import { createFaultInjection, parseShare } from '../faults/fault-injection.ts';
import { handleExchange, type Handlers } from './handle-exchange.ts';
import { health } from './health.ts';
import { createJournal, JOURNAL_LIMIT } from '../journal/journal.ts';
import { createView } from '../journal/describe-entry.ts';
import { type JournalEntry } from '../journal/journal-entry.ts';
import { readFilter, type JournalFilter } from '../journal/filter.ts';
import { listen } from './listen.ts';
import { MAX_BODY } from '../../messages/decode-request.ts';
import { DEFAULT_MODE, MODES, type Mode } from '../modes.ts';
import { createState, type State } from '../stateful/state.ts';
import { openStateFile, type StateFile } from '../stateful/state-file.ts';
import { createMock, type Mock, type MockOptions } from '../mock.ts';
import { createAdminAccess } from './admin-access.ts';
import { knownNames, handleAdmin, type Pages } from './admin-api.ts';
import { answerPlainRequests, type MadeReplies } from './connections.ts';
import { createCallbackSender } from './send-callback.ts';
import { rejectMalformed, rejectTunnel } from './reject.ts';
import { originOf } from '../../http/origin.ts';
import { drawSeed } from '../random.ts';

export type { MockMode } from '../modes.ts';

export type { Pages, ServedMock } from './admin-api.ts';

export interface StartMockOptions extends MockOptions {
  contracts: Contract[];
  /** 4010 by default; 0 for any free port. */
  port?: number;
  /** Loopback by default. */
  host?: string;
  /** Further host names at which the pages under `/__assay/` are served, besides the names of this machine. */
  allowHosts?: string[];
  pages?: Pages;
  /** For the mode `stateful`: the file that what is kept is read from and written to. In memory alone unless given. */
  state?: string;
  /** Called with an error that no response can carry: the file of the state cannot be written. */
  onError?: (error: UsageError) => void;
  /** The largest body of a request, in bytes; 10 MB by default. */
  maxBody?: number;
  /** Sends the documented callbacks to the URLs that requests give, and is told in a line what became of each. None is sent unless given. */
  callbacks?: (line: string) => void;
  /** How many of the last requests are stored, for `/__assay/requests`; 1,000 by default, 0 for none. */
  journal?: number;
  /** The delay of each response: milliseconds, or a text such as `200ms`, `1s` or `200ms..1s`. */
  delay?: number | string;
  /** The share of requests that get a fault: `0.05`, or a text such as `5%`. */
  chaos?: number | string;
  /** Milliseconds in which a request must arrive completely; 60,000 by default. A later one gets a 408. */
  patience?: number;
}

export interface StartedMock {
  url: string;
  port: number;
  /**
   * Serves these contracts from now on. Connections stay open, and responses under way are not affected.
   * @param errors the errors of contracts that cannot be read now, by name; their last valid state is served
   */
  reload(contracts: Contract[], errors?: ReadonlyMap<string, UsageError>): void;
  /**
   * The requests with their responses, oldest first, secrets masked.
   * @throws UsageError for a filter that nothing can match, such as an unknown operation
   */
  requests(filter?: JournalFilter): JournalEntry[];
  clearRequests(): void;
  /** What the mode `stateful` keeps; undefined in the others. */
  readonly state: State | undefined;
  /** Ends at once, also open connections. @throws UsageError if the file of the state cannot be written */
  close(): Promise<void>;
}

/** What a reload replaces, all at once. */
interface Served {
  contracts: Contract[];
  mock: Mock;
  errors: ReadonlyMap<string, UsageError>;
}

/**
 * Serves a mock of contracts over HTTP.
 * @throws UsageError if it cannot listen on the port and host
 */
export async function startMock({
  contracts,
  port = 4010,
  host = '127.0.0.1',
  allowHosts = [],
  pages,
  maxBody = MAX_BODY,
  journal: kept = JOURNAL_LIMIT,
  delay,
  chaos,
  patience = 60_000,
  state: stateFile,
  onError = () => {},
  callbacks,
  ...given
}: StartMockOptions): Promise<StartedMock> {
  const mode: Mode = MODES[given.mode ?? DEFAULT_MODE];
  let file: StateFile | undefined;
  const state = mode.keeps ? createState(contracts, () => file?.changed()) : undefined;
  if (state && stateFile !== undefined) file = await openStateFile(stateFile, state, onError);
  const sender = callbacks && createCallbackSender(callbacks);
  const options: MockOptions = {
    ...given,
    maxBody,
    ...(sender && { onCallback: sender.send }),
    ...(state && { store: state.store }),
  };
  let served: Served = { contracts: [...contracts], mock: createMock(contracts, options), errors: new Map() };
  if (!Number.isInteger(kept) || kept < 0)
    throw new UsageError(`journal ${kept} is not a number of requests`, 'For instance: journal: 1000, or 0 for none');
  let view = createView(contracts, options.forgives);
  const journal = createJournal(view, kept);
  const began = performance.now();
  const loaded = new WeakMap<Contract, Date>();
  const note = (news: Contract[]): void =>
    news.forEach((contract) => loaded.has(contract) || loaded.set(contract, new Date()));
  note(contracts);
  const adminContext = {
    journal: kept > 0 ? journal : undefined,
    pages,
    state,
    contracts: () => served.contracts,
    health: () =>
      health({
        ...served,
        mode: options.mode ?? DEFAULT_MODE,
        uptime: Math.round(performance.now() - began) / 1000,
        loaded: (contract) => loaded.get(contract) ?? new Date(),
        requests: journal.counts().ever,
      }),
  };
  const handlers: Handlers = {
    maxBody,
    journal,
    mock: () => served.mock,
    admin: (request, fields) => handleAdmin(adminContext, request, fields),
    adminAccess: createAdminAccess(host, allowHosts),
    injectFault: createFaultInjection({
      delay: delay === undefined ? undefined : parseDelay(delay, 'delay'),
      chaos: chaos === undefined ? 0 : parseShare(chaos, 'chaos'),
      seed: options.seed ?? drawSeed(),
      view: () => view,
    }),
  };
  const made: MadeReplies = new WeakMap();
  const serve = (message: IncomingMessage, response: ServerResponse): void => {
    const reply = made.get(message.socket);
    made.delete(message.socket);
    handleExchange(message, response, handlers, reply);
  };
  const keepAlive = Math.min(patience, 5_000);
  const server = createServer(
    {
      headersTimeout: patience,
      requestTimeout: patience,
      keepAliveTimeout: keepAlive,
      connectionsCheckingInterval: Math.min(patience, 30_000) / 4,
      // `exchange` refuses it with a problem document.
      requireHostHeader: false,
    },
    serve,
  );
  // A client may close its side when it has sent everything, and still wants the response (RFC 9112 §9.6). Node does not document it.
  Object.assign(server, { httpAllowHalfOpen: true });
  // A client that sends `Expect` learns before it sends the body whether that is too large (RFC 9110 §10.1.1).
  server.on('checkContinue', (message: IncomingMessage, response: ServerResponse) => {
    if (Number(message.headers['content-length'] ?? 0) <= maxBody) response.writeContinue();
    serve(message, response);
  });
  server.on('checkExpectation', serve);
  server.on('connect', rejectTunnel);
  server.on('clientError', rejectMalformed);
  // Each answer has to wait or may fail: nothing is plain.
  const plain =
    delay === undefined && chaos === undefined
      ? answerPlainRequests(server, handlers, made, { keepAlive, patience })
      : undefined;
  await listen(server, port, host);
  const address = server.address() as AddressInfo;
  return {
    port: address.port,
    url: originOf(host, address.port),
    reload: (next, errors = new Map()) => {
      const same =
        next.length === served.contracts.length &&
        next.every((contract, index) => contract === served.contracts[index]);
      served = same ? { ...served, errors } : { contracts: [...next], mock: createMock(next, options), errors };
      if (same) return;
      state?.follow(next);
      note(next);
      view = createView(next, options.forgives);
      journal.switchView(view);
    },
    requests: (filter = {}) => {
      const given = Object.entries(filter).flatMap(([name, value]): [string, string][] =>
        value === undefined ? [] : [[name, String(value)]],
      );
      return journal.list(readFilter(given, knownNames(served.contracts)));
    },
    clearRequests: journal.clear,
    state,
    close: async () => {
      sender?.close();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        plain?.close();
        server.closeAllConnections();
      });
      await file?.close();
    },
  };
}
