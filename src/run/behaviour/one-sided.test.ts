import { expect, test } from '@jest/globals';
import type { JsonObject } from '../../model/json.ts';
import {
  askedAndTold,
  type Api,
  type AskedAndTold,
  type Reply,
  type Respond,
} from '../../../test/support/asked-and-told.ts';
import { createsWithReadOnly, takesIdentifier, takesReadOnly, tellWriteOnly } from './one-sided.ts';
import { readThing } from './things.ts';
import type { Made } from './writes/create.ts';

const text = { type: 'string' };
const SET = { readOnly: true };
const MEMBERS = {
  title: text,
  size: { type: 'integer', ...SET },
  createdAt: { ...text, format: 'date-time', ...SET },
};
const JOB = { id: '1', title: 'A mark0', size: 5, createdAt: '2020-01-01T00:00:00Z' };
const OTHER = { ...JOB, id: '2' };
const OLD = '2001-02-03T04:05:06Z';
/** A size that no server would choose. */
const LARGE = 700_006;
const USUAL: Api = { members: MEMBERS, created: [JOB, OTHER] };

/** A server that keeps no more than what a test says of it. */
const server =
  (own: (sent: JsonObject, line: string, nth: number) => Reply | undefined = () => undefined): Respond =>
  (line, nth, { json }) =>
    own((json ?? {}) as JsonObject, line, nth) ??
    (line.startsWith('GET') ? { body: JOB } : { status: line.startsWith('POST') ? 201 : 200, body: { id: '9' } });

/** The bodies that were sent, without what the first thing was created with. */
const sent = ({ cases }: AskedAndTold) =>
  cases
    .flatMap(({ inputs: { body } }) =>
      body === undefined
        ? []
        : [Object.entries(body as JsonObject).filter(([name, value]) => JOB[name as keyof typeof JOB] !== value)],
    )
    .map((changed) => changed.map(([name, value]) => `${name} ${String(value)}`).join());

const told = ({ told: all }: AskedAndTold) =>
  all.map((one) =>
    one.kind === 'taken'
      ? `${one.what} of ${one.by}: ${one.members.map(({ at, value }) => `${at} ${JSON.stringify(value)}`).join() || 'none'}`
      : one.kind,
  );

const first = ({ known: { made } }: AskedAndTold) => made[0] as Made;

/** The change that readOnly members are sent with. */
const NEW = { title: 'New' };

async function changed(api: Api, respond: Respond, { at = '#', volatile = '' } = {}) {
  const run = await askedAndTold({ ...USUAL, ...api }, respond);
  run.known.volatile.add(volatile);
  const inputs = { path: { id: '1' }, query: {}, header: {}, cookie: {}, mediaType: 'application/json', body: NEW };
  const change = { operation: run.operation('PUT /jobs/{id}'), inputs, ...(at !== '' && { at }) };
  await takesReadOnly(run.client, run.known, first(run), change);
  return run;
}

test.each<[what: string, respond: Respond, want: string[]]>([
  [
    'takes all of them is told of each that it then shows',
    server((_, line, nth) => (line === 'GET /jobs/1' && nth === 2 ? { body: { ...JOB, size: LARGE } } : undefined)),
    ['identifier of putJob: none', `member of putJob: body#/size ${LARGE}`],
  ],
  ['keeps its own is told of none', server(), ['identifier of putJob: none', 'member of putJob: none']],
  [
    'shows nothing afterwards is judged by its answer',
    server((_, line, nth) =>
      line.startsWith('PUT') ? { body: { id: '1', createdAt: OLD } } : nth === 2 ? { status: 404 } : undefined,
    ),
    ['identifier of putJob: none', `member of putJob: body#/createdAt "${OLD}"`],
  ],
  [
    'shows nothing in any answer is told of nothing',
    server((_, line, nth) => (line.startsWith('PUT') ? { status: 204 } : nth === 2 ? { status: 404 } : undefined)),
    [],
  ],
])('a server that is sent readOnly members in a change and %s', async (_, respond, want) => {
  const run = await changed({}, respond);
  expect(run.cases.map(({ title }) => title)).toEqual([
    'the request for the thing before a readOnly member is sent',
    'the request for a change of what is readOnly',
    'the request for what putJob was sent readOnly members of',
  ]);
  expect(run.after()).toEqual([1, 1, 1]);
  expect(sent(run)).toEqual([`title New,createdAt ${OLD},size ${LARGE}`]);
  expect(told(run)).toEqual(want);
});

test('what is told of a member that was taken rests on its clause in the schema of a read', async () => {
  const run = await changed(
    {},
    server((_, _line, nth) => (nth === 2 ? { body: { size: LARGE } } : undefined)),
  );
  expect(run.told[1]).toMatchObject({
    members: [{ basis: { rests: 'OpenAPI', clause: expect.stringMatching(/get.*\/properties\/size$/) } }],
  });
});

const REFUSED: Respond = server((_, line) =>
  line.startsWith('PUT') || line.startsWith('POST') ? { status: 400 } : undefined,
);
const more = Object.fromEntries(['a', 'b', 'c'].map((name) => [name, { type: 'integer', ...SET }]));
const three = { a: 1, b: 2, c: 3 };

test.each<[what: string, api: Api, want: string[], given?: { at?: string; volatile?: string }]>([
  [
    'sends each alone, times of creation first, where all of them are refused',
    {},
    [`createdAt ${OLD},size ${LARGE}`, `createdAt ${OLD}`, `size ${LARGE}`],
  ],
  [
    'sends four alone at the most',
    { members: { ...MEMBERS, ...more } },
    [
      `createdAt ${OLD},size ${LARGE},a 700002,b 700003,c 700004`,
      `createdAt ${OLD}`,
      `size ${LARGE}`,
      'a 700002',
      'b 700003',
    ],
  ],
  ['sends a single one once', { members: { title: text, size: MEMBERS.size } }, [`size ${LARGE}`]],
  ['leaves out what differs from reading to reading', {}, [`createdAt ${OLD}`], { volatile: 'size' }],
  [
    'leaves out other names of the thing',
    { members: { ...MEMBERS, uuid: { ...text, ...SET } } },
    [`createdAt ${OLD},size ${LARGE}`, `createdAt ${OLD}`, `size ${LARGE}`],
  ],
  [
    'leaves out a member of which no other value is known',
    { members: { ...MEMBERS, size: { enum: [5], ...SET } } },
    [`createdAt ${OLD}`],
  ],
  ['sends nothing where no member is readOnly', { members: { title: text } }, []],
  ['sends nothing where nothing reads the thing', { operations: { 'GET /jobs/{id}': null } }, []],
  ['sends nothing where the body has no thing', {}, [], { at: '' }],
  ['sends nothing where the body has no object there', {}, [], { at: '#/title' }],
])('a change with readOnly members %s', async (_, api, want, given = {}) => {
  const run = await changed(
    api,
    (line, nth, request) => {
      const reply = REFUSED(line, nth, request);
      return line.startsWith('GET') ? { body: { ...JOB, ...three, uuid: 'u' } } : reply;
    },
    given,
  );
  expect(sent(run)).toEqual(want.map((one) => `title New,${one}`));
  expect(run.told).toEqual([]);
});

test('the member that names the thing is not changed, whatever it is called', async () => {
  const thing = { type: 'object', properties: { jobId: { ...text, format: 'date', ...SET }, size: MEMBERS.size } };
  const content = { 'application/json': { schema: thing } };
  const run = await changed(
    { operations: { 'GET /jobs/{id}': { responses: { 200: { description: 'A job.', content } } } } },
    server((_, line) => (line.startsWith('GET') ? { body: { jobId: '1', size: 5 } } : { status: 400 })),
  );
  expect(sent(run)).toEqual([`title New,size ${LARGE}`]);
});

test('a refusal of all readOnly members and an acceptance of one is judged by the one', async () => {
  const run = await changed(
    {},
    server(({ size, createdAt }, line, nth) =>
      line.startsWith('PUT')
        ? { status: size ? 400 : 200 }
        : nth === 2
          ? { body: { createdAt: createdAt ?? OLD } }
          : undefined,
    ),
  );
  expect(sent(run)).toHaveLength(2);
  expect(told(run)[1]).toBe(`member of putJob: body#/createdAt "${OLD}"`);
});

async function renamed(respond: Respond, { at = '#', api = {}, unread = false } = {}) {
  const run = await askedAndTold({ ...USUAL, ...api }, respond);
  if (unread) run.known.reads.clear();
  const inputs = { path: { id: '1' }, query: {}, header: {}, cookie: {}, mediaType: 'application/json', body: NEW };
  const operation = run.operation('PUT /jobs/{id}');
  await takesIdentifier(run.client, run.known, { operation, inputs, ...(at !== '' && { at }) });
  return run;
}

test('a server that takes another identifier is told of it, and has to delete the thing under the new name too', async () => {
  const run = await renamed(
    server(({ id }, line) => (line.startsWith('PUT') ? { body: { id: id ?? '' } } : undefined)),
  );
  const [{ inputs: { body, path, mediaType } = {} } = {}] = run.cases;
  const { id = '' } = body as { id?: string };
  expect(run.asked).toEqual(['PUT /jobs/2 Content-Type: application/json']);
  expect([run.cases[0]?.title, path, mediaType, body]).toEqual([
    'the request for a change of the identifier',
    { id: '2' },
    'application/json',
    { title: 'New', id: expect.stringMatching(/^assay-\w+$/) },
  ]);
  expect(run.after()).toEqual([1]);
  expect(told(run)).toEqual([`identifier of putJob: body#/id "${id}"`]);
  expect(run.told).toMatchObject([{ members: [{ basis: { rests: 'OpenAPI' } }] }]);
  expect(run.known.made.map((made) => made.id)).toEqual(['1']);
  const { ledger } = run.client.context;
  const thing = { template: '/jobs/{id}', params: { id } };
  expect(ledger.provenance(thing)).toBe('created');
});

test.each<[what: string, answer: Reply, asked: number, title: string]>([
  ['keeps its own is read again', { body: { id: '2' } }, 2, 'Now'],
  ['answers without a body is read again', { status: 204 }, 2, 'Now'],
  ['refuses it is asked for nothing else', { status: 400 }, 1, 'A mark0'],
  ['accepts it for later is asked for nothing else', { status: 202 }, 1, 'A mark0'],
])('a server that is sent another identifier and %s', async (_, answer, asked, title) => {
  const run = await renamed(
    server((_sent, line) => (line.startsWith('PUT') ? answer : { body: { ...OTHER, title: 'Now' } })),
  );
  expect(run.asked).toHaveLength(asked);
  expect(run.told).toEqual([]);
  expect(run.known.made).toHaveLength(2);
  const last = run.known.made[1] as Made;
  expect(run.known.reads.get(last)?.thing.value).toMatchObject({ title });
  expect(run.after()).toEqual([1, 2].slice(0, asked));
  if (asked === 2) expect(run.cases[1]?.title).toBe('the request for what was changed without its identifier');
});

test('a thing that is not shown after a change of its identifier keeps its last reading', async () => {
  const run = await renamed(server((_, line) => ({ status: line.startsWith('PUT') ? 204 : 404 })));
  expect(run.known.reads.get(run.known.made[1] as Made)?.thing.value).toEqual(OTHER);
});

test.each<[what: string, given: Parameters<typeof renamed>[1]]>([
  ['only the first thing is there', { api: { created: [JOB] } }],
  ['nothing was read', { unread: true }],
  ['the body has no thing', { at: '' }],
  ['the body has no object there', { at: '#/title' }],
  ['things are named by numbers', { api: { created: [JOB, { ...OTHER, id: 2 }] } }],
])('no identifier is changed where %s', async (_, given) => {
  expect((await renamed(server(), given)).asked).toEqual([]);
});

async function created(respond: Respond, api: Api = {}, prepare: (run: AskedAndTold) => void = () => undefined) {
  const run = await askedAndTold({ ...USUAL, ...api }, respond);
  prepare(run);
  await createsWithReadOnly(run.client, run.known, run.maker);
  return run;
}

const ASSIGNED = /^id assay-\w+,title A mark1,size 700006,createdAt 2001-02-03T04:05:06Z$/;

test('a creation that takes readOnly members is told of its identifier apart', async () => {
  let thing: JsonObject = {};
  const run = await created(
    server((own, line) => (line.startsWith('POST') ? { status: 201, body: (thing = own) } : { body: thing })),
  );
  expect(sent(run)).toEqual([expect.stringMatching(ASSIGNED)]);
  expect(run.cases.map(({ title }) => title)).toEqual([
    'the request that creates one with what is readOnly',
    'the request for what createJob was sent readOnly members of',
  ]);
  expect(run.after()).toEqual([0, 1]);
  expect(told(run)).toEqual([
    `identifier of createJob: body#/id "${String(thing['id'])}"`,
    `member of createJob: body#/createdAt "${OLD}",body#/size ${LARGE}`,
  ]);
});

test.each<[what: string, first: Reply, asked: number, toldOf: number]>([
  ['is refused', { status: 400 }, 5, 2],
  ['is accepted for later', { status: 202, body: JOB }, 5, 2],
  ['names nothing', { status: 201 }, 1, 0],
  ['names what it created', { status: 201, body: { id: '8' } }, 2, 2],
])('so much follows where a creation with all readOnly members %s', async (_, reply, asked, toldOf) => {
  const run = await created(
    server((own, line, nth) =>
      line.startsWith('POST')
        ? nth === 1
          ? reply
          : nth < 4
            ? { status: 400 }
            : { status: 201, body: { ...own, id: '9' } }
        : undefined,
    ),
  );
  expect([run.asked.length, run.told.length]).toEqual([asked, toldOf]);
});

test('each creation with readOnly members has a mark of its own', async () => {
  const run = await created(REFUSED);
  expect(sent(run).map((one) => /A (mark\d)/.exec(one)?.[1])).toEqual(['mark1', 'mark2', 'mark3', 'mark4']);
});

test('a thing that was created with JSON is created again rather than the first one', async () => {
  const run = await created(REFUSED, {}, ({ known: { made } }) => {
    const [one] = made as [Made];
    one.inputs = { ...one.inputs, mediaType: 'application/x-www-form-urlencoded', body: { title: 'A form' } };
  });
  expect(run.cases[0]?.inputs).toMatchObject({ mediaType: 'application/json', body: { title: 'A mark1' } });
});

test.each<[what: string, prepare: (run: AskedAndTold) => void]>([
  ['nothing was created', ({ known }) => void known.made.splice(0)],
  ['nothing was read', ({ known }) => known.reads.clear()],
  ['it was created with no object', (run) => void (first(run).inputs = { ...first(run).inputs, body: ['A'] })],
  ['its bodies cannot be told apart', ({ maker }) => void delete maker.distinction],
])('nothing is created with readOnly members where %s', async (_, prepare) => {
  expect((await created(server(), {}, prepare)).asked).toEqual([]);
});

const SECRET = { ...text, writeOnly: true };
const HIDDEN = { title: text, pin: SECRET, word: SECRET };

test.each<[what: string, thing: JsonObject, reply: Reply, want: unknown[]]>([
  ['shows none', { pin: '1', word: 'w' }, { body: { title: 'A' } }, [[]]],
  ['shows one', { pin: '1', word: 'w' }, { body: { word: '*' } }, [['body#/word']]],
  ['shows two is told of the first', { pin: '1', word: 'w' }, { body: { word: 'w', pin: '1' } }, [['body#/pin']]],
  ['was sent none', {}, { body: { word: 'w' } }, []],
  ['was sent another', { pin: '1' }, { body: { word: 'w' } }, [[]]],
  ['refuses to show the thing', { pin: '1' }, { status: 403, body: { pin: '1' } }, []],
  ['shows no thing', { pin: '1' }, { body: [] }, [[]]],
])('a server that was sent writeOnly members and %s', async (_, thing, reply, want) => {
  const api = { members: HIDDEN, created: [{ id: '1', title: 'A', ...thing }] };
  const run = await askedAndTold(api, () => reply);
  tellWriteOnly(run.client, first(run), await readThing(run.client, first(run), 'a read', []), 'read');
  tellWriteOnly(run.client, first(run), undefined, 'read');
  expect(run.told.map((one) => one.kind === 'write only' && one.shown.map(({ at }) => at))).toEqual(want);
  for (const one of run.told)
    if (one.kind === 'write only' && one.shown[0])
      expect(one.shown[0].clause).toMatch(/post.*\/properties\/(pin|word)$/);
});

test('a writeOnly member in a list is told of at its place', async () => {
  const created: JsonObject[] = [{ id: '1', pin: '1' }];
  const run = await askedAndTold({ members: HIDDEN, created }, () => ({ body: [{ id: '2' }, ...created] }));
  const list = run.operation('GET /jobs');
  const answer = await run.client.ask(list, { path: {}, query: {}, header: {}, cookie: {} }, 'a list');
  tellWriteOnly(run.client, first(run), answer, 'list');
  expect(run.told).toMatchObject([{ shown: [{ at: 'body#/1/pin' }] }]);
});

test('a member that is writeOnly in requests alone may be shown', async () => {
  const content = { 'application/json': { schema: { type: 'object', properties: { id: text, pin: text } } } };
  const operations = { 'GET /jobs/{id}': { responses: { 200: { description: 'A job.', content } } } };
  const run = await askedAndTold({ members: HIDDEN, created: [{ id: '1', pin: '1', word: 'w' }], operations }, () => ({
    body: { pin: '1', word: 'w' },
  }));
  tellWriteOnly(run.client, first(run), await readThing(run.client, first(run), 'a read', []), 'read');
  expect(run.told).toMatchObject([{ shown: [{ at: 'body#/word' }] }]);
});
