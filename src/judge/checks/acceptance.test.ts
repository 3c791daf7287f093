import { contractOf } from '../../../test/support/contracts.ts';
import { ACCEPTED, checkTable, REFUSED, type Documented, type Row } from '../../../test/support/check-table.ts';
import { acceptance } from './acceptance.ts';

/** A contract of one operation whose examples are illustrations. */
const illustrated = (
  line = 'POST /pets',
  { statuses = ['201'], more = {} }: { statuses?: string[]; more?: object } = {},
) => {
  const [method = '', path = ''] = line.split(' ');
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
  const content = { 'application/json': { example: { id: 1 } } };
  return contractOf({
    paths: {
      [path]: {
        [method.toLowerCase()]: {
          operationId: 'askedFor',
          parameters: names.map((name) => ({ name, in: 'path', required: true, schema: {}, example: 'a' })),
          ...(method !== 'GET' && { requestBody: { content } }),
          responses: Object.fromEntries(statuses.map((status) => [status, { description: '', content }])),
          ...more,
        },
      },
    },
  });
};

/** Another contract's clause would not be found. */
const OWN = { ...ACCEPTED, clause: '#/paths' };
const TYPE = { ...OWN, at: 'request header Content-Type' };
const one = async (
  name: string,
  status: number,
  contract: ReturnType<typeof illustrated>,
  want: string[],
  more: Partial<Row> = {},
): Promise<Row> => ({
  ...{ name, contract: await contract, example: 'default', expecting: OWN, want },
  response: (a) => void (a.status = status),
  ...more,
});
/** One whose examples stand in its request alone. */
const errors = (...statuses: string[]) => illustrated('POST /pets', { statuses });
const BODY = ['request body#/type'];
const exact = { more: { 'x-examples': 'exact' } };

checkTable(acceptance, [
  { name: 'the documented response', want: [] },
  { name: 'a refusal of the documented request', response: (a) => void (a.status = 422), want: ['request'] },
  { name: 'a redirect that no document speaks of', response: (a) => void (a.status = 307), want: ['request'] },
  {
    name: 'a refusal of a valid request',
    expecting: ACCEPTED,
    response: (a) => void (a.status = 400),
    want: ['request body#/type'],
  },
  {
    name: 'a refusal of a text that a server need not take',
    expecting: { ...ACCEPTED, mayRefuse: true },
    response: (a) => void (a.status = 422),
    want: [],
  },
  {
    name: 'a conflict with what the server holds',
    expecting: { ...ACCEPTED, mayRefuse: 'state' },
    response: (a) => void (a.status = 409),
    want: [],
  },
  ...[403, 404, 409, 410, 412, 423, 424, 425, 428].map((status) => ({
    name: `a refusal ${status} for what the server holds`,
    expecting: { ...ACCEPTED, mayRefuse: 'state' as const },
    response: (a: { status: number }) => void (a.status = status),
    want: [],
  })),
  {
    name: 'a refusal that has nothing to do with what the server holds',
    expecting: { ...ACCEPTED, mayRefuse: 'state' },
    response: (a) => void (a.status = 422),
    want: ['request body#/type'],
  },
  ...[
    'You can only have one active secret key a time',
    'Only a single token at once, please.',
    'Quota exceeded',
    'The limit of projects has been reached.',
    'You reached the maximum number of pets.',
  ].map((detail) => ({
    name: `a refusal as there are as many as the server takes: ${detail}`,
    expecting: { ...ACCEPTED, mayRefuse: 'state' as const },
    response: (a: Documented) => void Object.assign(a, { status: 400, body: { detail } }),
    want: [],
  })),
  ...[
    'Only one of name and title may be given.',
    'The name exceeds the limit of 100 characters.',
    'tags may have one value only',
  ].map((detail) => ({
    name: `a refusal for what was sent: ${detail}`,
    expecting: { ...ACCEPTED, mayRefuse: 'state' as const },
    response: (a: Documented) => void Object.assign(a, { status: 400, body: { detail } }),
    want: BODY,
  })),
  {
    name: 'a refusal of a documented request that has to be answered so, whatever there is',
    response: (a) => void Object.assign(a, { status: 400, body: { detail: 'Quota exceeded' } }),
    want: ['request'],
  },
  {
    name: 'a refusal of a documented request by a server that is full',
    contract: await illustrated(),
    example: 'default',
    response: (a) => void Object.assign(a, { status: 400, body: { detail: 'Quota exceeded' } }),
    want: [],
  },
  {
    name: 'a refusal of a read, of which no server is full',
    contract: await illustrated('GET /pets', { statuses: ['200'] }),
    example: 'default',
    expecting: OWN,
    response: (a) => void Object.assign(a, { status: 400, body: { detail: 'Quota exceeded' } }),
    want: BODY,
  },
  {
    name: 'a refusal of what was deleted',
    expecting: { ...REFUSED, kind: 'gone' },
    response: (a) => void (a.status = 404),
    want: [],
  },
  { name: 'a refusal of an invalid request', expecting: REFUSED, response: (a) => void (a.status = 400), want: [] },
  { name: 'a server error is another finding', response: (a) => void (a.status = 500), want: [] },
  {
    name: 'a valid request is sent elsewhere',
    expecting: ACCEPTED,
    response: (a) => void (a.status = 307),
    want: BODY,
    says: { hint: 'If the API is at another place, name that with --target, base path included.' },
  },
  {
    name: 'an undocumented success, for another check',
    expecting: ACCEPTED,
    response: (a) => void (a.status = 200),
    want: [],
  },
  ...[100, 199, 304].map((status) => ({
    name: `no answer to a valid request, but ${status}`,
    expecting: ACCEPTED,
    response: (a: { status: number }) => void (a.status = status),
    want: BODY,
    says: { message: 'does not answer the documented example docker', actual: String(status) },
  })),
  { name: '299, for another check', expecting: ACCEPTED, response: (a) => void (a.status = 299), want: [] },
  {
    name: 'a refusal 499 of a valid request',
    expecting: ACCEPTED,
    response: (a) => void (a.status = 499),
    want: BODY,
    says: { message: 'refuses the documented example docker', severity: undefined, hint: undefined },
  },
  {
    name: 'no answer to what may be refused for any reason',
    expecting: { ...ACCEPTED, mayRefuse: true },
    response: (a) => void (a.status = 399),
    want: BODY,
  },
  {
    name: 'a refusal 400 of what may be refused for any reason',
    expecting: { ...ACCEPTED, mayRefuse: true },
    response: (a) => void (a.status = 400),
    want: [],
  },
  {
    name: 'a listed media type that is none to a server which may refuse for its state',
    expecting: { ...ACCEPTED, at: 'request header Content-Type', mayRefuse: true },
    response: (a) => void (a.status = 415),
    want: ['request header Content-Type'],
  },
  {
    name: 'a refusal as of a foreign media type of something else',
    expecting: { ...ACCEPTED, mayRefuse: true },
    response: (a) => void (a.status = 415),
    want: [],
  },
  {
    name: 'a refusal 404 where exact examples say what is there',
    expecting: ACCEPTED,
    response: (a) => void (a.status = 404),
    want: BODY,
  },
  await one('a refusal of what is only not excluded is noted', 422, illustrated(), BODY, {
    says: { severity: 'note' },
  }),
  await one('a refusal of what the contract allows in so many words', 422, illustrated(), BODY, {
    expecting: { ...OWN, stated: true },
    says: { severity: undefined },
  }),
  await one('a refusal of what an earlier answer gave', 422, illustrated(), BODY, {
    expecting: { ...OWN, follows: { clause: '#/paths', by: 'the link', expected: [] } },
    says: { severity: undefined },
  }),
  await one('a refusal that is to be noted, of what is stated', 422, illustrated(), BODY, {
    expecting: { ...OWN, stated: true, mayRefuse: 'noted' },
    says: { severity: 'note' },
  }),
  await one('a refusal of what exact examples show', 422, illustrated('POST /pets', exact), BODY, {
    says: { severity: undefined },
  }),
  await one('a refusal of a listed media type as a foreign one', 415, illustrated(), ['request header Content-Type'], {
    expecting: TYPE,
    says: { severity: undefined },
  }),
  await one('another refusal of a listed media type is noted', 422, illustrated(), ['request header Content-Type'], {
    expecting: TYPE,
    says: { severity: 'note' },
  }),
  await one('a conflict with what a POST finds', 409, illustrated(), []),
  await one('a conflict with what a GET of a list finds', 409, illustrated('GET /pets'), BODY),
  await one('a conflict with the thing that a path names', 409, illustrated('GET /pets/{pet}'), []),
  ...(await Promise.all(
    [403, 404, 410].flatMap((status) => [
      one(`a POST without a name in its path is refused with ${status}`, status, illustrated(), BODY, {
        says: { hint: undefined },
      }),
      one(`a POST below a thing is refused with ${status}`, status, illustrated('POST /pets/{pet}'), []),
    ]),
  )),
  await one('a thing that exact examples say is there', 404, illustrated('GET /pets/{pet}/toys/{toy}', exact), BODY, {
    says: {
      message: 'refuses the documented example default',
      hint: 'If the documented one is not there, name one that is: --set pet=VALUE --set toy=VALUE',
    },
  }),
  await one('a thing that is refused for another reason', 422, illustrated('GET /pets/{pet}', exact), BODY, {
    says: { hint: undefined },
  }),
  await one('an error of an operation that documents nothing else', 422, errors('4XX', '500'), []),
  await one('an undocumented error of an operation that documents errors alone', 422, errors('400'), BODY),
  await one('an error of an operation that documents a success too', 422, errors('422', '204'), BODY),
  await one('a success of an operation that documents errors alone', 200, errors('400'), []),
  await one('the last success of an operation that documents errors alone', 299, errors('400'), []),
  await one('no answer of an operation that documents errors alone', 199, errors('400'), BODY),
  await one('a redirect of an operation that documents errors alone', 300, errors('400'), BODY),
  await one('a documented redirect', 304, errors('201', '304'), []),
  await one('399 is no refusal', 399, errors('201'), BODY, {
    says: { message: 'does not answer the documented example default' },
  }),
  await one('400 is a refusal', 400, errors('201'), BODY, {
    says: { message: 'refuses the documented example default' },
  }),
  await one('one thing that exact examples say is there', 404, illustrated('GET /pets/{pet}', exact), BODY, {
    says: { hint: 'If the documented one is not there, name one that is: --set pet=VALUE' },
  }),
  await one('a refusal of a listed media type, whose reason is another', 422, errors('201'), [], {
    expecting: { ...TYPE, mayRefuse: true },
  }),
  await one('something else that is refused as a foreign media type is noted', 415, errors('201'), BODY, {
    says: { severity: 'note' },
  }),
  await one('what was deleted is refused in another way, for another check', 422, errors('201'), [], {
    expecting: { ...REFUSED, clause: '#/paths', kind: 'gone' },
  }),
  await one('what is invalid is refused in any way, for another check', 399, errors('201'), [], {
    expecting: { ...REFUSED, clause: '#/paths' },
  }),
]);
