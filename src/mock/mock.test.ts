import { beforeAll, describe, expect, test } from '@jest/globals';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Contract } from '../model/contract.ts';
import type { HeaderField, Request, Response } from '../model/exchange.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { contractOf, SHIPPED_CONTRACTS, shippedContract } from '../../test/support/contracts.ts';
import { createMock, type Mock, type MockOptions } from './mock.ts';

const NOW = '2026-11-20T12:34:56.789Z';
let contracts: Contract[];

beforeAll(async () => {
  contracts = await Promise.all(SHIPPED_CONTRACTS.map(shippedContract));
});

/** Ids that all differ, and a clock that stands still. */
function options(mode: MockOptions['mode'] = 'echo'): MockOptions {
  let count = 0;
  return {
    mode,
    now: () => new Date(NOW),
    newId: () => `00000000-0000-4000-8000-${String(++count).padStart(12, '0')}`,
  };
}

const JSON_BODY: HeaderField = ['Content-Type', 'application/json'];
const TOKEN: HeaderField = ['Authorization', 'bearer token'];
const post = (path: string, body: Json, headers: HeaderField[] = [TOKEN, JSON_BODY]): Request => ({
  method: 'POST',
  path,
  headers,
  body: new TextEncoder().encode(JSON.stringify(body)),
});
const get = (path: string, headers: HeaderField[] = [], method = 'GET'): Request => ({ method, path, headers });
const text = ({ body }: Response) => new TextDecoder().decode(body);
const bodyOf = (response: Response) => JSON.parse(text(response)) as JsonObject;
const header = ({ headers }: Response, wanted: string) => headers.find(([name]) => name.toLowerCase() === wanted)?.[1];
const PACKAGES = '/v3/apps/a%20b@/packages';
const credentials = { user: 'u', password: 'p', email: 'e', login_server: 's' };

describe('echo: Cloud Foundry', () => {
  const hash = { type: 'sha1', value: null };
  const answer = (type: string, data: JsonObject) => ({
    guid: '00000000-0000-4000-8000-000000000001',
    type,
    data: { hash, error: null, ...data },
    state: 'READY',
    created_at: '2026-11-20T12:34:56Z',
    updated_at: null,
    links: { self: { href: '/v3/packages/00000000-0000-4000-8000-000000000001' }, app: { href: '/v3/apps/a%20b@' } },
  });
  const TABLE: [name: string, { given: JsonObject; want: JsonObject }][] = [
    [
      'the image that was sent',
      { given: { type: 'docker', data: { image: 'x:1' } }, want: answer('docker', { image: 'x:1' }) },
    ],
    [
      'the credentials and store_image',
      {
        given: { type: 'docker', data: { image: 'x:1', credentials, store_image: false } },
        want: answer('docker', { image: 'x:1', credentials, store_image: false }),
      },
    ],
    [
      'store_image without credentials',
      {
        given: { type: 'docker', data: { image: 'x:1', store_image: true } },
        want: answer('docker', { image: 'x:1', store_image: true }),
      },
    ],
    [
      'some of the credentials',
      {
        given: { type: 'docker', data: { image: 'x:1', credentials: { user: 'u' } } },
        want: answer('docker', { image: 'x:1', credentials: { user: 'u' } }),
      },
    ],
    [
      'empty credentials',
      {
        given: { type: 'docker', data: { image: 'x:1', credentials: {} } },
        want: answer('docker', { image: 'x:1', credentials: {} }),
      },
    ],
    ['bits without an image', { given: { type: 'bits' }, want: answer('bits', {}) }],
    ['bits with empty data', { given: { type: 'bits', data: {} }, want: answer('bits', {}) }],
    [
      'an image with all that JSON can hold',
      {
        given: { type: 'docker', data: { image: '"\\\u0000\ud83d\ude00</script>' } },
        want: answer('docker', { image: '"\\\u0000\ud83d\ude00</script>' }),
      },
    ],
  ];

  test.each(TABLE)('%s', async (_, { given, want }) => {
    const response = await createMock(contracts, options()).handle(post(PACKAGES, given));
    expect(bodyOf(response)).toEqual(want);
    expect(response.status).toBe(201);
    expect(header(response, 'content-type')).toBe('application/json;charset=utf-8');
    expect(header(response, 'content-length')).toBe(String(response.body.length));
    expect(header(response, 'x-content-type-options')).toBe('nosniff');
    expect(header(response, 'x-vcap-request-id')).toMatch(/^00000000-0000-4000-8000-\d{12}$/);
  });

  test('keeps the documented order of members', async () => {
    const response = await createMock(contracts, options()).handle(
      post(PACKAGES, { data: { store_image: true, credentials, image: 'x' }, type: 'docker' }),
    );
    const { data } = bodyOf(response) as { data: { credentials: object } };
    expect(Object.keys(data)).toEqual(['hash', 'error', 'image', 'credentials', 'store_image']);
    expect(Object.keys(data.credentials)).toEqual(['user', 'email', 'password', 'login_server']);
  });

  test('gives one response one time', async () => {
    let tick = 0;
    const contract = await contractOf({
      paths: {
        '/t': {
          get: {
            responses: {
              200: {
                description: '',
                content: { 'application/json': { example: { a: '2015-11-03T00:53:54Z', b: '2015-11-03T00:53:54Z' } } },
              },
            },
          },
        },
      },
    });
    const { a, b } = bodyOf(await createMock([contract], { now: () => new Date((tick += 60_000)) }).handle(get('/t')));
    expect(a).toBe(b);
  });

  test('gives each creation its own identifiers', async () => {
    const mock = createMock(contracts);
    const answers = await Promise.all(Array.from({ length: 50 }, () => mock.handle(post(PACKAGES, { type: 'bits' }))));
    expect(new Set(answers.map((response) => bodyOf(response)['guid'])).size).toBe(50);
    expect(new Set(answers.map((response) => header(response, 'x-vcap-request-id'))).size).toBe(50);
  });
});

test('each response to a valid request conforms to the contract', async () => {
  const mock = createMock(contracts);
  const optional = <T>(value: T): (T | undefined)[] => [undefined, value];
  const datas = optional('i').flatMap((image) =>
    [undefined, {}, { user: '' }, credentials, { ...credentials, more: [1] }].flatMap((sent) =>
      [undefined, true, false].map((store_image) => ({ image, credentials: sent, store_image, also: image })),
    ),
  );
  const packages = ['bits', 'docker'].flatMap((type) =>
    [undefined, ...datas].map((data) => post('/v3/apps/1/packages', { type, data } as unknown as Json)),
  );
  const images = ['aki', 'qcow2', 'vmdk'].flatMap((disk_format) =>
    ['ami', 'docker', 'ovf'].map((container_format) =>
      post('/v1/images', { name: '', disk_format, container_format, more: {} }),
    ),
  );
  let accepted = 0;
  for (const request of [...packages, ...images]) {
    const response = await mock.handle(request);
    if (response.status === 422) continue;
    const contract = contracts.find(({ operations }) =>
      operations[0]?.path.startsWith(request.path.slice(0, 4)),
    ) as Contract;
    const documented = contract.operations[0]?.responses[0];
    expect(String(response.status)).toBe(documented?.status);
    expect(contract.validate(documented?.media[0]?.schema as string, bodyOf(response))).toEqual([]);
    accepted += 1;
  }
  expect(accepted).toBe(31 + 15 + 9);
});

test.each(SHIPPED_CONTRACTS)('static: %s gets the documented values, the same each time', async (name) => {
  const contract = await shippedContract(name);
  const [operation] = contract.operations;
  const mock = createMock([contract], { mode: 'static' });
  for (const { request, response: documented } of operation?.examples ?? []) {
    const path = (operation?.path ?? '').replace('{guid}', String(request.path['guid']));
    const response = await mock.handle(post(path, request.body as Json));
    expect(text(response)).toBe(JSON.stringify(documented?.body));
    expect(response.status).toBe(documented?.status);
    for (const [{ name: field }, value] of documented?.headers ?? [])
      expect(header(response, field.toLowerCase())).toBe(value);
    expect(await mock.handle(post(path, request.body as Json))).toEqual(response);
  }
});

describe('echo: other documents', () => {
  const json = (example: Json, schema: object = {}) => ({ 'application/json': { schema, example } });
  const creating = (
    request: Json,
    response: Json,
    { sends = {}, gives = {}, headers = {} }: Record<string, object> = {},
  ) => ({
    post: {
      requestBody: { required: true, content: json(request, sends) },
      responses: { 201: { description: '', headers, content: json(response, gives) } },
    },
  });
  const uuid = '4cb65058-f04f-458f-aca1-5f4e43de6407';
  const id = '00000000-0000-4000-8000-000000000001';

  const TABLE: [name: string, { given: { item: object; sent: Json }; want: Json }][] = [
    [
      'a list comes back as long as it was sent',
      {
        given: { item: creating({ tags: ['a'] }, { tags: ['a'], n: 1 }), sent: { tags: ['x', 'y', 'z'] } },
        want: { tags: ['x', 'y', 'z'], n: 1 },
      },
    ],
    [
      'a body that is repeated comes back whole',
      {
        given: { item: creating({ a: 'first', b: 2 }, { b: 2, a: 'first' }), sent: { a: 'x', c: [3] } },
        want: { a: 'x', c: [3] },
      },
    ],
    [
      'a member that was not sent is left out',
      {
        given: { item: creating({ name: 'somebody' }, { name: 'somebody', kind: 'k' }), sent: {} },
        want: { kind: 'k' },
      },
    ],
    [
      'the default, where the answer needs the member',
      {
        given: {
          item: creating(
            { name: 'somebody' },
            { name: 'somebody' },
            { sends: { properties: { name: { default: 'nobody' } } }, gives: { required: ['name'] } },
          ),
          sent: {},
        },
        want: { name: 'nobody' },
      },
    ],
    [
      'the documented value, where there is no default',
      {
        given: {
          item: creating({ name: 'somebody', n: 1 }, { name: 'somebody', k: 'k' }, { gives: { required: ['name'] } }),
          sent: {},
        },
        want: { name: 'somebody', k: 'k' },
      },
    ],
    [
      'the documented value, where the answer may not have what was sent',
      {
        given: {
          item: creating(
            { name: 'somebody', n: 1 },
            { name: 'somebody', k: 'k' },
            { gives: { properties: { name: { maxLength: 8 } } } },
          ),
          sent: { name: 'far too long' },
        },
        want: { name: 'somebody', k: 'k' },
      },
    ],
    [
      'a uuid in two places is the same new one',
      {
        given: { item: creating({}, { self: `/things/${uuid}`, other: uuid.toUpperCase(), n: 1 }), sent: {} },
        want: { self: `/things/${id}`, other: id, n: 1 },
      },
    ],
    [
      'two names for one identifier',
      { given: { item: creating({}, { id: uuid, guid: uuid }), sent: {} }, want: { id, guid: id } },
    ],
    [
      'timestamps of each precision agree',
      {
        given: {
          item: creating(
            {},
            {
              a: '2015-11-03T00:53:54Z',
              b: '2015-11-03T00:53:54.123456+02:00',
              c: '2015-11-03',
              d: '2015-11-03 00:53',
              created_at: 1446512034,
            },
          ),
          sent: {},
        },
        want: {
          a: '2026-11-20T12:34:56Z',
          b: '2026-11-20T14:34:56.789000+02:00',
          c: '2026-11-20',
          d: '2026-11-20 12:34',
          created_at: 1795178096,
        },
      },
    ],
    [
      'an identifier that is a number counts up',
      { given: { item: creating({}, { id: 7, link: '/things/7' }), sent: {} }, want: { id: 8, link: '/things/8' } },
    ],
    [
      'an identifier with a number in it counts up',
      { given: { item: creating({}, { id: 'pkg-099' }), sent: {} }, want: { id: 'pkg-100' } },
    ],
    [
      'what x-match calls literal stays',
      {
        given: {
          item: creating(
            { n: 'somebody' },
            { n: 'somebody', id: uuid },
            { gives: { properties: { id: { 'x-match': 'literal' }, n: { 'x-match': 'literal' } } } },
          ),
          sent: { n: 'x' },
        },
        want: { n: 'somebody', id: uuid },
      },
    ],
    [
      'an object without members, where one was sent',
      {
        given: {
          item: creating({ o: { a: 'somebody' } }, { o: { a: 'somebody', b: null }, n: 1 }, { gives: {} }),
          sent: { o: {} },
        },
        want: { o: { b: null }, n: 1 },
      },
    ],
  ];

  test.each(TABLE)('%s', async (_, { given, want }) => {
    const contract = await contractOf({ paths: { '/things': given.item } });
    const response = await createMock([contract], options()).handle(post('/things', given.sent));
    expect(bodyOf(response)).toEqual(want);
  });

  test('fills headers from the body and the path', async () => {
    const item = creating(
      {},
      { id: uuid },
      {
        headers: {
          Location: { required: true, schema: { type: 'string' }, example: `/boxes/1/things/${uuid}` },
          Date: { example: 'Tue, 03 Nov 2015 00:53:54 GMT' },
          'Last-Modified': { example: 'Tue, 03 Nov 2015 00:53:54 GMT' },
        },
      },
    );
    const path = {
      ...item,
      parameters: [{ name: 'box', in: 'path', required: true, schema: { type: 'integer' }, example: 1 }],
    };
    const contract = await contractOf({ paths: { '/boxes/{box}/things': path } });
    const response = await createMock([contract], options()).handle(post('/boxes/42/things', {}));
    expect(header(response, 'location')).toBe(`/boxes/42/things/${id}`);
    expect(header(response, 'last-modified')).toBe('Fri, 20 Nov 2026 12:34:56 GMT');
    expect(header(response, 'date')).toBeUndefined();
  });

  test('lets no sent value split a header', async () => {
    const item = creating(
      { to: '/somewhere/else' },
      { ok: true },
      { headers: { Location: { example: '/somewhere/else' } } },
    );
    const contract = await contractOf({ 'x-examples': 'exact', paths: { '/things': item } });
    const response = await createMock([contract], options()).handle(post('/things', { to: '/a\r\nX-Evil: 1\u20ac' }));
    expect(header(response, 'location')).toBe('/a%0D%0AX-Evil: 1%E2%82%AC');
  });

  test('answers with a response example that has no request example', async () => {
    const contract = await contractOf({
      paths: {
        '/things/{id}': {
          get: {
            parameters: [{ name: 'id', in: 'path', required: true, schema: {} }],
            responses: { 200: { description: '', content: json({ n: 1 }) } },
          },
        },
      },
    });
    expect(bodyOf(await createMock([contract]).handle(get('/things/1')))).toEqual({ n: 1 });
  });

  test('sends no content where none is documented', async () => {
    const contract = await contractOf({
      paths: { '/things': { delete: { responses: { 204: { description: '' } } } } },
    });
    expect(await createMock([contract]).handle(get('/things', [], 'DELETE'))).toMatchObject({
      status: 204,
      headers: [],
      body: new Uint8Array(),
    });
  });

  test('sends the media type as the contract spells it', async () => {
    const contract = await contractOf({
      paths: {
        '/things': {
          get: {
            responses: { 200: { description: '', content: { 'Application/JSON; charset=UTF-8': { example: 1 } } } },
          },
        },
      },
    });
    expect(
      header(await createMock([contract]).handle(get('/things', [['Accept', 'application/json']])), 'content-type'),
    ).toBe('Application/JSON; charset=UTF-8');
  });
});

describe('the example is chosen by the request', () => {
  const pets = {
    cat: { kind: 'cat', name: 'Tom', lives: 9 },
    dog: { kind: 'dog', name: 'Rex', tricks: { sit: true } },
  };
  const shown = (values: Record<string, Json>) =>
    Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value }]));
  const TABLE: [name: string, { given: Json; want: string }][] = [
    ['an exact match', { given: pets.dog, want: 'dog' }],
    ['its structure', { given: { kind: 'x', name: 'y', lives: 1 }, want: 'cat' }],
    ['its structure before its values', { given: { kind: 'cat', name: 'Tom', tricks: { sit: false } }, want: 'dog' }],
    ['its values where the structure is the same', { given: { kind: 'dog', name: 'y' }, want: 'cat' }],
    ['nothing in common', { given: {}, want: 'cat' }],
  ];
  test.each(TABLE)('%s', async (_, { given, want }) => {
    const contract = await contractOf({
      paths: {
        '/pets': {
          post: {
            requestBody: { content: { 'application/json': { examples: shown(pets) } } },
            responses: {
              200: {
                description: '',
                content: { 'application/json': { examples: shown({ cat: 'cat', dog: 'dog' }) } },
              },
            },
          },
        },
      },
    });
    expect(text(await createMock([contract], { mode: 'static' }).handle(post('/pets', given)))).toBe(
      JSON.stringify(want),
    );
  });
});

describe('refusals', () => {
  const FORM: HeaderField = ['Content-Type', 'application/x-www-form-urlencoded'];
  const bits = { type: 'bits' };
  const TABLE: [
    name: string,
    { given: Request; want: { status: number; detail?: string; headers?: Record<string, string> } },
  ][] = [
    [
      'no credentials',
      {
        given: post(PACKAGES, bits, [FORM]),
        want: { status: 401, headers: { 'www-authenticate': 'Bearer realm="cloud-foundry-v3-packages"' } },
      },
    ],
    ['no credentials and nothing else either', { given: post(PACKAGES, {}, []), want: { status: 401 } }],
    [
      'another media type',
      {
        given: post(PACKAGES, bits, [TOKEN, ['Content-Type', 'text/plain']]),
        want: { status: 415, headers: { accept: 'application/x-www-form-urlencoded, application/json' } },
      },
    ],
    [
      'no body',
      {
        given: { method: 'POST', path: PACKAGES, headers: [TOKEN] },
        want: { status: 400, detail: 'request body is required' },
      },
    ],
    [
      'a body that is no JSON',
      { given: { ...post(PACKAGES, bits), body: new TextEncoder().encode('{"type":') }, want: { status: 400 } },
    ],
    [
      'a body that breaks the schema',
      {
        given: post(PACKAGES, { type: 'zip' }),
        want: { status: 422, detail: 'request body#/type must be equal to one of the allowed values' },
      },
    ],
    ['a body that is null', { given: post(PACKAGES, null), want: { status: 422 } }],
    [
      'another path',
      {
        given: post('/v3/apps/1/package', bits),
        want: {
          status: 404,
          detail: 'no contract documents the path /v3/apps/1/package; the nearest is /v3/apps/{guid}/packages',
        },
      },
    ],
    ['bad encoding in the path', { given: post('/v3/apps/%zz/packages', bits), want: { status: 400 } }],
    ['another method', { given: get(PACKAGES), want: { status: 405, headers: { allow: 'POST, OPTIONS' } } }],
    [
      'a representation that there is not',
      { given: post(PACKAGES, bits, [TOKEN, JSON_BODY, ['Accept', 'text/html']]), want: { status: 406 } },
    ],
  ];
  test.each(TABLE)('%s', async (_, { given, want }) => {
    const response = await createMock(contracts).handle(given);
    expect(response.status).toBe(want.status);
    expect(header(response, 'content-type')).toBe('application/problem+json');
    expect(bodyOf(response)).toMatchObject({
      type: 'about:blank',
      status: want.status,
      ...(want.detail && { detail: want.detail }),
    });
    for (const [name, value] of Object.entries(want.headers ?? {})) expect(header(response, name)).toBe(value);
  });

  test('a refusal names the clause that is broken and what the document says there', async () => {
    const response = await createMock(contracts).handle(post(PACKAGES, { type: 'docker', data: { image: 5 } }));
    expect(bodyOf(response)['errors']).toEqual([
      {
        kind: 'body',
        at: 'request body#/data/image',
        message: 'must be string',
        clause: '#/components/schemas/PackageCreateData/properties/image/type',
        expected: 'string',
        statement: {
          says: 'The image is the location of a docker image, written as text.',
          document: 'Create a Package',
          at: "Body Parameters, data['image']",
        },
      },
    ]);
  });

  test('a parameter that breaks its schema gets a 400', async () => {
    const contract = await contractOf({
      paths: {
        '/n/{n}': {
          get: { parameters: [{ name: 'n', in: 'path', required: true, schema: { type: 'integer' } }], responses: {} },
        },
      },
    });
    expect((await createMock([contract]).handle(get('/n/x'))).status).toBe(400);
  });
});

describe('OPTIONS and HEAD', () => {
  let mock: Mock;
  beforeAll(async () => {
    mock = createMock([
      await contractOf({
        paths: {
          '/x': { get: { responses: { 200: { description: '', content: { 'application/json': { example: [1] } } } } } },
        },
      }),
    ]);
  });
  test('OPTIONS lists the allowed methods', async () =>
    expect(await mock.handle(get('/x', [], 'OPTIONS'))).toMatchObject({
      status: 204,
      headers: [['Allow', 'GET, HEAD, OPTIONS']],
    }));
  test('OPTIONS * is answered for the whole server', async () =>
    expect((await mock.handle(get('*', [], 'OPTIONS'))).status).toBe(204));
  test('OPTIONS gets a 404 for an unknown path', async () =>
    expect((await mock.handle(get('/y', [], 'OPTIONS'))).status).toBe(404));
  test('HEAD is answered like GET, without the content', async () => {
    const [head, full] = [await mock.handle(get('/x', [], 'HEAD')), await mock.handle(get('/x'))];
    expect(head).toEqual({ ...full, body: new Uint8Array() });
    expect(header(head, 'content-length')).toBe('3');
  });
});

describe('responses without an example', () => {
  let contract: Contract;
  beforeAll(async () => {
    const pet = {
      type: 'object',
      required: ['id', 'name'],
      properties: { id: { type: 'integer' }, name: { type: 'string' } },
    };
    contract = await contractOf({
      paths: {
        '/pets': {
          get: {
            responses: {
              200: {
                description: '',
                headers: { 'X-List': { schema: { type: 'array', items: {} } } },
                content: { 'application/json': { schema: pet } },
              },
              404: {
                description: '',
                content: {
                  'application/json': {
                    schema: { type: 'object', required: ['code'], properties: { code: { type: 'integer' } } },
                  },
                },
              },
            },
          },
        },
      },
    });
  });
  const ask = async (...headers: HeaderField[]) => createMock([contract]).handle(get('/pets', headers));

  test('have a value of the schema', async () => {
    const response = await ask();
    expect(response.status).toBe(200);
    expect(
      contract.validate(contract.operations[0]?.responses[0]?.media[0]?.schema as string, bodyOf(response)),
    ).toEqual([]);
  });
  test('follow Prefer: code', async () => expect((await ask(['Prefer', 'code=404'])).status).toBe(404));
  test('follow Prefer: dynamic', async () =>
    expect(bodyOf(await ask(['Prefer', 'dynamic=true']))).toMatchObject({ name: expect.any(String) }));
  test('are a 404 for a preferred code that is not documented', async () =>
    expect((await ask(['prefer', 'code=418'])).status).toBe(404));
  test('ignore an unknown preference', async () =>
    expect((await ask(['Prefer', '__proto__=1, constructor=2, code=abc, ;;='])).status).toBe(200));
  test.each(['garbage', 'json', '*', '', 'application/json;q=x, ,'])(
    'ignore the malformed Accept: %s',
    async (accept) => expect((await ask(['Accept', accept])).status).toBe(200),
  );
  test('call no address of the contract', async () => {
    let calls = 0;
    const server = createServer((_, response) => response.end(String((calls += 1))));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const callback = {
      [`http://127.0.0.1:${(server.address() as AddressInfo).port}/`]: {
        post: { responses: { 200: { description: '' } } },
      },
    };
    const calling = await contractOf({
      paths: {
        '/c': {
          get: {
            callbacks: { done: callback },
            responses: { 200: { description: '', content: { 'application/json': { schema: {} } } } },
          },
        },
      },
    });
    expect((await createMock([calling]).handle(get('/c'))).status).toBe(200);
    // An earlier call would be counted before this one.
    await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    server.close();
    server.closeAllConnections();
    expect(calls).toBe(1);
  });
  test('leave the contract as it is', async () => {
    const node = { type: 'object', properties: { next: { $ref: '#/components/schemas/Node' } } };
    const own = await contractOf({
      paths: {
        '/n': {
          get: {
            responses: {
              200: {
                description: '',
                content: { 'application/json': { schema: { $ref: '#/components/schemas/Node' } } },
              },
            },
          },
        },
      },
      components: { schemas: { Node: node } },
    });
    const before = JSON.stringify(own.document);
    expect((await createMock([own]).handle(get('/n'))).status).toBe(200);
    expect(JSON.stringify(own.document)).toBe(before);
  });
});

test('no request makes the mock reject or answer with a 5xx', async () => {
  const mock = createMock(contracts);
  const bytes = (length: number, at: number) => Uint8Array.from({ length }, (_, index) => (index * 31 + at * 17) % 256);
  const paths = [
    '',
    '*',
    '/',
    '//',
    '/%',
    '/v3/apps/%ff/packages',
    '/v3/apps/%00/packages',
    '/v3/apps/__proto__/packages?__proto__[a]=1',
    'http://',
    '/v3/apps/\ud800/packages',
    `/${'a'.repeat(100_000)}`,
  ];
  const bodies = [
    'null',
    'false',
    '{"__proto__":null}',
    '{"type":"bits","__proto__":{"a":1}}',
    '['.repeat(100_000),
    '{"a":'.repeat(100_000),
    '"',
    '\u0000',
    '{"type":"docker","data":{"image":"\\ud800"}}',
  ].map((body) => new TextEncoder().encode(body));
  const requests: Request[] = [
    ...paths.flatMap((path) =>
      ['POST', 'GET', 'HEAD', 'OPTIONS', '__proto__', 'constructor'].map((method) => ({
        ...post(path, { type: 'bits' }),
        method,
      })),
    ),
    ...[...bodies, ...Array.from({ length: 20 }, (_, at) => bytes(at * 7, at))].map((body) => ({
      ...post(PACKAGES, null),
      body,
    })),
    ...[
      'application/json;'.repeat(10_000),
      ';',
      '/',
      'a/b',
      'multipart/form-data; boundary=',
      'application/json; charset=utf-7',
    ].map((type) => post(PACKAGES, null, [TOKEN, ['Content-Type', type]])),
    ...[',', ';q', '*/*;q=0', 'a'.repeat(100_000)].map((accept) =>
      post(PACKAGES, { type: 'bits' }, [TOKEN, JSON_BODY, ['Accept', accept], ['', ''], ['__proto__', '1']]),
    ),
  ];
  for (const request of requests) expect((await mock.handle(request)).status).toBeLessThan(500);
  expect(({} as { a?: number }).a).toBeUndefined();
});
