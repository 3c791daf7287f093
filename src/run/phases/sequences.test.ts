import { readFileSync } from 'node:fs';
import { afterEach, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { Run } from '../../model/run.ts';
import type { JsonObject } from '../../model/json.ts';
import { contractOf } from '../../../test/support/contracts.ts';
import { check, type CheckOptions } from '../check.ts';
import { embeddedTarget } from '../mock-target.ts';
import { REPORTERS } from '../../report/index.ts';
import { httpTarget } from '../../exchange/http-target.ts';
import {
  startStore,
  storeDocument,
  type Faults,
  type Store,
  type StoreContract,
} from '../../../test/support/crud-server.ts';

let store: Store;
const started: Store[] = [];
afterEach(() => Promise.all(started.splice(0).map(({ close }) => close())));

async function run(
  faults: Faults,
  document: StoreContract | JsonObject = {},
  options: CheckOptions = {},
): Promise<Run> {
  started.push((store = await startStore(faults)));
  const contract = await contractOf('openapi' in document ? document : storeDocument(document));
  const target = httpTarget(store.url);
  try {
    return await check(contract, target, { phases: ['sequences'], ...options });
  } finally {
    await target.close();
  }
}

const told = ({ verdict, findings, undecided, unjudged }: Run) => [
  verdict,
  ...findings.map(({ check: id, severity, operation, at }) => `${severity} ${id} of ${operation} at ${at}`),
  ...undecided.map(({ operation, reason }) => `undecided ${operation}: ${reason}`),
  ...unjudged.map(({ reason }) => `unjudged: ${reason}`),
];
const asked = () => store.requests.map((line) => line.replace(/ \{.*/, '').replace(/\d{3}/, 'N'));

const GET_THING = { getIt: { operationId: 'getThing', parameters: { id: '$response.body#/id' } } };
const LIFE = [
  'GET /api/things',
  'POST /api/things',
  'GET /api/things/N',
  'DELETE /api/things/N',
  'GET /api/things/N',
  'DELETE /api/things/N',
  // At the end it is looked for once more.
  'GET /api/things',
];

test.each<[string, StoreContract]>([
  ['the name of its identifier', {}],
  ['the name of its identifier, without an example', { examples: false }],
  ['a Location', { location: true }],
  ['a link by id', { links: GET_THING }],
  [
    'a link by reference',
    {
      links: {
        getIt: { operationRef: '#/paths/~1things~1{id}/get', parameters: { 'path.id': '{$response.body#/id}' } },
      },
    },
  ],
  [
    'a link out of a header',
    {
      links: { getIt: { operationId: 'getThing', parameters: { id: '$response.body#/id' }, description: 'It.' } },
      location: true,
    },
  ],
])('a thing that was created is found by %s, read, deleted and read again', async (_, document) => {
  expect(told(await run({}, document))).toEqual(['conforms']);
  expect(asked()).toEqual(LIFE);
});

test.each<[string, Faults, StoreContract, string[]]>([
  ['reads another', { readsAnother: true }, {}, ['violation kept-value of getThing at body#/id']],
  [
    'reads another, which no example shows',
    { readsAnother: true },
    { examples: false },
    ['violation kept-value of getThing at body#/id'],
  ],
  ['reads another name', { readsOtherName: true }, {}, ['violation kept-value of getThing at body#/name']],
  [
    'reads another name, which only the schemas share',
    { readsOtherName: true },
    { examples: false },
    ['note kept-value of getThing at body#/name'],
  ],
  ['forgets', { forgets: true }, {}, ['violation link of getThing at status']],
  ['forgets what it links to', { forgets: true }, { links: GET_THING }, ['violation link of getThing at status']],
  ['does not delete', { keepsDeleted: true }, {}, ['violation use-after-delete of getThing at request path']],
  [
    'has a link that leads nowhere',
    { hasNoParts: true },
    { links: { parts: { operationId: 'listParts', parameters: { id: '$response.body#/id' } } } },
    ['violation link of listParts at status'],
  ],
])('reports a server that %s', async (_, faults, document, want) => {
  const result = await run(faults, document);
  expect(told(result)).toEqual([want[0]?.startsWith('note') ? 'conforms' : 'violates', ...want]);
});

test('a thing that could not be read is only deleted by the clean-up at the end', async () => {
  await run({ forgets: true });
  expect(asked()).toEqual([...LIFE.slice(0, 4), LIFE.at(-1)]);
});

test('a link is followed without its server, and a link out of the document is listed as not judged', async () => {
  const links = {
    parts: {
      operationId: 'listParts',
      parameters: { id: '$response.body#/id' },
      server: { url: 'https://elsewhere.example' },
    },
    wrong: { operationId: 'noSuchThing' },
    out: { operationRef: 'https://example.org/openapi.json#/paths/~1a/get' },
  };
  const result = await run({}, { links });
  expect(told(result)).toEqual([
    'conforms',
    'unjudged: the server of the link parts was left out of account: it was looked for on the target',
    'unjudged: the link wrong names the operation noSuchThing, which is not there',
    'unjudged: the link out names an operation of another document (https://example.org/openapi.json#/paths/~1a/get)',
  ]);
  expect(asked()).toContain('GET /api/things/N/parts');
});

test.each<[string, Faults, string[]]>([
  [
    'creates later',
    { isSlow: true },
    ['conforms', 'unjudged: createThing answers 202, so that it need not be done yet when getThing is asked'],
  ],
  [
    'does not let go',
    { refusesDelete: true },
    ['undecided', 'undecided deleteThing: was answered with 409 in the request to delete what createThing created'],
  ],
])('a server that %s is not accused of what follows', async (_, faults, want) => {
  expect(told(await run(faults))).toEqual(want);
});

test('a creation whose name is taken is sent again with another name', async () => {
  expect(told(await run({ wantsNewNames: true }))).toEqual(['conforms']);
  expect(store.requests[2]).toMatch(/^POST .*"name":"one-\w+"/);
});

test.each<[string, unknown, string]>([
  ['a run that was stopped between two steps is undecided', undefined, 'the run was stopped at 0 of 1 sequence'],
  [
    'a run whose time was up between two steps is undecided',
    new DOMException('the time is up', 'TimeoutError'),
    'the time was up at 0 of 1 sequence',
  ],
])('%s', async (_, reason, want) => {
  const stop = new AbortController();
  const onEvent: CheckOptions['onEvent'] = ({ kind }) => void (kind === 'answered' && stop.abort(reason));
  const result = await run({}, {}, { signal: stop.signal, onEvent });
  expect([result.verdict, result.undecided.map((entry) => entry.reason)]).toEqual(['undecided', [want]]);
});

test('an operation that creates nothing is undecided', async () => {
  const [verdict, ...lines] = told(await run({ refuses: () => true }));
  expect(verdict).toBe('undecided');
  expect(lines).toEqual(['undecided createThing: none of 6 requests that the contract allows was accepted (400)']);
});

test('a target that stores nothing gets no sequences', async () => {
  const contract = await contractOf(storeDocument());
  const result = await check(contract, embeddedTarget(contract), { phases: ['examples', 'sequences'] });
  expect(result.unjudged.map(({ reason }) => reason)).toEqual([
    'the embedded mock keeps nothing, so that 1 sequence of requests cannot show what it would keep',
  ]);
  expect(result.results.filter(({ case: testCase }) => testCase.phase === 'sequences')).toEqual([]);
});

/** What a report does wrong by its own schema. */
function problemsOf(report: unknown): unknown[] {
  const validate = new Ajv2020({ strict: false }).compile(
    JSON.parse(readFileSync('schemas/report.schema.json', 'utf8')) as JsonObject,
  );
  return validate(report) ? [] : (validate.errors ?? []);
}

test('the report of generated requests has its seed', async () => {
  const result = await run({ roundsUp: true }, {}, { phases: ['fuzzing'], seed: 8 });
  const report = JSON.parse(REPORTERS['json']?.([result], {}) ?? '') as {
    runs: { fuzzing: JsonObject; findings: { generated: JsonObject }[] }[];
  };
  expect(report.runs[0]?.fuzzing).toMatchObject({ seed: 8, maxExamples: 100 });
  expect(report.runs[0]?.findings[0]?.generated).toMatchObject({ seed: 8 });
  expect(problemsOf(report)).toEqual([]);
  expect(REPORTERS['pretty']?.([result], {})).toMatch(/\n {4}seed {6}8, request \d+ of its operation/);
  expect(REPORTERS['html']?.([result], {})).toMatch(/<dt>Seed<\/dt><dd>8, request/);
});

test('the report shows the requests that come before', async () => {
  const result = await run({ keepsDeleted: true });
  const text = REPORTERS['pretty']?.([result], {}) ?? '';
  const own = text
    .slice(text.indexOf('✗'))
    .replaceAll(store.url, 'http://store')
    .replace(/things\/\d+/g, 'things/101');
  expect(own.split('\n').filter((line) => /first|then|repeat/.test(line))).toEqual([
    `    first     curl -sS -i 'http://store/things' -H 'Accept: application/json, */*;q=0.1' -H 'Content-Type: application/json' --data-raw '{"name":"one","kind":"big","amount":3}'   # 201`,
    `    then      curl -sS -i -X DELETE 'http://store/things/101' -H 'Accept: */*'   # 204`,
    `    repeat    curl -sS -i 'http://store/things/101' -H 'Accept: application/json, */*;q=0.1'`,
  ]);
  const report = JSON.parse(REPORTERS['json']?.([result], {}) ?? '') as {
    runs: { findings: { steps: { status: number }[] }[] }[];
  };
  expect(report.runs[0]?.findings[0]?.steps.map(({ status }) => status)).toEqual([201, 204]);
  expect(problemsOf(report)).toEqual([]);
});
