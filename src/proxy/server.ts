/*
 * A proxy that judges what passes. forward.ts passes an exchange on as its bytes come; what is judged is a capped copy, after the
 * answer is out, unless the proxy enforces the contract. What is judged is folded, and what is shown is a ring: a proxy may run for weeks.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Contract } from '../model/contract.ts';
import type { Run } from '../model/run.ts';
import { createAdminAccess } from '../mock/server/admin-access.ts';
import { handleAdmin, isAdminRequest, type AdminContext } from '../mock/server/admin-api.ts';
import { listen } from '../mock/server/listen.ts';
import { rejectMalformed, rejectTunnel } from '../mock/server/reject.ts';
import { createJournal, JOURNAL_LIMIT } from '../mock/journal/journal.ts';
import type { JournalEntry, JournalFinding, StoredExchange } from '../mock/journal/journal-entry.ts';
import { createView } from '../mock/journal/describe-entry.ts';
import { problem } from '../mock/problem-details.ts';
import { headOf, requestOf as readRequest } from '../mock/raw-request.ts';
import { respond, type Reply } from '../mock/reply.ts';
import { readFields } from '../http/header-fields.ts';
import type { RecordedOptions } from '../run/recorded/check-recorded.ts';
import { forward, sendReply } from './forward.ts';
import { createLiveJudge } from './live-judge.ts';
import type { Passed } from './passed.ts';
import { recordedOf, requestOf, responseOf } from './recorded-exchange.ts';
import type { Recorder } from './recorder.ts';
import { forwardUpgrade } from './upgrade.ts';
import { openUpstream, type UpstreamOptions } from './upstream.ts';
import { originOf } from '../http/origin.ts';
import { MB } from '../text/sizes.ts';

export interface ProxyOptions extends UpstreamOptions {
  contracts: Contract[];
  /** Origin and base path of the server behind it. */
  target: string;
  port?: number;
  host?: string;
  /** Further host names at which `/__assay/` is served. */
  allowHosts?: string[];
  /** Milliseconds for the head of an answer. */
  timeout?: number;
  /** The most bytes of each body that are kept to be judged. */
  maxCopy?: number;
  /** How many exchanges are kept for reports, beside those of findings. */
  keep?: number;
  /** Answers 502 in place of an answer that violates the contract. */
  enforce?: boolean;
  /** Writes what passes to a file. */
  recorder?: Recorder;
  /** Makes a report of the runs so far for `POST /__assay/report?format=`; undefined for a format that does not exist. */
  report?: (runs: Run[], format: string) => string | undefined;
  /** How the runs are concluded. */
  conclude?: RecordedOptions;
}

export interface StartedProxy {
  url: string;
  port: number;
  /** The newest exchanges with what was wrong, oldest first, secrets masked. */
  requests(filter?: { since?: number; limit?: number }): JournalEntry[];
  /** What passed so far comes to. */
  runs(): Run[];
  /** Ends at once, also open connections; what passed is judged to its end. */
  close(): Promise<void>;
}

const MAX_COPY = MB;
const HEAD_TIMEOUT = 60_000;
/** Judging pauses after so many milliseconds for what waits to pass. */
const SLICE = 5;
/** So many exchanges may wait to be judged; of more, each is judged before another may pass. */
const MAX_WAITING = 2_000;

/** @throws UsageError if it cannot listen on the port and host */
export async function startProxy({
  contracts,
  target,
  port = 4011,
  host = '127.0.0.1',
  allowHosts = [],
  timeout = HEAD_TIMEOUT,
  maxCopy = MAX_COPY,
  keep = 0,
  enforce = false,
  recorder,
  report,
  conclude = {},
  ...tls
}: ProxyOptions): Promise<StartedProxy> {
  const upstream = openUpstream(target, tls);
  const live = createLiveJudge(contracts, target, keep);
  const view = createView(contracts);
  const journal = createJournal(view, JOURNAL_LIMIT);
  const began = performance.now();
  let count = 0;

  const judge = (passed: Passed): JournalFinding[] =>
    live.judge(recordedOf(passed, (count += 1), upstream.origin, maxCopy));

  const note = (passed: Passed, findings: JournalFinding[]): void => {
    const { request, sent, received } = passed;
    const response = responseOf(passed, maxCopy);
    const entryNote = {
      ...(findings.length > 0 && { findings }),
      ...(passed.left && { left: true as const }),
    };
    journal.record(
      { head: headOf(request), ...(sent.size() > 0 && { body: sent.bytes() }) },
      response,
      performance.now() - passed.duration,
      entryNote,
      sent.isWhole() ? undefined : sent.size(),
    );
    if (!recorder || passed.left) return;
    const stored: Partial<StoredExchange> = {
      id: count,
      ended: passed.startedAt + passed.duration,
      duration: passed.duration,
      requestSize: sent.isWhole() ? undefined : sent.size(),
      replySize: received?.isWhole() === false ? received.size() : undefined,
    };
    recorder.add(
      view.describe(stored as StoredExchange, { request: requestOf(passed), reply: response }),
      upstream.origin,
    );
  };

  const waiting: Passed[] = [];
  let isScheduled = false;
  const judgeWaiting = (until = Infinity): void => {
    let passed: Passed | undefined;
    while (performance.now() < until && (passed = waiting.shift())) note(passed, judge(passed));
  };
  const judgeLater = (): void => {
    isScheduled = false;
    judgeWaiting(performance.now() + SLICE);
    schedule();
  };
  const schedule = (): void => {
    if (isScheduled || waiting.length === 0) return;
    isScheduled = true;
    setImmediate(judgeLater);
  };

  /** What an enforcing proxy answers in place of what violates the contract. */
  const judged = new WeakMap<Passed, JournalFinding[]>();
  const replace = (passed: Passed): Reply | undefined => {
    const findings = judge(passed);
    judged.set(passed, findings);
    const violations = findings.filter(({ severity }) => severity === 'violation');
    if (violations.length === 0) return undefined;
    return problem(502, `the answer of ${upstream.origin} breaks the contract: ${violations[0]?.message}`, {
      status_of_target: passed.response?.statusCode ?? 0,
      findings: violations.map((finding) => ({ ...finding })),
    });
  };
  const onPassed = (passed: Passed): void => {
    const findings = judged.get(passed);
    if (findings) return note(passed, findings);
    waiting.push(passed);
    if (waiting.length > MAX_WAITING) judgeWaiting();
    schedule();
  };

  const runs = (): Run[] => {
    judgeWaiting();
    return live.runs({ ...conclude, recordedOnly: true });
  };
  const adminContext: AdminContext = {
    journal,
    contracts: () => contracts,
    state: undefined,
    pages: undefined,
    health: () => ({
      status: 'ok',
      target: upstream.origin,
      uptime: Math.round(performance.now() - began) / 1000,
      contracts: contracts.map(({ name, file }) => ({ name, file })),
      requests: journal.counts().ever,
    }),
  };
  const adminAccess = createAdminAccess(host, allowHosts);

  const serve = (message: IncomingMessage, response: ServerResponse): void => {
    if (!isAdminRequest({ path: message.url ?? '/' }))
      return forward(message, response, { upstream, timeout, maxCopy, onPassed, ...(enforce && { replace }) });
    const request = readRequest(message, undefined);
    const fields = readFields(request.headers);
    const refusal = adminAccess(request, fields, message.socket.localAddress);
    message.resume();
    if (refusal) return sendReply(response, refusal);
    judgeWaiting();
    const path = new URL(request.path, 'http://assay.invalid');
    if (/^\/__assay\/report\/?$/.test(path.pathname)) return sendReply(response, reportReply(request.method, path));
    void handleAdmin(adminContext, request, fields).then((reply) => sendReply(response, reply));
  };
  const reportReply = (method: string, { searchParams }: URL): Reply => {
    if (method !== 'POST') return problem(405, 'a report is made by POST', {}, [['Allow', 'POST']]);
    const format = searchParams.get('format') ?? 'json';
    const text = report?.(runs(), format);
    return text === undefined
      ? problem(404, `there is no report format ${format}`)
      : respond(200, [['Content-Type', TYPES[format] ?? 'text/plain; charset=utf-8']], text);
  };

  // A slow client may take its time; what waits for it is the target's business.
  const server = createServer({ requireHostHeader: false, requestTimeout: 0, joinDuplicateHeaders: true }, serve);
  server.on('checkContinue', serve);
  server.on('checkExpectation', serve);
  server.on('connect', rejectTunnel);
  server.on('clientError', rejectMalformed);
  // Node does not count these among its connections any more.
  const upgraded = new Set<Duplex>();
  server.on('upgrade', (message: IncomingMessage, socket: Duplex, head: Buffer) => {
    upgraded.add(socket);
    socket.on('close', () => upgraded.delete(socket));
    forwardUpgrade(message, socket, head, upstream);
  });
  await listen(server, port, host);
  const address = server.address() as AddressInfo;
  return {
    port: address.port,
    url: originOf(host, address.port),
    requests: ({ since = 0, limit = Infinity } = {}) => journal.list({ since, ...(limit !== Infinity && { limit }) }),
    runs,
    close: async () => {
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
        for (const socket of upgraded) socket.destroy();
      });
      upstream.close();
      judgeWaiting();
      await recorder?.close();
    },
  };
}

const TYPES: Record<string, string> = {
  json: 'application/json',
  har: 'application/json',
  sarif: 'application/sarif+json',
  attestation: 'application/json',
  junit: 'application/xml',
  html: 'text/html; charset=utf-8',
  markdown: 'text/markdown; charset=utf-8',
  badge: 'image/svg+xml',
};
