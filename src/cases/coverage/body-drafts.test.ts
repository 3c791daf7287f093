import { beforeAll, expect, test } from '@jest/globals';
import { contractOf } from '../../../test/support/contracts.ts';
import type { Contract, Example, RequestValues } from '../../model/contract.ts';
import type { Json } from '../../model/json.ts';
import { NO_OVERRIDES } from '../../messages/overrides.ts';
import { invalidBodies, malformedBodies, otherMedia, validBodies } from './body-drafts.ts';
import type { Draft, DraftContext } from './draft.ts';

const NAMED = {
  type: 'object',
  required: ['name'],
  properties: { name: { type: 'string', enum: ['a', 'b'] }, size: { type: 'integer' } },
};
const json = (schema: object) => ({ 'application/json': { schema } });
const responses = { 201: { description: '' } };
let contract: Contract;
beforeAll(async () => {
  const post = (requestBody?: object) => ({ post: { responses, ...(requestBody && { requestBody }) } });
  contract = await contractOf({
    paths: {
      '/needed': post({ required: true, content: json(NAMED) }),
      '/optional': post({ content: json({ enum: ['one', 'two'] }) }),
      '/open': post({
        content: json({ enum: ['one'], 'x-unspecified': [{ says: 'any other case', schema: { pattern: '^one' } }] }),
      }),
      '/shown': {
        post: {
          responses,
          requestBody: {
            required: true,
            content: {
              'application/json': {
                schema: { type: 'object', properties: { a: { type: 'integer' }, b: { type: 'array' } } },
                examples: { first: { value: { a: 77 } }, second: { value: { b: [] } } },
              },
            },
          },
        },
      },
      '/text': post({ required: true, content: json({ type: 'string' }) }),
      '/loose': post({ required: true, content: { 'application/json': {} } }),
      '/none': post(),
      '/form': post({ required: true, content: { 'application/x-www-form-urlencoded': { schema: NAMED } } }),
      '/many': post({
        content: {
          ...json(NAMED),
          'application/x-www-form-urlencoded': { schema: NAMED, example: { name: 'a' } },
          'text/csv': { schema: NAMED },
          'application/vnd.a+json': { schema: NAMED, example: { name: 'a' }, 'x-inferred': 'because' },
          'application/vnd.b+json': { schema: NAMED, example: { name: 'b' } },
          'application/vnd.c+json': { schema: NAMED },
          'application/*': { schema: NAMED, example: { name: 'a' } },
          'image/png': { example: 'a' },
        },
      }),
    },
  });
});

interface Given {
  body?: Json;
  mediaType?: string;
  example?: boolean;
}

function contextOf(path: string, { body, mediaType = 'application/json', example }: Given): DraftContext {
  const operation = contract.operations.find((one) => one.path === path);
  if (!operation) throw new Error(`no operation ${path}`);
  const inputs: RequestValues = {
    ...{ path: {}, query: {}, header: {}, cookie: {} },
    ...(body !== undefined && { body, mediaType }),
  };
  return {
    ...{ contract, operation, overrides: NO_OVERRIDES },
    base: { inputs, ...(example && { example: { name: 'shown' } as Example }) },
  };
}

const text = ({ request }: Draft) => (request.body ? Buffer.from(request.body).toString() : 'nothing');
const told = (drafts: Draft[]) =>
  drafts.map((draft) => {
    const { kind, at, clause, mayRefuse } = draft.expect as { [Key in 'kind' | 'at' | 'clause']: string } & {
      mayRefuse?: true;
    };
    const by = clause.replace(/^.*?requestBody/, '…').replace('…/content/application~1json/schema', 'S');
    return `${kind}${mayRefuse ? ' or refused' : ''} ${draft.title}: ${text(draft)} at ${at} by ${by}`;
  });

test.each<[path: string, Given, string[]]>([
  [
    'needed',
    { body: { name: 'a', size: 1 } },
    [
      'accepted with only name "a", size 1: {"name":"a","size":1} at request body by S',
      'accepted without size: {"name":"a"} at request body#/size by S/properties/size',
      'accepted with name as "b": {"name":"b","size":1} at request body#/name by S/properties/name/enum',
    ],
  ],
  [
    'needed',
    { body: { name: 'a', size: 1 }, example: true },
    [
      'accepted without size: {"name":"a"} at request body#/size by S/properties/size',
      'accepted with name as "b": {"name":"b","size":1} at request body#/name by S/properties/name/enum',
    ],
  ],
  [
    'needed',
    { body: {} },
    [
      'accepted with an empty object: {} at request body by S',
      'accepted with name as "a": {"name":"a"} at request body#/name by S/properties/name',
    ],
  ],
  ['needed', {}, []],
  [
    'optional',
    { body: 'one' },
    [
      'accepted with the smallest body: "one" at request body by S',
      'accepted with its body as "two": "two" at request body# by S/enum',
      'accepted without a body: nothing at request body by …',
    ],
  ],
  [
    'shown',
    { body: { a: 1, b: [] } },
    [
      'accepted with only a 1, b: {"a":1,"b":[]} at request body by S',
      'accepted without a: {"b":[]} at request body#/a by S/properties/a',
      'accepted without b: {"a":1} at request body#/b by S/properties/b',
    ],
  ],
  [
    'shown',
    { body: { b: [] } },
    [
      'accepted with only b: {"b":[]} at request body by S',
      'accepted with a as 77: {"b":[],"a":77} at request body#/a by S/properties/a',
      'accepted with a as 1: {"b":[],"a":1} at request body#/a by S/properties/a',
      'accepted without b: {} at request body#/b by S/properties/b',
    ],
  ],
  [
    'text',
    { body: 'abc' },
    [
      'accepted with the smallest body: "abc" at request body by S',
      'accepted with another value as its body: "abc2" at request body# by S/type',
      'accepted or refused with quotes, signs and letters beyond ASCII in its body: "abc Zoë’s \\"A&B\\" 100%25 + \\\\ <i> ñ 日本 😀  Zoë’s \\"A&B\\" 100%25 + \\\\ <i> ñ 日本 😀" at request body# by S/type',
    ],
  ],
  ['loose', { body: 'one' }, []],
  ['none', { body: 'one' }, []],
])('POST /%s with %j makes requests that have to be accepted', (path, given, want) =>
  expect(told(validBodies(contextOf(`/${path}`, given)))).toEqual(want),
);

test.each<[path: string, Given, string[]]>([
  [
    'optional',
    { body: 'one' },
    [
      'refused with "one-assay" for its body: "one-assay" at request body# by S/enum',
      'refused with "ONE" for its body: "ONE" at request body# by S/enum',
      'refused with "" for its body: "" at request body# by S/enum',
    ],
  ],
  [
    'open',
    { body: 'one' },
    [
      'refused with "ONE" for its body: "ONE" at request body# by S/enum',
      'refused with "" for its body: "" at request body# by S/enum',
    ],
  ],
  [
    'form',
    { body: { name: 'a' }, mediaType: 'application/x-www-form-urlencoded' },
    [
      'refused with a string for size: name=a&size=text at request body#/size by …/content/application~1x-www-form-urlencoded/schema/properties/size/type',
      'refused with "a-assay" for name: name=a-assay at request body#/name by …/content/application~1x-www-form-urlencoded/schema/properties/name/enum',
      'refused with "A" for name: name=A at request body#/name by …/content/application~1x-www-form-urlencoded/schema/properties/name/enum',
      'refused with "" for name: name= at request body#/name by …/content/application~1x-www-form-urlencoded/schema/properties/name/enum',
    ],
  ],
  ['needed', {}, []],
  ['loose', { body: 'one' }, []],
])('POST /%s with %j makes requests that have to be refused', (path, given, want) =>
  expect(told(invalidBodies(contextOf(`/${path}`, given)))).toEqual(want),
);

test.each<[path: string, Given, string[]]>([
  [
    'many',
    { body: { name: 'a' } },
    [
      'accepted of the media type application/x-www-form-urlencoded: name=a at request header Content-Type by …/content/application~1x-www-form-urlencoded',
      'accepted of the media type application/vnd.b+json: {"name":"a"} at request header Content-Type by …/content/application~1vnd.b+json',
    ],
  ],
  [
    'many',
    { body: { name: 'a' }, mediaType: 'application/vnd.b+json' },
    [
      'accepted of the media type application/x-www-form-urlencoded: name=a at request header Content-Type by …/content/application~1x-www-form-urlencoded',
    ],
  ],
  ['many', {}, []],
  ['none', { body: 1 }, []],
])('POST /%s with %j makes requests in other media types', (path, given, want) =>
  expect(told(otherMedia(contextOf(`/${path}`, given)))).toEqual(want),
);

test.each<[path: string, Given, string[]]>([
  [
    'needed',
    { body: { name: 'a' } },
    [
      'refused with a body that breaks off: {"name at request body by …/content/application~1json',
      'refused with a body that is not JSON: this is not JSON at request body by …/content/application~1json',
      'refused without a body: nothing at request body by …',
    ],
  ],
  [
    'optional',
    { body: 'one' },
    [
      'refused with a body that breaks off: "on at request body by …/content/application~1json',
      'refused with a body that is not JSON: this is not JSON at request body by …/content/application~1json',
    ],
  ],
  [
    'form',
    { body: { name: 'a' }, mediaType: 'application/x-www-form-urlencoded' },
    ['refused without a body: nothing at request body by …'],
  ],
  ['needed', {}, []],
  ['none', { body: 1 }, []],
])('POST /%s with %j makes requests with a broken body or none', (path, given, want) =>
  expect(told(malformedBodies(contextOf(`/${path}`, given)))).toEqual(want),
);
