import fc, { type Arbitrary } from 'fast-check';
import type { Contract, Operation, Parameter } from '../../src/model/contract.ts';
import type { HeaderField, Request } from '../../src/model/exchange.ts';
import type { Json } from '../../src/model/json.ts';
import { isJsonType } from '../../src/http/media-type.ts';
import { isObject } from '../../src/json/pointer.ts';
import { sample } from '../../src/schema/sample.ts';

/** A request to one of the contracts: valid, invalid in one or several ways, or odd. It shrinks towards a plain one. */
export function anyRequest(contracts: Contract[]): Arbitrary<{ contract: Contract; request: Request }> {
  const operations = contracts.flatMap((contract) => contract.operations.map((operation) => ({ contract, operation })));
  return fc
    .constantFrom(...operations)
    .chain(({ contract, operation }) => requestTo(contract, operation).map((request) => ({ contract, request })));
}

const often = <T>(usual: Arbitrary<T>, odd: Arbitrary<T>, weight = 6): Arbitrary<T> =>
  fc.oneof({ withCrossShrink: true }, { weight, arbitrary: usual }, { weight: 1, arbitrary: odd });

function requestTo(contract: Contract, operation: Operation): Arbitrary<Request> {
  const { body } = operation;
  return fc
    .record({
      method: often(fc.constant(operation.method), fc.constantFrom('HEAD', 'OPTIONS', 'TRACE', 'GET', 'PATCH'), 12),
      path: often(
        pathOf(contract, operation),
        fc.constantFrom('/', '/nowhere', '/items', '/pets/', '//', '/v3/apps//packages', '/items/1/', '/Search'),
        20,
      ),
      query: fc.tuple(
        ...operation.parameters
          .filter(({ in: where }) => where === 'query')
          .map((parameter) => pairsOf(contract, parameter)),
        EXTRA_PAIRS,
      ),
      headers: fc.tuple(
        ...operation.parameters
          .filter(({ in: where }) => where === 'header')
          .map((parameter) => headerOf(contract, parameter)),
        ACCEPT,
        AUTHORIZATION,
        PREFER,
        KEY,
      ),
      cookies: fc.tuple(COOKIE),
      sent: body ? often(bodyOf(contract, operation), BODIES, 4) : often(fc.constant(undefined), BODIES, 12),
    })
    .map(({ method, path, query, headers, cookies, sent }) => {
      const pairs = query.flat();
      const request: Request = {
        method,
        path: `${path}${pairs.length > 0 ? `?${pairs.join('&')}` : ''}`,
        headers: [
          ...headers.flat(),
          ...cookies.flat(),
          ...(sent?.type === undefined ? [] : [['Content-Type', sent.type] as const]),
        ],
      };
      return sent ? { ...request, body: new TextEncoder().encode(sent.text) } : request;
    });
}

const TEXTS = [
  'a',
  'ab',
  'cats',
  '1',
  '0',
  '11',
  '-1',
  '1.5',
  'true',
  'false',
  'null',
  '',
  'a%20b',
  'a+b',
  '%zz',
  '%',
  'a%2Fb',
  '%C3%BC',
  'a,b',
  '1,2',
  'a|b',
  'x%7Cy',
  '1%2C2',
  '[]',
  '9007199254740993',
  '1e1',
  '%00',
];
const text = fc.constantFrom(...TEXTS);

function sampleOf(contract: Contract, parameter: Parameter): Json {
  return [...parameter.examples.values()][0]?.value ?? (parameter.schema && sample(contract, parameter.schema)) ?? 'a';
}

function pathOf(contract: Contract, operation: Operation): Arbitrary<string> {
  const parameters = operation.parameters.filter(({ in: where }) => where === 'path');
  const base = contract.name === 'petstore' ? fc.constantFrom('', '', '', '/v2') : fc.constant('');
  return fc
    .tuple(
      base,
      ...parameters.map((parameter) =>
        often(
          fc.constant(styled(parameter, sampleOf(contract, parameter))),
          fc.oneof(text, fc.constant('a,b')).map((one) => styled(parameter, one)),
          5,
        ),
      ),
    )
    .map(([start, ...values]) =>
      parameters.reduce(
        (path, { name }, index) => path.replace(`{${name}}`, () => values[index] as string),
        start + operation.path,
      ),
    );
}

function styled({ style, name }: Parameter, value: Json): string {
  const plain = Array.isArray(value) ? value.join(style === 'label' ? '.' : ',') : String(value);
  return style === 'matrix' ? `;${name}=${plain}` : style === 'label' ? `.${plain}` : plain;
}

function pairsOf(contract: Contract, parameter: Parameter): Arbitrary<string[]> {
  const { name, style, explode } = parameter;
  const value = sampleOf(contract, parameter);
  const valid =
    style === 'deepObject'
      ? [`${name}[a]=x`, `${name}[n]=1`]
      : Array.isArray(value)
        ? explode
          ? [`${name}=a`, `${name}=b`]
          : [`${name}=1${style === 'form' ? ',' : '|'}2`]
        : [`${name}=${encodeURIComponent(String(value))}`];
  const odd: Arbitrary<string[]> = fc.oneof(
    text.map((one) => [`${name}=${one}`]),
    fc.tuple(text, text).map((both) => both.map((one) => `${name}=${one}`)),
    fc.constantFrom<string[][]>(
      [name],
      [`${name}[]=a`],
      [`${name}[n]=x`],
      [`${name}[a][b]=1`],
      [`${encodeURIComponent(name)}%5Ba%5D=x`],
    ),
  );
  const usual = parameter.required ? fc.constant(valid) : fc.constantFrom<string[]>([], [], [], valid);
  return often(often(usual, fc.constant([]), 12), odd, 7);
}

const EXTRA_PAIRS: Arbitrary<string[]> = often<string[]>(
  fc.constant([]),
  fc.constantFrom<string[][]>(
    ['more=1'],
    ['token=t'],
    ['token='],
    ['__code=404'],
    ['__example=two'],
    ['__dynamic=true'],
    ['%zz=1'],
    ['a=%zz'],
    ['='],
    [''],
  ),
);

function headerOf(contract: Contract, parameter: Parameter): Arbitrary<HeaderField[]> {
  const sample: HeaderField[] = [[parameter.name, String(sampleOf(contract, parameter))]];
  return often(
    fc.constantFrom<HeaderField[]>([], sample),
    text.map((one): HeaderField[] => [[parameter.name.toUpperCase(), one]]),
  );
}

const field = (name: string, ...values: string[]): Arbitrary<HeaderField[]> =>
  fc.constantFrom(...values).map((value): HeaderField[] => [[name, value]]);
const none: Arbitrary<HeaderField[]> = fc.constant([]);

const ACCEPT = fc.oneof(
  { withCrossShrink: true },
  { weight: 5, arbitrary: none },
  {
    weight: 3,
    arbitrary: field(
      'Accept',
      'application/json',
      '*/*',
      'application/*',
      'application/json, */*;q=0.1',
      'text/plain, application/json',
    ),
  },
  {
    weight: 2,
    arbitrary: field(
      'Accept',
      ...[
        'text/html',
        'text/csv',
        'text/*',
        'text/csv;q=0.9, application/json;q=0.1',
        'text/csv;q=0.1, application/json;q=0.9',
        'application/json;q=0',
        '*/*;q=0',
      ],
      ...[
        'garbage',
        'json',
        '*',
        ',',
        ';q=1',
        'application/json;q=x',
        'APPLICATION/JSON',
        'application/json;charset=utf-8',
        'application/json;q=0, */*',
        'a/b;q=1.5',
        'application/xml',
        'text/html, garbage',
      ],
    ),
  },
);
const AUTHORIZATION = often(
  field('Authorization', 'Bearer t', 'Bearer t', 'bearer t', 'Basic dTpw'),
  fc.oneof(
    none,
    field(
      'Authorization',
      'Bearer',
      'Bearer ',
      't',
      'BEARER t',
      'basic dTpw',
      'Basic',
      'Basic !',
      'Digest a=b',
      'Bearer  t',
      '',
    ),
  ),
  2,
);
const KEY = often(none, field('X-Key', 'k', ''), 3);
const PREFER = often(
  none,
  field(
    'Prefer',
    ...[
      'code=200',
      'code=404',
      'code=418',
      'code=422',
      'code=500',
      'code=abc',
      'code=99',
      'example=two',
      'example=none',
      'example=nope',
      'example=rex',
    ],
    ...[
      'dynamic=true',
      'dynamic=false',
      'dynamic=maybe',
      'code=404, dynamic=true',
      'code=404; example=none',
      'return=minimal',
      'wait',
      '=',
    ],
  ),
  5,
);
const COOKIE = often(
  none,
  field(
    'Cookie',
    'session=abc',
    'session=a',
    'crumb=c',
    'crumb=c; session=abc',
    'session',
    '',
    ';;=',
    'session=%zz',
    'crumb=',
  ),
  3,
);

interface Sent {
  type: string | undefined;
  text: string;
}

const TYPES = [
  'application/json',
  'Application/JSON; charset=utf-8',
  'application/json;charset="UTF-8"',
  'text/plain',
  'application/x-www-form-urlencoded',
  'application/vnd.note+json',
  'application/octet-stream',
  'application/xml',
  'garbage',
  'multipart/form-data; boundary=b',
  'multipart/form-data',
  'application/json, text/plain',
  'application/json; charset=utf-16',
  undefined,
];

function bodyOf(contract: Contract, { body }: Operation): Arbitrary<Sent | undefined> {
  const ways = (body?.media ?? []).map(({ type, encodedAs, schema, examples }): Arbitrary<Sent | undefined> => {
    const label = often(fc.constant(type), fc.constantFrom(...TYPES), 8);
    if (isJsonType(encodedAs)) {
      const seeds = [...[...examples.values()].map(({ value }) => value), schema && sample(contract, schema)].filter(
        (value): value is Json => value !== undefined,
      );
      return fc
        .tuple(
          label,
          fc.constantFrom(...seeds).chain((value) => often(fc.constant(value), changed(value), 2)),
        )
        .map(([own, value]) => ({ type: own, text: JSON.stringify(value) }));
    }
    return fc
      .tuple(label, fc.constantFrom(...(RAW[type] ?? ['noted', 'far too long for it', ''])))
      .map(([own, raw]) => ({
        type: own?.startsWith('multipart') ? 'multipart/form-data; boundary=b' : own,
        text: raw,
      }));
  });
  return fc.oneof({ weight: 12, arbitrary: fc.oneof(...ways) }, { weight: 1, arbitrary: fc.constant(undefined) });
}

/** The value with one change. */
function changed(value: Json): Arbitrary<Json> {
  if (!isObject(value)) return ODD;
  const names = Object.keys(value);
  if (names.length === 0) return ODD;
  return fc.oneof(
    fc
      .constantFrom(...names)
      .map((name) => Object.fromEntries(Object.entries(value).filter(([other]) => other !== name))),
    fc
      .constantFrom(...names)
      .chain((name) => changed(value[name] as Json).map((instead): Json => ({ ...value, [name]: instead }))),
    ODD.map((more): Json => ({ ...value, more })),
    ODD,
  );
}

const ODD: Arbitrary<Json> = fc.constantFrom<Json>(
  null,
  false,
  true,
  0,
  -1,
  1.5,
  '',
  'x',
  'far too long a text for most',
  [],
  {},
  [1],
  ['a', 'b', 'c', 'd'],
  { a: { b: [{}] } },
  1e21,
  '2020-02-30T00:00:00Z',
);

const part = (name: string, content: string, more = '') =>
  `--b\r\nContent-Disposition: form-data; name="${name}"${more}\r\n\r\n${content}\r\n`;
const RAW: Record<string, string[]> = {
  'application/x-www-form-urlencoded': [
    'a=1',
    'a=x&n=2',
    'a=x&n=y',
    'n=1',
    'a=x&list=1&list=2',
    'a=%zz',
    '%zz=1',
    'a',
    'a=x+y%20z',
    '{"a":"x"}',
    'a=x&more=1',
    'a=1&a=2',
  ],
  'multipart/form-data': [
    `${part('title', 't')}--b--\r\n`,
    `${part('title', 't')}${part('file', 'f', '; filename="f"\r\nContent-Type: text/plain')}--b--\r\n`,
    `${part('file', 'f')}--b--\r\n`,
    part('title', 't'),
    '--b--',
    'garbage',
    `${part('title', 't')}${part('file', 'f', '; filename="f"')}--b--\r\n`,
  ],
};

/** Bodies that are unrelated to the documented ones. */
const BODIES: Arbitrary<Sent | undefined> = fc
  .tuple(
    fc.constantFrom(...TYPES),
    fc.constantFrom(
      '',
      'null',
      'false',
      '0',
      '[]',
      '{}',
      '{',
      '"x"',
      ' ',
      '\u0000',
      '['.repeat(200),
      'a=1',
      '{"name":"a"}',
      '{"a":1}',
      '{"name":"a","name":1}',
      '{"__proto__":1}',
    ),
  )
  .map(([type, raw]) => ({ type, text: raw }));
