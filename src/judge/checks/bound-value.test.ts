import { describe, expect, test } from '@jest/globals';
import { boundValue } from './bound-value.ts';
import { contractOf } from '../../../test/support/contracts.ts';
import { ACCEPTED, checkTable, judgementOf, type Documented } from '../../../test/support/check-table.ts';

const GUID = 'a85d5481-25ac-45c9-bd25-c54ae91eb638';

checkTable(boundValue, [
  { name: 'the documented body', example: 'docker-with-credentials', want: [] },
  {
    name: 'another guid with the link that goes with it',
    response: (a) => {
      a.body.guid = GUID;
      a.body.links.self.href = `/v3/packages/${GUID}`;
    },
    want: [],
  },
  {
    name: 'a self link to another package',
    response: (a) => void (a.body.links.self.href = `/v3/packages/${GUID}`),
    want: ['body#/links/self/href'],
  },
  {
    name: 'an app link to another app',
    response: (a) => void (a.body.links.app.href = `/v3/apps/${GUID}`),
    want: ['body#/links/app/href'],
  },
  {
    name: 'another image',
    response: (a) => void (a.body.data.image = 'registry/image:Latest'),
    want: ['body#/data/image'],
  },
  { name: 'another type', response: (a) => void (a.body.type = 'bits'), want: ['body#/type'] },
  {
    name: 'another boolean',
    example: 'docker-with-credentials',
    response: (a) => void (a.body.data.store_image = false),
    want: ['body#/data/store_image'],
  },
  {
    name: 'what was sent does not come back',
    expecting: ACCEPTED,
    sent: { type: 'docker', data: { image: 'other/image:1' } },
    response: (a) => void delete a.body.data.image,
    want: ['body#/data/image'],
  },
  {
    name: 'what was not sent',
    expecting: ACCEPTED,
    sent: { type: 'bits' },
    response: (a) => void (delete a.body.data.image, (a.body.type = 'bits')),
    want: [],
  },
  {
    name: 'a generated value that a server may keep in another form',
    expecting: { ...ACCEPTED, mayNormalize: true },
    response: (a) => void (a.body.data.image = 'REGISTRY/image:latest'),
    want: [],
  },
  { name: 'a broken guid is its own finding, not that of the link', response: (a) => void (a.body.guid = 7), want: [] },
]);

test('an absolute URL of the same resource is a note', () => {
  const judged = judgementOf({
    name: '',
    response: (a) => void (a.body.links.self.href = `http://api.example.org${String(a.body.links.self.href)}`),
    want: [],
  });
  expect(boundValue.each?.(judged)).toMatchObject([{ severity: 'note', at: 'body#/links/self/href' }]);
});

describe('a value that the schema of the response excludes', () => {
  const THING = { kind: 'alpha', size: 3, color: 'blue', label: 'first' };
  const media = (schema: object) => ({ 'application/json': { schema, example: THING } });
  const contractWith = (response: object) =>
    contractOf({
      paths: {
        '/things': {
          post: {
            requestBody: { content: media({ type: 'object' }) },
            responses: { 201: { description: 'Created', content: media(response) } },
          },
        },
      },
    });
  const sent = { kind: 'beta', size: 9, color: 'red', label: 'second' };
  const expecting = { ...ACCEPTED, clause: '#/paths' };
  const rows = async (schema: object, of: [name: string, body: object, want: string[]][]) => {
    const contract = await contractWith(schema);
    return of.map(([name, body, want]) => ({
      name,
      contract,
      example: 'default' as const,
      expecting,
      sent,
      response: (a: { body: unknown }) => void (a.body = body),
      want,
    }));
  };
  const limited = { properties: { kind: { const: 'alpha' }, size: { maximum: 5 } } };
  const either = {
    oneOf: [
      { properties: { kind: { const: 'alpha' }, color: { const: 'blue' } } },
      { properties: { kind: { const: 'beta' }, color: { const: 'green' } } },
    ],
  };
  const many = Object.fromEntries(Array.from({ length: 25_000 }, (_, nth) => [`n${nth}`, nth]));

  checkTableOf('is not asked for; the others are', limited, [
    ['all that was sent', sent, []],
    ['nothing that was sent', THING, ['body#/color', 'body#/label']],
    ['a body so large that only its first error is told', { ...many, ...THING }, ['body#/color', 'body#/label']],
  ]);
  checkTableOf('where a choice around it is what fails', either, [
    ['all that was sent', sent, []],
    ['nothing that was sent', THING, ['body#/size', 'body#/label']],
  ]);

  function checkTableOf(name: string, schema: object, of: Parameters<typeof rows>[1]): void {
    test.each(of)(`${name}: %s`, async (...row) => {
      const [made] = await rows(schema, [row]);
      const violations = made ? boundValue.each?.(judgementOf(made)) : undefined;
      expect(violations?.map(({ at }) => at)).toEqual(row[2]);
    });
  }
});

test.each<[what: string, email: string, want: string[]]>([
  ['the one that was sent in the same place', 'sent@example.org', []],
  ['that of the documented origin', 'author@example.org', []],
  ['any other', 'other@example.org', ['body#/committer/email']],
])('where a request has what its example left out, the answer may have %s', async (_, email, want) => {
  const person = { type: 'object', properties: { email: { type: 'string' } } };
  const schema = { type: 'object', properties: { author: person, committer: person } };
  const author = { email: 'author@example.org' };
  const contract = await contractOf({
    paths: {
      '/commits': {
        post: {
          requestBody: { content: { 'application/json': { schema, example: { author } } } },
          responses: {
            200: {
              description: 'Done.',
              content: { 'application/json': { schema, example: { author, committer: author } } },
            },
          },
        },
      },
    },
  });
  const sent = { author, committer: { email: 'sent@example.org' } };
  const response = ({ body }: Documented) => void (body.committer = { email });
  const judged = judgementOf({
    name: 'commit',
    example: 'default',
    contract,
    expecting: ACCEPTED,
    sent,
    response,
    want,
  });
  expect(boundValue.each?.(judged).map(({ at }) => at)).toEqual(want);
});
