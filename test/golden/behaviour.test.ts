import { afterEach, expect, jest, test } from '@jest/globals';
import type { Contract } from '../../src/model/contract.ts';
import type { HeaderField, Request, Response } from '../../src/model/exchange.ts';
import type { Json, JsonObject } from '../../src/model/json.ts';
import type { Run } from '../../src/model/run.ts';
import { loadContract } from '../../src/contract/load.ts';
import { inProcessTarget } from '../../src/exchange/in-process-target.ts';
import { isObject } from '../../src/json/pointer.ts';
import { createMock } from '../../src/mock/mock.ts';
import { check } from '../../src/run/check.ts';
import { share } from '../support/share.ts';
import { expectGolden, expectGoldenParts, here, lines } from './golden.ts';

afterEach(() => void jest.restoreAllMocks());

/** What a fault makes of an answer of the stateful mock; undefined leaves it as it is. */
interface Fault {
  /** In place of the request that came. */
  asked?: (request: Request) => Request;
  answered?: (answer: Response, request: Request) => Response | undefined;
}

const BEARER: HeaderField[] = [['Authorization', 'Bearer a-token-of-the-user']];
const CONTRACTS: Record<string, Contract> = {
  bookshop: await loadContract('examples/bookshop/openapi.yaml', 'bookshop'),
  lending: await loadContract(here('lending.yaml'), 'lending'),
};

/** A run of the phase alone, with all that was asked; the names that it makes up are the same each time. */
async function runAgainst(name: string, { asked = (own) => own, answered = () => undefined }: Fault = {}) {
  jest.spyOn(Math, 'random').mockReturnValue(0.5);
  const contract = CONTRACTS[name] as Contract;
  const mock = createMock([contract], { mode: 'stateful', seed: 1 });
  const sent: string[] = [];
  const target = inProcessTarget(name, async (request) => {
    const own = await mock.handle(asked(request));
    const answer = answered(own, request) ?? own;
    const fields = request.headers.filter(([field]) => /^(authorization|content-type|if-|x-)/i.test(field));
    const body = request.body === undefined ? '' : new TextDecoder().decode(request.body).slice(0, 300);
    sent.push(
      [`${request.method} ${request.path}`, ...fields.map((field) => field.join(': ')), body, `→ ${answer.status}`]
        .filter(Boolean)
        .join(' '),
    );
    return answer;
  });
  const run = await check(contract, target, {
    ...{ workers: 1, seed: 1, phases: ['behaviour'], overrides: { headers: BEARER, set: {} } },
  });
  return { run, sent: sent.map(masked) };
}

/** Identifiers and times of the mock are other ones each time. */
const masked = (text: string) =>
  text
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, 'UUID')
    .replace(/\d{4}-\d\d-\d\dT\d\d(:|%3A)\d\d(:|%3A)\d\d(\.\d+)?Z/g, 'TIME');

/** Numbers of cases and of made-up names, which every earlier phase moves. */
const settled = (text: string) => masked(text).replace(/\bri[0-9a-z]{5}/g, 'MARK');

const findingLines = ({ findings, undecided }: Run) => [
  ...findings.map(
    ({ severity, check, case: of, at, message, expected, actual, clause }) =>
      `${severity} ${check} ${of.replace(/, \w+ \d+$/, '')} ${at}: ${message}; expected ${expected}, got ${actual}; ${clause}`,
  ),
  ...undecided.map(({ reason }) => `undecided: ${reason}`),
];

test.each(Object.keys(CONTRACTS))(
  'the phase behaviour asks a right server the same, and finds nothing: %s',
  async (name) => {
    const { run, sent } = await runAgainst(name);
    expect(findingLines(run)).toEqual([]);
    expectGolden(`behaviour-${name}.txt`, lines([...sent, '', JSON.stringify(run.reach, null, 1)]));
  },
);

const jsonOf = ({ body }: Response): Json | undefined => {
  const text = new TextDecoder().decode(body);
  return text === '' ? undefined : (JSON.parse(text) as Json);
};
const withJson = (answer: Response, body: Json): Response => ({
  ...answer,
  headers: answer.headers.filter(([field]) => !/^content-length$/i.test(field)),
  body: new TextEncoder().encode(JSON.stringify(body)),
});
/** Changes the array of a list, whether the list is one or has one. */
const inList = (change: (items: Json[], request: Request) => Json[]): Fault => ({
  answered: (answer, request) => {
    const body = request.method === 'GET' && answer.status === 200 ? jsonOf(answer) : undefined;
    if (Array.isArray(body)) return withJson(answer, change(body, request));
    const [name, items] = Object.entries(isObject(body) ? body : {}).find(([, value]) => Array.isArray(value)) ?? [];
    return name === undefined || !Array.isArray(items)
      ? undefined
      : withJson(answer, { ...(body as JsonObject), [name]: change(items, request) });
  },
});
/** Changes the objects that answer requests of some methods. */
const inThing = (methods: string, change: (thing: JsonObject) => JsonObject): Fault => ({
  answered: (answer, { method }) => {
    const body = methods.includes(method) && answer.status < 300 ? jsonOf(answer) : undefined;
    return isObject(body) && !Object.values(body).some(Array.isArray) ? withJson(answer, change(body)) : undefined;
  },
});
const withStatus = (methods: string, from: number, to: number): Fault => ({
  answered: (answer, { method }) =>
    methods.includes(method) && answer.status === from ? { ...answer, status: to } : undefined,
});
const withoutQuery = (name: string): Fault => ({
  asked: (request) => ({
    ...request,
    path: request.path.replace(new RegExp(`([?&])${name}=[^&]*&?`), '$1').replace(/[?&]$/, ''),
  }),
});
const withField = (name: string, value?: string): Fault => ({
  answered: (answer) => ({
    ...answer,
    headers: answer.headers.flatMap(([own, was]): HeaderField[] =>
      own.toLowerCase() !== name ? [[own, was]] : value === undefined ? [] : [[own, value]],
    ),
  }),
});
const isPage = (path: string, pattern: RegExp) => pattern.test(path.split('?')[1] ?? '');

const FAULTS: Record<string, Fault> = {
  'lists leave out the last': inList((items) => items.slice(0, -1)),
  'lists leave out the first': inList((items) => items.slice(1)),
  'lists repeat the first': inList((items) => [...items.slice(0, 1), ...items]),
  'lists are turned round': inList((items) => items.toReversed()),
  'second pages begin with the first': inList((items, { path }) =>
    isPage(path, /(offset|page)=[^01]/) ? items.slice(-1) : items,
  ),
  'lists show one member of another': inList(([first, second, ...rest]) =>
    isObject(first) && isObject(second) ? [{ ...first, title: second['title'] ?? null }, second, ...rest] : [],
  ),
  'a limit is ignored': withoutQuery('limit'),
  'an offset is ignored': withoutQuery('offset'),
  'a page is ignored': withoutQuery('page'),
  'a sort is ignored': withoutQuery('sort'),
  'a genre is ignored': withoutQuery('genre'),
  'a status is ignored': withoutQuery('status'),
  'reads change a text': inThing('GET', (thing) => ({ ...thing, title: 'Another Title' })),
  'answers to changes show what was': inThing('PUT PATCH', (thing) => ({ ...thing, title: 'What was' })),
  'creations take no text': inThing('POST', (thing) => ({ ...thing, title: null })),
  'creations are answered with an identifier of nothing': inThing('POST', (thing) => ({ ...thing, id: 'nothing' })),
  'nothing is ever found': withStatus('GET', 200, 404),
  'deleted things are said to be there': withStatus('GET', 404, 200),
  'deletions of nothing succeed': withStatus('DELETE', 404, 204),
  'deletions are refused': withStatus('DELETE', 204, 409),
  'wrong credentials are taken': {
    asked: (request) => ({
      ...request,
      headers: [...request.headers.filter(([name]) => !/^authorization$/i.test(name)), ...BEARER],
    }),
  },
  'entity tags never change': withField('etag', '"one"'),
  'there are no entity tags': withField('etag'),
  'Location leads elsewhere': withField('location', '/elsewhere'),
  'there is no Location': withField('location'),
  'conditions are ignored': {
    asked: (request) => ({ ...request, headers: request.headers.filter(([name]) => !/^if-/i.test(name)) }),
  },
  'writes are forgotten': {
    asked: (request) =>
      /^(PUT|PATCH)$/.test(request.method)
        ? { ...request, method: 'GET', headers: request.headers.filter(([name]) => !/^content/i.test(name)) }
        : request,
  },
  'totals are one too many': {
    answered: (answer, { method }) => {
      const body = method === 'GET' && answer.status === 200 ? jsonOf(answer) : undefined;
      return isObject(body) && typeof body['total'] === 'number'
        ? withJson(answer, { ...body, total: body['total'] + 1 })
        : undefined;
    },
  },
};

/** Faults in what a contract does not have. */
const WITHOUT: Record<string, string[]> = {
  bookshop: ['a status is ignored'],
  lending: ['a genre is ignored', 'entity tags never change', 'there are no entity tags', 'conditions are ignored'],
};

/** Milliseconds for all the runs on a busy machine. */
const PATIENCE = 600_000;

test.each(Object.keys(CONTRACTS))(
  'the phase behaviour says the same of each fault: %s',
  async (name) => {
    const titles = Object.keys(FAULTS).filter((title) => !WITHOUT[name]?.includes(title));
    const said = new Map<string, string[]>();
    for (const title of process.env['ASSAY_WRITE'] === '1' ? titles : share(titles, 2)) {
      const { run } = await runAgainst(name, FAULTS[title]);
      said.set(title, [
        `  ${run.verdict}`,
        ...findingLines(run)
          .map((line) => `  ${settled(line)}`)
          .sort(),
      ]);
    }
    expectGoldenParts(`behaviour-faults-${name}.txt`, titles, said);
  },
  PATIENCE,
);
