import { describe, expect, test } from '@jest/globals';
import type { Case } from '../../model/case.ts';
import type { Json, JsonObject } from '../../model/json.ts';
import { contractOf } from '../../../test/support/contracts.ts';
import { createLedger } from '../state/ledger.ts';
import { createPermissions, permissionFor, refuseUnknownAllowances, type PermissionOptions } from './permissions.ts';

/** A contract of one operation, and perhaps of another path beside it. */
async function permission(line: string, options: PermissionOptions = {}, about: object = {}, ...others: string[]) {
  const [method = '', path = ''] = line.split(' ');
  const item = (template: string) => ({
    parameters: [...template.matchAll(/\{([^{}]+)\}/g)].map(([, name]) => ({
      name,
      in: 'path',
      required: true,
      schema: { type: 'string' },
    })),
  });
  const contract = await contractOf({
    paths: {
      [path]: { ...item(path), [method.toLowerCase()]: { responses: { 200: { description: 'Done.' } }, ...about } },
      ...Object.fromEntries(
        others.map((other) => [other, { ...item(other), get: { responses: { 200: { description: 'Done.' } } } }]),
      ),
    },
  });
  const [operation] = contract.operations;
  if (!operation) throw new Error('the contract has no operation');
  return permissionFor(contract, operation, options).may;
}

test.each([
  ['a list', { type: 'array', items: { type: 'string' } }, 'send'],
  ['one thing', { type: 'string' }, 'hold back'],
])('a path whose last word begins with a verb, and at which a GET answers with %s', async (_, schema, may) => {
  const content = { 'application/json': { schema } };
  const { operations, ...contract } = await contractOf({
    paths: {
      '/power-feeds/': {
        post: { responses: { 200: { description: 'Done.' } } },
        get: { responses: { 200: { description: 'All.', content } } },
      },
    },
  });
  const post = operations.find(({ method }) => method === 'POST');
  if (!post) throw new Error('the contract has no POST');
  expect(permissionFor({ ...contract, operations }, post, {}).may).toBe(may);
});

test('what is held back for what it does is told so', async () => {
  const contract = await contractOf({
    paths: { '/mails/send': { post: { operationId: 'sendMail', responses: { 202: { description: 'Sent.' } } } } },
  });
  const [operation] = contract.operations;
  if (!operation) throw new Error('the contract has no operation');
  expect(permissionFor(contract, operation, {})).toEqual({
    may: 'hold back',
    heldBack: {
      operation: 'sendMail',
      reason: '“send” says that it does something, and makes nothing that could be taken away',
      hint: 'Allow it with --allow sendMail.',
    },
  });
});

test.each([
  ['Pet ID', 'hold back'],
  ['Lead ID', 'send to created'],
])('a DELETE of a lead by an {id} that is described as “%s”: %s', async (description, may) => {
  const done = { responses: { 201: { description: 'Done.' } } };
  const id = { name: 'id', in: 'path', required: true, description, schema: { type: 'string' } };
  const contract = await contractOf({
    paths: {
      '/pets': { post: done },
      '/pets/{id}': { parameters: [{ ...id, description: 'Pet ID' }], get: done },
      '/leads/{id}': { parameters: [id], delete: { ...done, operationId: 'deleteLead' } },
    },
  });
  const operation = contract.operations.find(({ id: name }) => name === 'deleteLead');
  if (!operation) throw new Error('the contract has no such operation');
  expect(permissionFor(contract, operation, {})).toMatchObject({
    may,
    heldBack: {
      reason:
        may === 'hold back'
          ? 'its path does not say of which thing {id} is, and its description speaks of another: pet'
          : 'it may change or delete what its path names, and this run created nothing of the kind',
    },
  });
});

const EXPORTED = { 200: { description: 'All.', content: { 'text/csv': {} } }, 400: { description: 'No.' } };

describe('an operation that', () => {
  test.each<[string, string, object, string[], string]>([
    ['reads', 'GET /pets/{id}', {}, [], 'send'],
    ['creates in a collection', 'POST /pets', {}, [], 'send'],
    [
      'creates below a thing, as the contract names things there',
      'POST /pets/{id}/toys',
      {},
      ['/pets/{id}/toys/{toy}'],
      'send',
    ],
    [
      'creates below a thing, as it answers 201',
      'POST /pets/{id}/toys',
      { responses: { 201: { description: 'Made.' } } },
      [],
      'send',
    ],
    ['acts on a thing', 'POST /pets/{id}/sell', {}, [], 'send to created'],
    ['posts to a thing itself', 'POST /pets/{id}', {}, [], 'send to created'],
    ['replaces a thing', 'PUT /pets/{id}', {}, [], 'send to created'],
    ['changes a part of a thing', 'PATCH /pets/{id}/address', {}, [], 'send to created'],
    ['deletes a thing', 'DELETE /pets/{id}', {}, [], 'send to created'],
    ['deletes a whole collection', 'DELETE /pets', {}, [], 'hold back'],
    ['changes what all share', 'PUT /theme', {}, [], 'hold back'],
    ['concerns the own account', 'POST /users/me/picture', {}, [], 'hold back'],
    ['ends the own session', 'POST /logout', {}, [], 'hold back'],
    ['ends the own session though its method is safe', 'GET /user/logout', {}, [], 'hold back'],
    ['makes credentials', 'POST /admin/api-tokens', {}, [], 'hold back'],
    ['deletes by a GET', 'GET /deletePet', {}, [], 'hold back'],
    ['says by its id that it resets something', 'POST /pets/all', { operationId: 'resetPets' }, [], 'hold back'],
    ['says by its tag that it is for maintenance', 'POST /pets/index', { tags: ['Maintenance'] }, [], 'hold back'],
    ['changes the settings of a part of the server', 'POST /admin/ui-config', {}, [], 'hold back'],
    ['makes one of several configurations', 'POST /configs', { operationId: 'createConfig' }, [], 'send'],
    ['makes a template of settings', 'POST /config-templates', {}, [], 'send'],
    ['only asks whether a password would do', 'POST /users/validate-password', {}, [], 'send'],
    ['only looks at what an import would do', 'POST /import/preview', { tags: ['Import'] }, [], 'send'],
    ['exports a thing to somewhere', 'POST /export/{pet}', {}, [], 'hold back'],
    ['exports all to somewhere', 'POST /pets/export', {}, [], 'hold back'],
    ['answers with what it exports', 'POST /pets/export', { responses: EXPORTED }, [], 'send'],
    ['answers with what it exports of a thing', 'POST /export/{pet}', { responses: EXPORTED }, [], 'send to created'],
    ['reads an export', 'GET /pets/export', {}, [], 'send'],
    ['makes a thing that can be exported', 'POST /exportable-pets', {}, [], 'send'],
    ['logs in where it should check', 'POST /login_check', {}, [], 'hold back'],
    ['revokes by a path that asks', 'POST /tokens/revoke/check', {}, [], 'hold back'],
    ['puts where it should check', 'PUT /settings/check', {}, [], 'hold back'],
    ['has such a word within another', 'POST /tokenizers', { operationId: 'createTokenizer' }, [], 'send'],
    ['creates an account of a bank', 'POST /accounts', { operationId: 'createAccount' }, [], 'send'],
    ['does something with what the body names', 'POST /invoices/approve', {}, [], 'hold back'],
    ['sends what nobody gets back', 'POST /mails/send', {}, [], 'hold back'],
    ['makes things whose name begins with a verb', 'POST /merge-requests', {}, ['/merge-requests/{id}'], 'send'],
    ['has a name that begins with a verb, and makes nothing that is known', 'POST /power-feeds', {}, [], 'hold back'],
    ['reads a setting', 'GET /settings', {}, [], 'send'],
  ])('%s may be: %s', async (_, line, about, others, want) => {
    expect(await permission(line, {}, about, ...others)).toBe(want);
  });

  test.each<[string, string, PermissionOptions, string]>([
    ['is allowed by its id', 'DELETE /pets', { allow: ['deletePets'] }, 'send'],
    ['is allowed by a pattern', 'DELETE /pets', { allow: ['delete*'] }, 'send'],
    ['is allowed by its method', 'DELETE /pets', { allow: ['delete'] }, 'send'],
    ['deletes by a GET that is allowed', 'GET /deletePets', { allow: ['GET'] }, 'send'],
    ['deletes by a GET, where all are to read', 'GET /deletePets', { readOnly: true, allow: ['all'] }, 'hold back'],
    ['is allowed with all others', 'DELETE /pets', { allow: ['all'] }, 'send'],
    ['is not the one that is allowed', 'DELETE /pets', { allow: ['putPets', 'PUT'] }, 'hold back'],
    ['changes something, where all are to read', 'POST /pets', { readOnly: true, allow: ['all'] }, 'hold back'],
    ['reads, where all are to read', 'GET /pets', { readOnly: true }, 'send'],
    ['has a word of the own list', 'POST /launch', { heldBackWords: ['launch'] }, 'hold back'],
    ['has a word that the own list leaves out', 'POST /resets', { heldBackWords: ['launch'] }, 'send'],
  ])('%s may be sent so', async (_, line, options, want) => {
    expect(await permission(line, options, { operationId: 'deletePets' })).toBe(want);
  });
});

describe('a POST that makes a token', () => {
  const done = { responses: { 200: { description: 'Done.' } } };
  const made = (members: object) => ({
    responses: {
      201: {
        description: 'Made.',
        content: { 'application/json': { schema: { type: 'object', properties: members } } },
      },
    },
  });
  const text = { type: 'string' };
  const id = { name: 'id', in: 'path', required: true, schema: text };
  const may = async (path: string, collection: object, item: object) => {
    const contract = await contractOf({
      paths: { [path]: collection, [`${path}/{id}`]: { parameters: [id], ...item } },
    });
    const [operation] = contract.operations.filter(({ method }) => method === 'POST');
    if (!operation) throw new Error('the contract has no POST');
    return permissionFor(contract, operation, {}).may;
  };
  const post = made({ id: text, secret: text });

  test.each<[string, string, object, object, string]>([
    ['is sent where the contract lists and deletes it', '/api-tokens', { get: done, post }, { delete: done }, 'send'],
    ['is sent where it makes a key', '/api-keys', { get: done, post }, { delete: done }, 'send'],
    ['is held back where nothing deletes it', '/api-tokens', { get: done, post }, { get: done }, 'hold back'],
    ['is held back where nothing lists it', '/api-tokens', { post }, { delete: done }, 'hold back'],
    ['is sent where it makes credentials', '/credentials', { get: done, post }, { delete: done }, 'send'],
    ['is held back where nothing lists credentials', '/credentials', { post }, { delete: done }, 'hold back'],
    [
      'is held back where it makes credentials that nothing deletes',
      '/credentials',
      { post },
      { get: done },
      'hold back',
    ],
    [
      'is held back where no answer names it',
      '/tokens',
      { get: done, post: made({ a: text }) },
      { delete: done },
      'hold back',
    ],
    [
      'is held back where it is about the own account',
      '/me/tokens',
      { get: done, post },
      { delete: done },
      'hold back',
    ],
    ['is held back where it makes a session', '/sessions', { get: done, post }, { delete: done }, 'hold back'],
  ])('%s', async (_, path, collection, item, want) => {
    expect(await may(path, collection, item)).toBe(want);
  });
});

test.each([
  ['deletePets', 'deletePets'],
  ['DELETE /pets', `'DELETE /pets'`],
  ['pets;rm', `'pets;rm'`],
  [`all the user's pets`, `'all the user'\\''s pets'`],
])('the operation %s is allowed in a shell as %s', async (operationId, word) => {
  const contract = await contractOf({
    paths: { '/pets': { delete: { operationId, responses: { 200: { description: 'Done.' } } } } },
  });
  const [operation] = contract.operations;
  const held = operation && permissionFor(contract, operation, {});
  expect(JSON.stringify(held)).toContain(JSON.stringify(`Allow it with --allow ${word}.`).slice(1, -1));
});

test('an allowance that names nothing is refused with what was probably meant', async () => {
  const contract = await contractOf({
    paths: { '/pets': { delete: { operationId: 'deletePets', responses: { 200: { description: 'Done.' } } } } },
  });
  expect(() => refuseUnknownAllowances([contract], ['DELETE', 'PUT', 'all', 'deletePets'])).not.toThrow();
  expect(() => refuseUnknownAllowances([contract], ['deletePet'])).toThrow(
    expect.objectContaining({ message: '--allow deletePet names no operation', hint: 'Did you mean deletePets?' }),
  );
});

describe('a change of several things that its body names', () => {
  const done = { responses: { 200: { description: 'Done.' } } };
  const members = { keys: { type: 'array', items: { type: 'string' } }, data: { type: 'object' } };
  const id = { name: 'id', in: 'path', required: true, schema: { type: 'string' } };
  const heldBack = async (body: Json, query: JsonObject = {}, text?: string) => {
    const contract = await contractOf({
      paths: {
        '/pets': {
          get: done,
          patch: {
            requestBody: { content: { 'application/json': { schema: { type: 'object', properties: members } } } },
            ...done,
          },
        },
        '/pets/{id}': { parameters: [id], get: done },
      },
    });
    const ledger = createLedger();
    ledger.recordCreated({ template: '/pets/{id}', params: { id: 'own' }, by: 'createPet', case: 'createPet > x' });
    const operation = contract.operations.find(({ method }) => method === 'PATCH');
    if (!operation) throw new Error('the contract has no operation');
    const inputs = { path: {}, query, header: {}, cookie: {}, body };
    const request = { method: 'PATCH', path: '/pets', headers: [], body: new TextEncoder().encode(text) };
    return createPermissions(contract, {}, ledger).heldBack({ operation, inputs, ...(text && { request }) })?.reason;
  };

  test('is held back where the body that is sent breaks off, as a server might take it for none', async () => {
    expect(await heldBack({ keys: ['own'] }, {}, '{"keys":["own"]')).toBeDefined();
    expect(await heldBack({ keys: ['own'] }, {}, '{"keys":["own"]}')).toBeUndefined();
  });

  test('is sent where the run created all of them', async () => {
    expect(await heldBack({ keys: ['own'], data: {} })).toBeUndefined();
  });

  test.each<[string, Json, JsonObject]>([
    ['it names one that was there before', { keys: ['own', 'theirs'] }, {}],
    ['it names none', { keys: [] }, {}],
    ['it names an object that cannot be made a text', { keys: [{ toString: 1 }] }, {}],
    ['it leaves out what it is about', { data: {} }, {}],
    ['its body is none that can name anything', 'own', {}],
    ['its query may choose others', { keys: ['own'] }, { filter: '{}' }],
  ])('is held back where %s', async (_, body, query) => {
    expect(await heldBack(body, query)).toBe('it may change or delete what its keys do not name');
  });
});

test.each<[string, Json, string | undefined]>([
  ['sell', ['new'], undefined],
  ['sell', ['new', 'old'], 'it may change or delete what its path names, and this run created nothing of the kind'],
  ['sell', [], 'it may change or delete what its path names, and this run created nothing of the kind'],
  ['delete', ['new'], undefined],
  ['reset', ['new'], 'it may change or delete what its path names, and this run created nothing of the kind'],
])('a request to %s the pets %j of a shop is held back: %s', async (word, pets, want) => {
  const done = { responses: { 200: { description: 'Done.' } } };
  const parameter = (name: string) => ({ name, in: 'path', required: true, schema: { type: 'string' } });
  const list = { type: 'array', items: { type: 'string' } };
  const schema = { type: 'object', required: ['pets'], properties: { pets: list } };
  const contract = await contractOf({
    paths: {
      '/shops/{shop}/pets/{pet}': { parameters: [parameter('shop'), parameter('pet')], get: done },
      [`/shops/{shop}/${word}`]: {
        parameters: [parameter('shop')],
        post: { requestBody: { content: { 'application/json': { schema } } }, ...done },
      },
    },
  });
  const ledger = createLedger();
  ledger.recordCreated({
    template: '/shops/{shop}/pets/{pet}',
    params: { shop: '1', pet: 'new' },
    by: 'a',
    case: 'a > 1',
  });
  const operation = contract.operations.find(({ method }) => method === 'POST');
  if (!operation) throw new Error('no operation');
  const inputs = { path: { shop: '1' }, query: {}, header: {}, cookie: {}, body: { pets } };
  expect(createPermissions(contract, {}, ledger).heldBack({ operation, inputs })?.reason).toBe(want);
});

describe('a body that names what belongs to another thing', () => {
  const text = { type: 'string' };
  const json = (properties: object) => ({
    content: { 'application/json': { schema: { type: 'object', properties } } },
  });
  const done = { responses: { 200: { description: '' } } };
  const parameters = [{ name: 'id', in: 'path', required: true, schema: text }];
  const paths = {
    '/categories': { post: { operationId: 'createCategory', requestBody: json({ articles: {} }), ...done } },
    '/categories/{id}': { parameters, get: done, put: { requestBody: json({ articles: {} }), ...done } },
    '/articles/{id}': { parameters, get: { responses: { 200: { description: '', ...json({ category: text }) } } } },
  };

  test.each<[string, Json, boolean, PermissionOptions?, string?]>([
    ['a listed thing', { articles: ['theirs'] }, true],
    ['a listed thing among others', { articles: ['own', 'theirs'] }, true],
    ['a listed thing by itself', { article: 'theirs' }, true],
    ['a listed thing as an object', { data: { articles: [{ id: 'theirs' }] } }, true],
    ['a number that may be there', { articles: [1] }, true],
    ['a listed thing, in a change of an own one', { articles: ['theirs'] }, true, {}, 'PUT'],
    ['what the run created', { articles: ['own'] }, false],
    ['a made-up text', { articles: ['assay'] }, false],
    ['nothing', { articles: [] }, false],
    ['something else', { tags: ['theirs', 1] }, false],
    ['a listed thing, and is allowed', { articles: ['theirs'] }, false, { allow: ['createCategory'] }],
  ])('is held back or not where it names %s', async (_, body, isHeld, options = {}, method = 'POST') => {
    const contract = await contractOf({ paths });
    const ledger = createLedger();
    ledger.record({ template: '/articles/{id}', params: { id: 'theirs' } }, 'listed');
    ledger.recordCreated({ template: '/articles/{id}', params: { id: 'own' }, by: 'x', case: 'y' });
    ledger.recordCreated({ template: '/categories/{id}', params: { id: 'mine' }, by: 'x', case: 'z' });
    const operation = contract.operations.find((one) => one.method === method);
    if (!operation) throw new Error('no operation');
    const inputs = { path: { id: 'mine' }, query: {}, header: {}, cookie: {}, body };
    const held = createPermissions(contract, options, ledger).heldBack({ operation, inputs });
    expect(held?.reason).toEqual(isHeld ? expect.stringMatching(/^it may take articles? that this run/) : undefined);
  });
});

test.each<[phase: Case['phase'], Parameters<typeof createPermissions>[1], want: string | undefined]>([
  ['coverage', {}, 'what it makes could not be deleted (“locked”)'],
  ['coverage', { requests: { addPet: { body: { locked: true } } } }, 'what it makes could not be deleted (“locked”)'],
  ['coverage', { requests: { addPet: { body: { options: { locked: true } } } } }, undefined],
  ['coverage', { allow: ['all'] }, undefined],
  ['examples', {}, undefined],
])(
  'a request of the phase %s whose body locks what it makes, with %j, is held back: %s',
  async (phase, options, want) => {
    const contract = await contractOf({
      paths: { '/pets': { post: { operationId: 'addPet', responses: { 201: { description: 'Made.' } } } } },
    });
    const [operation] = contract.operations;
    if (!operation) throw new Error('no operation');
    const permissions = createPermissions(contract, options, createLedger());
    const inputs = { path: {}, query: {}, header: {}, cookie: {}, body: { options: { locked: true } } };
    expect(permissions.heldBack({ operation, inputs, phase })?.reason).toBe(want);
    expect(permissions.heldBack({ operation, inputs: { ...inputs, body: {} }, phase })).toBeUndefined();
  },
);
