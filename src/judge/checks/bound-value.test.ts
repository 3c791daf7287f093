import { describe, expect, test } from '@jest/globals';
import { boundValue } from './bound-value.ts';
import { contractOf } from '../../../test/support/contracts.ts';
import { parseExactly } from '../../json/exact-integers.ts';
import type { Json, JsonObject } from '../../model/json.ts';
import { ACCEPTED, checkTable, judgementOf, type Documented, type Row } from '../../../test/support/check-table.ts';

const GUID = 'a85d5481-25ac-45c9-bd25-c54ae91eb638';

/** A contract of two illustrations: in the second one, `label` is a text of its own, and there is no `extra`. */
const TWO = await contractOf({
  paths: {
    '/things': {
      post: {
        requestBody: {
          content: {
            'application/json': {
              examples: {
                default: {
                  value: { name: 'one', size: 3, flag: true, extra: 'much', box: { color: 'red' }, path: 'a b' },
                },
                other: { value: { name: 'two', size: 4, flag: false, box: { color: 'blue' }, path: 'c d' } },
              },
            },
          },
        },
        responses: {
          201: {
            description: 'Done.',
            headers: { 'X-Size': { schema: { type: 'integer' } } },
            content: {
              'application/json': {
                examples: {
                  default: {
                    value: {
                      ...{
                        id: 'x1',
                        name: 'one',
                        size: 3,
                        flag: true,
                        label: 'one',
                        extra: 'much',
                        either: 'one',
                        path: 'a b',
                      },
                      ...{ box: { color: 'red' }, self: '/things/x1', href: '/paths/a%20b' },
                    },
                  },
                  other: {
                    value: {
                      ...{ id: 'x2', name: 'two', size: 4, flag: false, label: 'fixed', path: 'c d' },
                      ...{ box: { color: 'blue' }, self: '/things/x2', href: '/paths/c%20d' },
                    },
                  },
                },
              },
            },
          },
        },
      },
    },
  },
});
const SENT = { name: 'n', size: 9, flag: true, extra: 'more', box: { color: 'green' }, path: 'e f' };
const CAME = { id: 'x3', label: 'n', self: '/things/x3', href: '/paths/e%20f', ...SENT };
const two = (
  name: string,
  came: JsonObject | string,
  want: string[],
  { says, sent = SENT, status = 201 }: { says?: Row['says']; sent?: Json; status?: number } = {},
): Row => ({
  ...{ name, contract: TWO, example: 'default', expecting: { ...ACCEPTED, clause: '#/paths' }, sent, want },
  ...(typeof came === 'string' ? { raw: came } : {}),
  response: (a) => {
    if (typeof came !== 'string') a.body = { ...CAME, ...came };
    a.status = status;
  },
  ...(says && { says }),
});
const LARGE = parseExactly(JSON.stringify(SENT).replace('"size":9', '"size":9007199254740993')).value;
const LARGE_CAME = (size: string) => JSON.stringify(CAME).replace('"size":9', `"size":${size}`);
/** What the first illustration sends and shows: the documented request is expected to be answered so. */
const SHOWN = { name: 'one', size: 3, flag: true, extra: 'much', box: { color: 'red' }, path: 'a b' };
const own = (name: string, came: JsonObject | string, want: string[]): Row => {
  const { expecting: _, ...row } = two(name, came, want, { sent: SHOWN });
  return row;
};
const shown = (change: JsonObject) =>
  JSON.stringify({ ...CAME, ...SHOWN, label: 'one', href: '/paths/a%20b', ...change });
const without = (name: string) => JSON.stringify({ ...CAME, [name]: undefined });

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
  {
    name: 'another link beside something else that is broken',
    response: (a) => void ((a.body.created_at = 7), (a.body.links.self.href = `/v3/packages/${GUID}`)),
    want: ['body#/links/self/href'],
  },
  two('all that was sent', {}, []),
  two('another name than was sent', { name: 'm' }, ['body#/name'], {
    says: {
      ...{ severity: undefined, expected: '"n"', actual: '"m"' },
      message: 'answers with a name other than request body#/name',
    },
  }),
  two('another name, where nothing says that something was created', { name: 'm' }, ['body#/name'], {
    status: 200,
    says: { severity: 'note' },
  }),
  two('a number as a text', { size: '9' }, []),
  two('another number as a text', { size: '8' }, ['body#/size']),
  two('a truth as a text', { flag: 'true' }, []),
  two('another truth as a text', { flag: 'false' }, ['body#/flag']),
  two('a text in place of another text', { name: '9' }, ['body#/name']),
  two('null in place of a number', { size: null }, ['body#/size']),
  two('no JSON', '<p>', []),
  two('nothing of what was sent', without('name'), ['body#/name'], { says: { actual: 'nothing' } }),
  two('nothing of what was not sent', without('name'), [], { sent: { ...SENT, name: undefined } as never }),
  two('nothing of what was sent inside', { box: {} }, ['body#/box/color']),
  two('nothing around what was sent inside', without('box'), []),
  two('nothing of what one illustration lacks', without('extra'), []),
  two('another value of what one illustration lacks', { extra: 'less' }, ['body#/extra']),
  two('an address in another spelling', { href: '/paths/e f' }, []),
  two('an address of another thing', { self: '/things/x4' }, ['body#/self'], { says: { severity: 'note' } }),
  two('an address below the target', { self: 'http://api.example.org/things/x3' }, ['body#/self'], {
    says: { severity: 'note', message: 'writes a self as an absolute URL, which the document does not' },
  }),
  two(
    'an integer that no number holds',
    JSON.stringify(CAME).replace('"size":9', '"size":9007199254740993'),
    ['body#/size'],
    {
      says: { expected: '9', actual: '9007199254740993' },
    },
  ),
  two('an integer that no number holds, and that was sent', LARGE_CAME('9007199254740993'), [], { sent: LARGE }),
  two('its digits as a text', LARGE_CAME('"9007199254740993"'), [], { sent: LARGE }),
  two('the integer beside it', LARGE_CAME('9007199254740992'), ['body#/size'], { sent: LARGE }),
  two('no more than one illustration of what does not follow from the request', without('self'), []),
  two('a number in place of its text', { name: 5 }, [], { sent: { ...SENT, name: '5' } }),
  two('another number than the text', { name: 6 }, ['body#/name'], { sent: { ...SENT, name: '5' } }),
  two('a truth in place of its text', { name: true }, [], { sent: { ...SENT, name: 'true' } }),
  two('null in place of its text', { name: null }, ['body#/name'], { sent: { ...SENT, name: 'null' } }),
  own('all of its own illustration', shown({}), []),
  own('no JSON to the documented request', '<p>', []),
  own('nothing of what the document shows', shown({ self: undefined } as never), ['body#/self']),
  own('nothing of what another illustration lacks', shown({ extra: undefined } as never), ['body#/extra']),
  own('nothing around what the document shows', shown({ box: undefined } as never), ['body#/box/color']),
]);

test.each<[what: string, baseUrl: string, self: string, severity: string | undefined]>([
  ['at the base URL', 'http://api.example.org/v1', 'http://api.example.org/v1/v3/packages/x3', 'note'],
  ['at the origin', 'http://api.example.org/v1', 'http://api.example.org/v3/packages/x3', 'note'],
  ['elsewhere', 'http://api.example.org/v1', 'http://api.example.org/v2/v3/packages/x3', undefined],
  ['at another host', 'http://api.example.org/v1', 'http://example.org/v3/packages/x3', undefined],
])('an address %s (%s) may be %s: %s', (_, baseUrl, self, severity) => {
  const judged = judgementOf({
    name: '',
    response: (a) => void ((a.body.guid = 'x3'), (a.body.links.self.href = self)),
    want: [],
  });
  const found = boundValue.each?.({ ...judged, baseUrl }) ?? [];
  expect(found.filter(({ at }) => at === 'body#/links/self/href').map((one) => one.severity)).toEqual([severity]);
});

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

  checkTableOf('where what may not be is told of the whole', { not: { properties: { kind: { const: 'beta' } } } }, [
    ['all that was sent', sent, []],
    ['nothing that was sent', THING, ['body#/size', 'body#/color', 'body#/label']],
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
  const documented = judgementOf({
    name: 'the documented request',
    example: 'default',
    contract,
    response: ({ body }) => void (body.committer = {}),
    want: [],
  });
  expect(boundValue.each?.(documented).map(({ at }) => at)).toEqual(['body#/committer/email']);
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
