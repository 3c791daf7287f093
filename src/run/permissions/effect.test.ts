import { expect, test } from '@jest/globals';
import { contractOf } from '../../../test/support/contracts.ts';
import { effectOf, makesNew } from './effect.ts';

const described = (responses: object = { 200: { description: '' } }) => ({ responses });
const answering = (schema: object) =>
  described({ 200: { description: '', content: { 'application/json': { schema } } } });
const parameters = (path: string) => ({
  parameters: [...path.matchAll(/\{([^{}]+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  })),
});

/** What the first of these operations does; the others are beside it. */
async function effect([line, responses]: [string, object?], others: string[] = []) {
  const paths: Record<string, object> = {};
  for (const [index, one] of [line, ...others].entries()) {
    const [method = '', path = ''] = one.split(' ');
    paths[path] = {
      ...paths[path],
      ...parameters(path),
      [method.toLowerCase()]: described(index === 0 ? responses : undefined),
    };
  }
  const contract = await contractOf({ paths });
  const [first] = contract.operations;
  return first && effectOf(contract, first);
}

const answerOf = (schema?: object) => ({ 200: { description: '', content: { 'application/json': { schema } } } });
const ANSWER = { 200: { description: '', content: { 'application/json': { schema: { type: 'object' } } } } };
const location = { description: '', headers: { lOCATION: { schema: { type: 'string' } } } };

test.each<[string, string, [string, object?], string[]?]>([
  ['a GET of a collection', 'reads', ['GET /pets']],
  ['a HEAD of a thing', 'reads', ['HEAD /pets/{id}']],
  ['a POST to a collection', 'creates', ['POST /pets']],
  ['a POST below a thing', 'changes one', ['POST /pets/{id}/sell']],
  ['a POST to a thing', 'changes one', ['POST /pets/{id}', { 201: { description: '' } }]],
  ['a POST to a thing with an ending', 'changes one', ['POST /pets/{id}.json', { 201: { description: '' } }]],
  ['a POST below a thing that names things there', 'creates', ['POST /pets/{id}/toys'], ['GET /pets/{id}/toys/{toy}']],
  ['a POST that says create below a thing', 'creates', ['POST /pets/{id}/toys/create'], ['GET /pets/{id}/toys/{toy}']],
  ['a POST that says create of nothing', 'changes one', ['POST /pets/{id}/create'], ['GET /pets/{id}']],
  ['a POST whose path ends with a slash', 'creates', ['POST /pets/{id}/toys/'], ['GET /pets/{id}/toys/{toy}']],
  ['a POST beside things of a longer name', 'changes one', ['POST /pets/{id}/toy'], ['GET /pets/{id}/toys/{toy}']],
  ['a POST below a thing that documents 201', 'creates', ['POST /pets/{id}/toys', { 201: { description: '' } }]],
  [
    'a POST with a 201 below a thing, of one word for a deed',
    'changes one',
    ['POST /pets/{id}/sell', { 201: { description: '' } }],
  ],
  ['a POST below a thing that documents a Location', 'creates', ['POST /pets/{id}/toys', { 200: location }]],
  ['a POST whose error has a Location', 'changes one', ['POST /pets/{id}/toys', { 409: location }]],
  ['a PUT to a thing', 'changes one', ['PUT /pets/{id}']],
  ['a DELETE of a collection', 'changes all', ['DELETE /pets']],
  ['a POST beside a DELETE of the only thing', 'changes all', ['POST /wallpaper'], ['DELETE /wallpaper']],
  ['a POST that sends nothing and gets nothing', 'changes all', ['POST /pets/save']],
  ['a POST that sends nothing and makes something', 'creates', ['POST /pets/save', { 201: { description: '' } }]],
  ['a POST that sends nothing and says where it is kept', 'creates', ['POST /pets/save', { 200: location }]],
  ['a POST that sends nothing and gets a pet', 'creates', ['POST /pets/save', ANSWER]],
  ['a POST that sends nothing and gets yes or no', 'changes all', ['POST /pets/save', answerOf({ type: 'boolean' })]],
  ['a POST that sends nothing and gets a text', 'creates', ['POST /pets/save', answerOf({ type: 'string' })]],
  ['a POST that gets yes or no, or anything', 'creates', ['POST /save', answerOf({ type: ['boolean', 'string'] })]],
  ['a POST that gets what nothing describes', 'creates', ['POST /save', answerOf(undefined)]],
  ['a POST that sends nothing, of a word for several', 'creates', ['POST /saves']],
  ['a POST that sends nothing, beside things', 'creates', ['POST /save'], ['GET /save/{id}']],
  ['a POST that sends nothing and says create', 'creates', ['POST /pets/create']],
  ['a POST that sends nothing and asks', 'creates', ['POST /pets/check']],
  ['a POST beside one that ends what it starts', 'changes all', ['POST /tape/start', ANSWER], ['POST /tape/stop']],
  ['a POST with a slash beside such a one', 'changes all', ['POST /tape-on/', ANSWER], ['POST /tape-off']],
  ['a POST that starts what nothing stops', 'creates', ['POST /tape/start', ANSWER], ['POST /radio/stop']],
  ['a POST that starts what a GET stops', 'creates', ['POST /tape/start', ANSWER], ['GET /tape/stop']],
  ['a POST that stops', 'creates', ['POST /tape/stop', ANSWER], ['POST /tape/start']],
  ['a POST in capitals beside one that ends it', 'changes all', ['POST /tape/START', ANSWER], ['POST /tape/stop']],
  ['a POST beside one with a slash that ends it', 'changes all', ['POST /tape/start', ANSWER], ['POST /tape/stop/']],
  ['a POST to a thing that names others', 'changes one', ['POST /pets/{id}'], ['GET /pets/{id}/{part}']],
  ['a POST of which errors alone are described', 'creates', ['POST /pets/save', { 400: { description: '' } }]],
  [
    'a POST that gets nothing but an error',
    'changes all',
    ['POST /pets/save', { 200: { description: '' }, 400: ANSWER[200] }],
  ],
  ['a POST with a slash that sends nothing, of a word for several', 'creates', ['POST /pet/saves/']],
  ['a POST with a slash that sends nothing, beside things', 'creates', ['POST /pet/save/'], ['GET /pet/save/{id}']],
  ['a POST with a slash beside a DELETE of all', 'creates', ['POST /pet/'], ['DELETE /pet/', 'GET /pet/{id}']],
  ['a POST beside a DELETE of another path', 'creates', ['POST /wallpaper', ANSWER], ['DELETE /wallpapers']],
  ['a POST beside a DELETE of all', 'creates', ['POST /pets'], ['DELETE /pets', 'GET /pets/{id}']],
])('%s %s', async (...[, want, given, others]) => {
  expect(await effect(given, others)).toBe(want);
});

test.each(
  Object.entries({
    start: ['stop', 'end', 'finish'],
    begin: ['end', 'finish'],
    open: ['close'],
    connect: ['disconnect'],
    mount: ['unmount', 'umount'],
    subscribe: ['unsubscribe'],
    on: ['off'],
    up: ['down'],
  }).flatMap(([begin, ends]) => ends.map((end) => [begin, end] as const)),
)('a POST that says %s switches on what another one beside it switches off by %s', async (begin, end) => {
  expect(await effect([`POST /tape/${begin}`, ANSWER], [`POST /tape/${end}`])).toBe('changes all');
  expect(await effect([`POST /tape/${begin}`, ANSWER], [`POST /tape/${end}s`])).toBe('creates');
});

test.each<[string, Record<string, object>]>([
  ['of another path', { '/vets': { get: answering({ type: 'array', items: { type: 'object' } }) } }],
  ['of another method', { '/pets/{id}/chip': { put: answering({ type: 'array', items: { type: 'object' } }) } }],
])('a POST with a 201 changes one thing where a list is %s', async (_, others) => {
  const path = '/pets/{id}/chip';
  const own = { ...parameters(path), post: described({ 201: {} }) };
  const contract = await contractOf({ paths: { ...others, [path]: { ...own, ...others[path] } } });
  const [post] = contract.operations.filter(({ method }) => method === 'POST');
  expect(post && effectOf(contract, post)).toBe('changes one');
});

test.each<[boolean, string, string[]]>([
  [true, 'POST /pets', ['GET /pets/{id}']],
  [true, 'POST /notes', []],
  [false, 'POST /pets/{id}/sell', ['POST /pets', 'GET /pets/{id}']],
  [false, 'PUT /pets/{id}', ['GET /pets/{id}', 'GET /pets']],
  [false, 'GET /pets', ['POST /pets']],
])('it is %s that %s makes something new', async (want, line, others) => {
  const paths: Record<string, object> = {};
  for (const one of [line, ...others]) {
    const [method = '', path = ''] = one.split(' ');
    const operation = { operationId: one, ...answering({ type: 'object', properties: { id: {} } }) };
    paths[path] = { ...paths[path], ...parameters(path), [method.toLowerCase()]: operation };
  }
  const contract = await contractOf({ paths });
  const operation = contract.operations.find(({ id }) => id === line);
  expect(operation && makesNew(contract, operation)).toBe(want);
});

test('a POST that sends something makes it, though it is answered with nothing', async () => {
  const post = { ...described(), requestBody: { content: { 'application/json': { schema: {} } } } };
  const contract = await contractOf({ paths: { '/pets/save': { post } } });
  expect(contract.operations.map((one) => effectOf(contract, one))).toEqual(['creates']);
});

test.each<[want: string, path: string, others: string[]]>([
  ['changes all', '/posts/owner', ['GET /posts/{pid}']],
  ['creates', '/posts/search', ['GET /posts/{pid}']],
  ['creates', '/posts/owner', ['GET /users/{uid}']],
])('it %s when a POST to %s lists posts in its body, beside %j', async (want, path, others) => {
  const pids = { type: 'array', items: { type: 'integer' } };
  const requestBody = { content: { 'application/json': { schema: { type: 'object', properties: { pids } } } } };
  const paths: Record<string, object> = { [path]: { post: { ...described(), requestBody } } };
  for (const other of others) paths[other.slice(4)] = { ...parameters(other), get: described() };
  const contract = await contractOf({ paths });
  const [post] = contract.operations;
  expect(post && effectOf(contract, post)).toBe(want);
});

test.each<[string, object, 'creates' | 'changes one']>([
  ['a list', { type: 'array', items: { type: 'object' } }, 'creates'],
  ['one thing', { type: 'object', properties: { a: {} } }, 'changes one'],
])('a POST with a 201 stands beside a GET that answers with %s: what it does', async (_, schema, want) => {
  const paths = { '/pets/{id}/chip': { ...parameters('{id}'), get: answering(schema), post: described({ 201: {} }) } };
  const contract = await contractOf({ paths });
  const [post] = contract.operations.filter(({ method }) => method === 'POST');
  expect(post && effectOf(contract, post)).toBe(want);
});

test.each<[string, object, 'creates' | 'changes all']>([
  ['a PUT', { put: described() }, 'creates'],
  [
    'a DELETE that says which',
    { delete: { parameters: [{ name: 'id', in: 'query', schema: {} }], responses: {} } },
    'creates',
  ],
  [
    'a DELETE with a body',
    { delete: { requestBody: { content: { 'application/json': {} } }, responses: {} } },
    'creates',
  ],
  [
    'a DELETE with a header',
    { delete: { parameters: [{ name: 'X-A', in: 'header', schema: {} }], responses: {} } },
    'changes all',
  ],
  [
    'a DELETE with a cookie',
    { delete: { parameters: [{ name: 'a', in: 'cookie', schema: {} }], responses: {} } },
    'changes all',
  ],
  [
    'a DELETE, and answers with a list itself',
    { delete: described(), post: answering({ type: 'array', items: { type: 'object' } }) },
    'changes all',
  ],
  [
    'a DELETE and a list',
    { delete: described(), get: answering({ type: 'array', items: { type: 'object' } }) },
    'creates',
  ],
  [
    'a DELETE and a read',
    { delete: described(), get: answering({ type: 'object', properties: { a: {} } }) },
    'changes all',
  ],
])('a POST stands beside %s: what it does', async (_, beside, want) => {
  const contract = await contractOf({ paths: { '/pets': { post: described(), ...beside } } });
  const [post] = contract.operations.filter(({ method }) => method === 'POST');
  expect(post && effectOf(contract, post)).toBe(want);
});

test.each<[string, object, 'creates' | 'changes all']>([
  ['may be left out', {}, 'changes all'],
  ['has to be given', { required: true }, 'creates'],
  ['is a header that has to be given', { in: 'header', required: true }, 'changes all'],
  ['is a cookie that has to be given', { in: 'cookie', required: true }, 'changes all'],
])('a POST is answered with nothing, and sends a parameter that %s: what it does', async (_, about, want) => {
  const parameter = { name: 'directory', in: 'query', schema: { type: 'string' }, ...about };
  const contract = await contractOf({ paths: { '/pets/dispose': { post: described(), parameters: [parameter] } } });
  const [post] = contract.operations;
  expect(post && effectOf(contract, post)).toBe(want);
});

test('what is kept under another path is made by a POST below a thing', async () => {
  const path = '/projects/{id}/tables';
  const list = answering({ type: 'array', items: { type: 'object' } });
  const post = { ...parameters(path), post: answering({ type: 'object' }), get: list };
  const makes = async (others: Record<string, object>) => {
    const contract = await contractOf({ paths: { [path]: post, ...others } });
    const first = contract.operations.find(({ method }) => method === 'POST');
    return first && [effectOf(contract, first), makesNew(contract, first)];
  };
  const table = '/tables/{table}';
  expect(await makes({ [table]: { ...parameters(table), delete: described() } })).toEqual(['changes one', true]);
});
