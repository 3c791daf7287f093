import { expect, test } from '@jest/globals';
import type { Json, JsonObject } from '../../model/json.ts';
import type { RequestError } from '../../messages/decode-request.ts';
import { contractOf } from '../../../test/support/contracts.ts';
import { mediaOf, requestRules } from './request-rules.ts';

const operationOf = async (operation: JsonObject) => {
  const contract = await contractOf({ paths: { '/a': { post: { responses: {}, ...operation } } } });
  return { contract, operation: contract.operations[0]!, examples: [] };
};

/** An operation that takes a body of a schema, with one documented. */
function taking(schema: JsonObject, value: Json, type = 'application/json'): JsonObject {
  const examples = { one: { value } };
  const responses = { 200: { description: 'ok', content: { 'application/json': { examples } } } };
  return { responses, requestBody: { content: { [type]: { schema, examples } } } };
}

const PLACE = /(?:content\.)?application\/json\.schema/;
/** What is said of each rule of a schema, and why no server shows it, or what leaves it open. */
async function rulesOf(schema: JsonObject, value: Json, type?: string) {
  return requestRules(await operationOf(taking(schema, value, type))).map(({ says, equivalent, open }) => [
    says.replace(PLACE, 'body').replace('a request ', ''),
    ...(equivalent === undefined ? [] : [equivalent]),
    ...(open === undefined ? [] : [`open: ${open}`]),
  ]);
}
const object = (properties: JsonObject, more: JsonObject = {}) => ({ type: 'object', properties, ...more });

const JSON_RULE = ['a body that is not JSON'];
const TYPE_RULE = ['that breaks type of body'];
test.each<[what: string, schema: JsonObject, value: Json, rules: string[][]]>([
  [
    'a required member, and none of a default',
    object({ a: { type: 'string', default: 'x' } }, { required: ['a'] }),
    { a: 'x' },
    [TYPE_RULE, ['without a (required of body)'], ['that breaks type of body.a']],
  ],
  [
    'what cannot be broken alone',
    object({ a: { enum: ['xy'], minLength: 2 } }),
    { a: 'xy' },
    [
      TYPE_RULE,
      ['that breaks enum of body.a'],
      [
        'that breaks minLength of body.a',
        'whatever breaks minLength there breaks enum of application/json.schema.a as well',
      ],
    ],
  ],
  [
    'what is left open',
    object(
      { a: { type: 'integer' } },
      { 'x-unspecified': [{ says: 'other types', schema: { not: { type: 'object' } } }] },
    ),
    { a: 1 },
    [[...TYPE_RULE, 'open: other types'], ['that breaks type of body.a']],
  ],
  [
    'members that are called like words of OpenAPI',
    object({ components: { type: 'integer' }, then: object({ c: { type: 'integer' } }) }),
    { components: 1, then: { c: 1 } },
    [
      TYPE_RULE,
      ['that breaks type of body.components'],
      ['that breaks type of body.then'],
      ['that breaks type of schema.then.c'],
    ],
  ],
  [
    'a condition',
    {
      ...object({ a: { type: 'string' } }),
      if: { required: ['a'] },
      then: { required: ['b'] },
      else: { minProperties: 1 },
    },
    { a: 'x', b: 'y' },
    [
      TYPE_RULE,
      ['without b (required of body)'],
      ['that breaks minProperties of body'],
      ['that breaks type of body.a'],
    ],
  ],
])('the rules of a body with %s', async (_, schema, value, rules) => {
  expect(await rulesOf(schema, value)).toEqual([JSON_RULE, ...rules]);
});

test('a form has no rule of JSON, and none shows what a form cannot say', async () => {
  const schema = object({ a: { type: 'string', minLength: 2 }, n: { type: 'integer' } }, { required: ['a'] });
  const rules = await rulesOf(schema, { a: 'xy', n: 1 }, 'application/x-www-form-urlencoded');
  const unsayable = 'nothing that a request can say breaks type there';
  expect(
    rules.map(([says = '', why]) => [says.replace('application/x-www-form-urlencoded.schema', 'form'), why]),
  ).toEqual([
    ['that breaks type of content.form', unsayable],
    ['without a (required of content.form)', undefined],
    ['that breaks type of form.a', unsayable],
    ['that breaks minLength of form.a', undefined],
    ['that breaks type of form.n', undefined],
  ]);
});

test.each<[format: string, isHint: boolean]>([
  ['password', true],
  ['binary', true],
  ['byte', true],
  ['url', true],
  ['other', true],
  ['constructor', true],
  ['uuid', false],
  ['int32', false],
  ['int64', false],
])('whether the format %s is a hint, which no text breaks: %s', async (format, isHint) => {
  const rules = requestRules(
    await operationOf({ requestBody: { content: { 'application/json': { schema: { format } } } } }),
  );
  expect(rules.map(({ equivalent }) => equivalent)).toEqual([
    undefined,
    isHint ? 'this format is a hint for display, and every text has it' : undefined,
  ]);
});

const BODY = '#/paths/~1a/post/requestBody';
const QUERY = '#/paths/~1a/post/parameters/0';
const MEMBER = `${BODY}/content/application~1json/schema/required`;
test.each<[rule: string, error: Partial<RequestError>, concerned: boolean]>([
  ['without credentials', { kind: 'security' }, true],
  ['without credentials', { kind: 'body' }, false],
  ['without a body', { clause: `${BODY}/required` }, true],
  ['without a body', { clause: BODY }, false],
  ['without the query parameter q', { clause: QUERY, at: 'query q' }, true],
  ['without the query parameter q', { clause: `${QUERY}/schema`, at: 'query q' }, true],
  ['without the query parameter q', { clause: QUERY, at: 'query r' }, false],
  ['without the query parameter q', { clause: BODY, at: 'query q' }, false],
  ['a body that is not JSON', { clause: `${BODY}/content`, malformed: true }, true],
  ['a body that is not JSON', { clause: `${BODY}/content` }, false],
  ['a body that is not JSON', { clause: QUERY, malformed: true }, false],
  ['without a (required', { clause: MEMBER, at: 'request body#/a' }, true],
  ['without a (required', { clause: MEMBER, at: 'request body#/b' }, false],
  ['without a (required', { clause: BODY, at: 'request body#/a' }, false],
])('the rule on a request %s is about %j: %s', async (rule, error, concerned) => {
  const operation = {
    security: [{ key: [] }],
    parameters: [
      { name: 'q', in: 'query', required: true },
      { name: 'o', in: 'query' },
    ],
    requestBody: { required: true, content: { 'application/json': { schema: { required: ['a', 'b'] } } } },
  };
  const contract = await contractOf({
    paths: { '/a': { post: { responses: {}, ...operation } } },
    components: { securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'X-Key' } } },
  });
  const rules = requestRules({ contract, operation: contract.operations[0]!, examples: [] });
  expect(rules).toHaveLength(6);
  const found = rules.find(({ says }) => says.includes(rule))!;
  expect(rules.map(({ clause }) => clause)).toEqual([
    '#/components/securitySchemes/key',
    `${BODY}/required`,
    ...[QUERY, `${BODY}/content/application~1json`, MEMBER, MEMBER],
  ]);
  expect(found.concerns({ kind: 'body', clause: '#', at: '', message: '', ...error })).toBe(concerned);
});

test('an operation whose body has no schema has no rule of a body', async () => {
  const subject = await operationOf({ requestBody: { content: { 'application/json': {} } } });
  expect(requestRules(subject)).toEqual([]);
});

test.each<[what: string, examples: string[], type: string | undefined]>([
  ['the first', [], 'text/a'],
  ['that of a documented request', ['text/b'], 'text/b'],
  ['the first, where the documented one is none of them', ['text/c'], 'text/a'],
])('the media type of requests is %s', async (_, documented, type) => {
  const { operation } = await operationOf({ requestBody: { content: { 'text/a': {}, 'text/b': {} } } });
  const examples = documented.map((mediaType) => ({ request: { mediaType } })) as typeof operation.examples;
  expect(mediaOf({ ...operation, examples })?.type).toBe(type);
});
