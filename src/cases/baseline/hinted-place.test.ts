import { expect, test } from '@jest/globals';
import type { Json } from '../../model/json.ts';
import type { Operation, RequestValues } from '../../model/contract.ts';
import { contractOf } from '../../../test/support/contracts.ts';
import { placeOf } from './hinted-place.ts';
import type { Hint } from './hints/hint.ts';

const parameter = (name: string, where: string) => ({ name, in: where, required: where === 'path', schema: {} });
const text = { type: 'string' };
const contract = await contractOf({
  paths: {
    '/pets/{petId}': {
      put: {
        parameters: [
          parameter('petId', 'path'),
          parameter('page', 'query'),
          parameter('X-Key', 'header'),
          parameter('name', 'query'),
        ],
        requestBody: {
          content: {
            'application/json': {
              schema: {
                type: 'object',
                properties: {
                  name: text,
                  firstName: text,
                  at: { type: 'object', properties: { city: text } },
                  to: { type: 'object', properties: { city: text } },
                  dnsName: text,
                  pet_list: { type: 'array', items: text },
                  sets: {
                    type: 'array',
                    items: { type: 'object', properties: { changeType: text, v2: text, '2v': text } },
                  },
                  keys: { type: 'array', items: text },
                  ownernames: { type: 'array', items: text },
                  shop_id: text,
                  shopName: text,
                  mail: text,
                },
              },
            },
          },
        },
        responses: { 200: { description: 'Done.' } },
      },
      get: { parameters: [parameter('petId', 'path')], responses: { 200: { description: 'Done.' } } },
    },
  },
});
const [put, get] = ['PUT', 'GET'].map((method) => contract.operations.find((one) => one.method === method)) as [
  Operation,
  Operation,
];

/** The place in a few characters: `body #/name` with the clause where the schema describes it. */
function said(hint: { in?: Hint['in']; path: string[] }, body?: Json, operation = put): string | undefined {
  const inputs: RequestValues = {
    ...{ path: {}, query: {}, header: {}, cookie: {} },
    ...(body !== undefined && { body, mediaType: 'application/json' }),
  };
  const place = placeOf(contract, operation, inputs, { wants: { kind: 'present' }, says: '', ...hint });
  if (!place) return undefined;
  if (place.in === 'unknown header') return `header ${place.name}, which is unknown`;
  return place.in === 'body'
    ? `body ${place.at}${place.pointers.length > 0 ? '' : ', undescribed'}`
    : `${place.in} ${place.parameter.name}`;
}

test.each<[string, Hint['in'], string[], Json, string | undefined]>([
  ['a member by another word for mail', undefined, ['Email'], {}, 'body #/mail'],
  ['a member by the whole words for mail', undefined, ['email_address'], {}, 'body #/mail'],
  ['a member that the body has already, by its singular', undefined, ['Pet'], { pet_list: ['s'] }, 'body #/pet_list'],
  ['a parameter of its name', 'query', ['page'], {}, 'query page'],
  ['a parameter in other spelling', 'header', ['x_key'], {}, 'header X-Key'],
  ['a parameter, where nothing says where', undefined, ['page'], {}, 'query page'],
  ['a member, where a parameter is called so, too', undefined, ['name'], {}, 'body #/name'],
  ['a parameter, where the refusal says so', 'query', ['name'], {}, 'query name'],
  ['a member, where the refusal says so', 'body', ['name'], {}, 'body #/name'],
  ['no parameter of a path', 'path', ['petId'], {}, undefined],
  ['no parameter that is not there', 'query', ['colour'], {}, undefined],
  ['no parameter below a member', undefined, ['filter', 'page'], {}, 'body #/filter/page, undescribed'],
  ['a header that no contract names', 'header', ['X-Tenant'], {}, 'header X-Tenant, which is unknown'],
  ['no header of other characters', 'header', ['X Tenant'], {}, undefined],
  ['no header Authorization', 'header', ['authorization'], {}, undefined],
  ['no header Cookie', 'header', ['Cookie'], {}, undefined],
  ['no header Host', 'header', ['host'], {}, undefined],
  ['no header of the content', 'header', ['Content-Type'], {}, undefined],
  [
    'a header that only ends like one of the content',
    'header',
    ['X-Content-Type'],
    {},
    'header X-Content-Type, which is unknown',
  ],
  ['a header that only ends like a cookie', 'header', ['X-Cookie'], {}, 'header X-Cookie, which is unknown'],
  ['a header that only begins like a host', 'header', ['Hostname'], {}, 'header Hostname, which is unknown'],
  [
    'an unknown header, where only the query has one of the name',
    'header',
    ['page'],
    {},
    'header page, which is unknown',
  ],
  [
    'a member, where the refusal says so, though only a parameter is called so',
    'body',
    ['page'],
    {},
    'body #/page, undescribed',
  ],
  ['a parameter, whatever stands before its name', 'query', ['filter', 'page'], {}, 'query page'],
  [
    'a member as it is spelled, before one in other spelling',
    undefined,
    ['shop_name'],
    { shop_name: 1 },
    'body #/shop_name, undescribed',
  ],
  ['a member in other spelling than one that is there', undefined, ['SHOP-NAME'], {}, 'body #/shopName'],
  ['a member of several words in other spelling', undefined, ['d_n_s_name'], {}, 'body #/dnsName'],
  ['a member for a list of what is spoken of', undefined, ['pet'], {}, 'body #/pet_list'],
  ['no member that begins so and ends otherwise', undefined, ['owner_n'], {}, 'body #/owner_n, undescribed'],
  ['a member for several words that are spoken of', undefined, ['Dns'], {}, 'body #/dnsName'],
  ['a member of an item with a number in its name', undefined, ['x1'], { sets: [] }, 'body #/x1, undescribed'],
  ['no member of two members', undefined, ['city'], { at: { a: 1 }, to: { a: 1 } }, 'body #/city, undescribed'],
  ['a member behind a name that is there', undefined, ['sets', 'name'], { sets: [] }, 'body #/name'],
  ['a member of the first item by a name with a digit', undefined, ['sets', 'v2'], { sets: [{}] }, 'body #/sets/0/v2'],
  [
    'a member of the first item by a name that begins with a digit',
    undefined,
    ['sets', '2v'],
    { sets: [] },
    'body #/sets/0/2v',
  ],
  ['a member of no object', undefined, ['name'], 'text', 'body #/name'],
  ['a member of an item, where the body is a list', 'body', ['name'], [], 'body #/0/name, undescribed'],
  ['a member in other spelling', undefined, ['first_name'], {}, 'body #/firstName'],
  ['a member of a member', undefined, ['at', 'City'], {}, 'body #/at/city'],
  ['a member that only the body has', undefined, ['Extra'], { extra: 1 }, 'body #/extra, undescribed'],
  ['a member for the names of what is spoken of', undefined, ['owner'], {}, 'body #/ownernames'],
  ['a member for one of what is spoken of', undefined, ['key'], {}, 'body #/keys'],
  ['none of two members for what is spoken of', undefined, ['shop'], {}, 'body #/shop, undescribed'],
  ['no member that only begins so', undefined, ['own'], {}, 'body #/own, undescribed'],
  ['a member that nothing has', undefined, ['extra'], {}, 'body #/extra, undescribed'],
  ['a member behind the name of a class', undefined, ['Pet', 'name'], {}, 'body #/name'],
  ['a member behind two names', undefined, ['dto', 'Pet', 'name'], {}, 'body #/name'],
  ['a member of a member that is there', undefined, ['city'], { at: { a: 1 } }, 'body #/at/city'],
  ['a member of the first item of a list', undefined, ['changetype'], { sets: [{}] }, 'body #/sets/0/changeType'],
  ['a member of an item of an empty list', undefined, ['changetype'], { sets: [] }, 'body #/sets/0/changeType'],
  ['a member behind the name of its list', undefined, ['sets', 'changetype'], { sets: [] }, 'body #/sets/0/changeType'],
  [
    'a member of the item that is named',
    undefined,
    ['sets', '1', 'changetype'],
    { sets: [{}, {}] },
    'body #/sets/1/changeType',
  ],
  ['no member of an item that is a text', undefined, ['city'], { keys: ['a'] }, 'body #/city, undescribed'],
  ['a member that is there, before one below', undefined, ['city'], { city: 1, at: {} }, 'body #/city, undescribed'],
])('a hint points to %s', (_, where, path, body, want) => {
  expect(said({ ...(where && { in: where }), path }, body)).toBe(want);
});

test('a hint points to no member where there is no body', () => {
  expect(said({ path: ['name'] }, undefined, get)).toBeUndefined();
});
