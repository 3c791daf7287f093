import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@jest/globals';
import type { Case } from '../../model/case.ts';
import type { Exchange } from '../../model/exchange.ts';
import { contractOf } from '../../../test/support/contracts.ts';
import { httpTarget } from '../../exchange/http-target.ts';
import { withRetries } from '../../exchange/retries.ts';
import { check } from '../check.ts';
import { watchLostTarget } from './lost-target.ts';

const read = (operationId: string, ...names: string[]) => ({
  get: {
    operationId,
    parameters: names.map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } })),
    responses: { 200: { description: '' }, 404: { description: '' } },
  },
});
const DOCUMENT = {
  paths: {
    '/pets': read('listPets'),
    '/shops': read('listShops'),
    '/jobs/{job}': read('getJob', 'job'),
    '/zoos': read('listZoos'),
    '/cities/{city}': read('getCity', 'city'),
    '/parks/{park}': read('getPark', 'park'),
  },
};

/** What is said of the whole run, where a server ends in this way when it is asked for a job. */
async function said(end: (server: Server, answer: () => void) => void): Promise<{ reason: string; hint?: string }[]> {
  const server = createServer(({ url = '' }, response) => {
    const answer = () => void response.writeHead(200, { 'content-type': 'application/json' }).end('[]');
    if (url.startsWith('/jobs/')) end(server, answer);
    else answer();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const target = withRetries(httpTarget(`http://127.0.0.1:${port}`), { sleep: async () => {} });
  try {
    const { undecided } = await check(await contractOf(DOCUMENT), target, { phases: ['coverage'], workers: 1 });
    return undecided.flatMap(({ operation, reason, hint }) =>
      operation === undefined ? [{ reason, ...(hint !== undefined && { hint }) }] : [],
    );
  } finally {
    await target.close();
    server.closeAllConnections();
    server.close();
  }
}

const END = 'If one of them ended it, start it again, and leave that operation out, as with --exclude-operation getJob';
const REASON = 'the target answered, and then ended: nothing listens there (connection refused)';

test('a target that ends without an answer is told of with the request that was under way, and the last ones', async () => {
  const told = await said((server) => {
    server.close();
    server.closeAllConnections();
  });
  expect(told).toContainEqual({
    reason: REASON,
    hint: `Under way then: GET /jobs/assay. Answered last: GET /zoos, GET /shops, GET /pets. ${END}`,
  });
});

test('a target that answers and then ends is told of with the requests that it answered last', async () => {
  const told = await said((server, answer) => {
    answer();
    server.close();
    setImmediate(() => server.closeAllConnections());
  });
  expect(told).toContainEqual({ reason: REASON, hint: expect.stringContaining('GET /jobs/assay') });
});

test('a target that drops one connection and goes on has not ended', async () => {
  const dropped = new Set<Server>();
  const told = await said((server, answer) => {
    if (dropped.has(server)) answer();
    else server.closeAllConnections();
    dropped.add(server);
  });
  expect(told).toEqual([]);
});

/** What came of a request: an answer, a failure, or one whose connection ended without an answer. */
type End = 'answer' | 'unreachable' | 'reset' | 'timeout' | 'malformed' | 'cut off';

/** What is told after requests that were all begun, in the order of these paths, and that ended in the order given. */
async function told(paths: string[], ends: [nth: number, end: End][]): Promise<string[]> {
  const resolves: ((end: End) => void)[] = [];
  const sending = {
    send: async () => {
      const end = await new Promise<End>((resolve) => void resolves.push(resolve));
      const kind = end === 'cut off' ? 'unreachable' : end;
      const outcome = end === 'answer' ? { response: {} } : { failure: { kind, message: `it is ${end}` } };
      return { outcome, ...(end === 'cut off' && { wasCutOff: true }) } as Exchange;
    },
    ...{ isOver: false, ending: undefined },
  };
  const { sender, undecided } = watchLostTarget(sending);
  const sent = paths.map((path) =>
    sender.send({ operation: { id: `get ${path}` }, request: { method: 'GET', path } } as Case),
  );
  for (const [nth, end] of ends) {
    resolves[nth]?.(end);
    await sent[nth];
  }
  return undecided().flatMap(({ reason, hint = '' }) => [reason, ...hint.split(/ (?=Answered|If one)/)]);
}

const LEAVE = (operation: string) =>
  `If one of them ended it, start it again, and leave that operation out, as with --exclude-operation '${operation}'`;
const GONE = 'the target answered, and then ended: it is unreachable';

test.each<[name: string, paths: string[], ends: End[], says: string[]]>([
  ['nothing where it never answered', ['/a', '/b'], ['unreachable', 'unreachable'], []],
  ['nothing where it answers again', ['/a', '/b', '/c'], ['answer', 'unreachable', 'answer'], []],
  ['nothing where it hangs, but listens', ['/a', '/b'], ['answer', 'timeout'], []],
  [
    'the one request that it answered',
    ['/a', '/b'],
    ['answer', 'unreachable'],
    [GONE, 'Answered last: GET /a.', LEAVE('get /a')],
  ],
  [
    'the last three that it answered, each once and without its query',
    ['/a', '/b', '/c?x=1', '/d', '/c?x=2', '/e'],
    ['answer', 'answer', 'answer', 'answer', 'answer', 'unreachable'],
    [GONE, 'Answered last: GET /c, GET /d, GET /b.', LEAVE('get /c?x=2')],
  ],
  [
    'what was under way, and not again among what was answered',
    ['/a', '/b', '/a', '/c'],
    ['answer', 'answer', 'reset', 'unreachable'],
    [GONE, 'Under way then: GET /a.', 'Answered last: GET /b.', LEAVE('get /a')],
  ],
  [
    'what was under way alone, where nothing else was answered',
    ['/a', '/a', '/c'],
    ['answer', 'timeout', 'unreachable'],
    [GONE, 'Under way then: GET /a.', LEAVE('get /a')],
  ],
  [
    'the first three that were under way, each once, and none with a broken answer',
    ['/x', '/m', '/a', '/b', '/a', '/c', '/d', '/e'],
    ['answer', 'malformed', 'reset', 'timeout', 'reset', 'cut off', 'reset', 'unreachable'],
    [
      'the target answered, and then ended: it is cut off',
      'Under way then: GET /a, GET /b, GET /c.',
      'Answered last: GET /x.',
      LEAVE('get /a'),
    ],
  ],
  [
    'nothing that was under way before it answered again',
    ['/a', '/b', '/c', '/d'],
    ['answer', 'reset', 'answer', 'unreachable'],
    [GONE, 'Answered last: GET /c, GET /a.', LEAVE('get /c')],
  ],
])('a target that ends is told of with %s', async (_, paths, ends, says) => {
  expect(
    await told(
      paths,
      ends.map((end, nth) => [nth, end]),
    ),
  ).toEqual(says);
});

test('requests that were under way are told in the order in which they were begun', async () => {
  expect(
    await told(
      ['/x', '/a', '/b', '/c'],
      [
        [0, 'answer'],
        [2, 'reset'],
        [1, 'reset'],
        [3, 'unreachable'],
      ],
    ),
  ).toEqual([GONE, 'Under way then: GET /a, GET /b.', ...['Answered last: GET /x.', LEAVE('get /a')]]);
});
