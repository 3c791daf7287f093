import fc from 'fast-check';

/** What a client does on a connection: the bytes of each write, and whether it then closes its side. */
export interface Hostile {
  pieces: Buffer[];
  fin: boolean;
  /** How a failure prints it. */
  [fc.toStringMethod](): string;
}

const field = (lines: string[], body = '') => `${lines.join('\r\n')}\r\n\r\n${body}`;
const sized = (lines: string[], body: string) =>
  field([...lines, `Content-Length: ${Buffer.byteLength(body, 'latin1')}`], body);
const AUTHORIZED = ['Host: h', 'Authorization: bearer t', 'Content-Type: application/json'];
const FORM = ['POST /form HTTP/1.1', 'Host: h', 'Content-Type: application/x-www-form-urlencoded'];
const MULTIPART = ['POST /form HTTP/1.1', 'Host: h', 'Content-Type: multipart/form-data; boundary=b'];

/** Valid requests, one for each feature; the fuzzer starts from them. */
export const VALID = [
  sized(
    ['POST /v3/apps/1/packages HTTP/1.1', ...AUTHORIZED],
    '{"type":"docker","data":{"image":"a/b:c","credentials":{"user":"u"},"store_image":true}}',
  ),
  sized(
    ['POST /v3/apps/%7Ba%7D/packages HTTP/1.1', ...AUTHORIZED, 'Prefer: example=docker', 'Origin: http://o'],
    '{"type":"bits"}',
  ),
  field(
    ['POST /v3/apps/1/packages HTTP/1.1', ...AUTHORIZED, 'Transfer-Encoding: chunked'],
    'f\r\n{"type":"bits"}\r\n0\r\nX-Trailer: t\r\n\r\n',
  ),
  sized(
    ['POST /v1/images HTTP/1.1', ...AUTHORIZED, 'Expect: 100-continue'],
    '{"name":"n","disk_format":"qcow2","container_format":"bare"}',
  ),
  sized(['POST /v2/pets HTTP/1.1', ...AUTHORIZED, 'Prefer: dynamic=true'], '{"name":"Rex","species":"dog"}'),
  field(['GET /v2/pets/17 HTTP/1.1', 'Host: h', 'Accept: application/json;q=0.5, */*']),
  field(['HEAD /pets/17 HTTP/1.1', 'Host: h']),
  field([
    'OPTIONS /pets HTTP/1.1',
    'Host: h',
    'Origin: http://o',
    'Access-Control-Request-Method: POST',
    'Access-Control-Request-Headers: a,b',
  ]),
  field(['GET http://h/v2/pets/17 HTTP/1.1', 'Host: h', 'Connection: close']),
  field([
    'GET /search?q=a%20b&ids=1&ids=2&tags=a|b&words=a%20b&filter[a]=1&filter[b][c]=2&x=1&where=%7B%7D HTTP/1.1',
    'Host: h',
    'X-List: 1,2',
    'Cookie: session=a,1; b="c"',
  ]),
  field(['GET /files/a.txt HTTP/1.0', 'Connection: keep-alive']),
  field(['GET /styles/.1.2/;a=b/c,d HTTP/1.1', 'Host: h']),
  field(['GET /__assay/ HTTP/1.1', 'Host: localhost']),
  sized(FORM, 'name=a+b&tags=a%7Cb&age=3&point[x]=1.5&meta=%7B%22a%22%3A1%7D'),
  sized(
    MULTIPART,
    '--b\r\nContent-Disposition: form-data; name="name"\r\n\r\na\r\n--b\r\nContent-Disposition: form-data; name="file"; filename="f"\r\n\r\n\x00\xff\r\n--b--\r\n',
  ),
  sized(['PUT /tree HTTP/1.1', ...AUTHORIZED], '{"name":"a","below":[{"name":"b","below":[]}]}'),
  sized(['POST /list HTTP/1.1', ...AUTHORIZED], '[{"kind":"cat","lives":9},{"kind":"dog"},"2015-11-03T00:53:54Z"]'),
  sized(['POST /maybe HTTP/1.1', ...AUTHORIZED], 'null'),
];

/** Bytes that parsers have had trouble with, by their place in a request. */
const METHODS = [
  'GET',
  'POST',
  'HEAD',
  'OPTIONS',
  'CONNECT',
  'TRACE',
  'PATCH',
  'PRI',
  'M-SEARCH',
  '__proto__',
  'get',
  'G\0T',
  '',
  ' ',
];
const TARGETS = [
  ...[
    '/',
    '*',
    '',
    '//',
    '/%',
    '/%ff',
    '/%00',
    '/%c0%af',
    '/pets/%2e%2e/17',
    '/v3/apps/%zz/packages',
    '/v3/apps//packages',
    '/pets/\xff\xfe',
    '/pets/1 7',
  ],
  ...[
    'http://',
    'http://h',
    'h:80',
    'https://h:99999/pets/17',
    '/pets/17#x',
    '/pets/17?',
    '/pets/__proto__',
    '/constructor',
    '/__proto__/toString',
  ],
  ...[
    '/search?__proto__[a]=1&constructor=2',
    '/search?filter[__proto__][a]=1&filter[a][b]=1&filter[a]=2',
    `/search?${'filter[a]'.repeat(300)}=1`,
  ],
  ...[
    '/search?where=%7B',
    '/search?q=%E0%80',
    '/search?ids=&ids=1e999',
    `/search?tags=${'|'.repeat(5000)}`,
    `/search?${'&'.repeat(5000)}`,
    '/files/.txt',
    '/files/a.',
  ],
  ...[
    '/__assay/../package.json',
    '/__assay/%2e%2e%2fpackage.json',
    '/__assay/..\\package.json',
    '/__assay/\0',
    '/__assay/requests?since=%zz',
    '/__assay/requests/1',
    '/__assay/health',
    '/__assay/__proto__.html',
    '/__assay?x',
  ],
];
const VERSIONS = [
  'HTTP/1.1',
  'HTTP/1.0',
  'HTTP/0.9',
  'HTTP/2.0',
  'HTTP/1.',
  'http/1.1',
  'HTTP/1.1 ',
  'HTTP/99999.1',
  '',
];
const HEADERS = [
  ...[
    'Host: h',
    'Host: h',
    'Host: h',
    'Host:',
    'Host: a, b',
    'Host: a b',
    'Host: \xff',
    ' folded',
    '\tfolded',
    'No-Colon',
    ': no name',
    'Sp ace: 1',
    'X\0: 1',
    'X: \0',
  ],
  ...[
    'X: a\rb',
    'X: a\nY: b',
    '__proto__: 1',
    'constructor: 1',
    `X: ${'a'.repeat(9000)}`,
    `X: ${'a'.repeat(20_000)}`,
    'x:\r\n'.repeat(3000),
    'X: \xf0\x9f\x98\x80',
  ],
  ...[
    'Content-Length: 0',
    'Content-Length: 15',
    'Content-Length: 16',
    'Content-Length: -1',
    'Content-Length: +15',
    'Content-Length: 1e1',
    'Content-Length: 0x0f',
  ],
  ...[
    'Content-Length: 15, 15',
    'Content-Length: 99999999999999999999',
    'Content-Length : 15',
    'Content-Length: 20000000',
  ],
  ...[
    'Transfer-Encoding: chunked',
    'Transfer-Encoding: gzip, chunked',
    'Transfer-Encoding: chunked, gzip',
    'Transfer-Encoding: xchunked',
    'Transfer-Encoding:\x0bchunked',
  ],
  ...['Transfer-Encoding: identity', 'Transfer-Encoding: chunked, chunked', 'Trailer: X', 'TE: trailers'],
  ...[
    'Expect: 100-continue',
    'Expect: 200-ok',
    'Connection: close',
    'Connection: upgrade',
    'Connection: keep-alive, Host',
    'Upgrade: websocket',
    'Upgrade: h2c',
    'Keep-Alive: timeout=-1',
  ],
  ...[
    'Authorization: bearer t',
    'Authorization: bearer',
    'Authorization:',
    'Authorization: Basic \xff',
    'Cookie: =;;=a;session',
    `Cookie: ${'a=b;'.repeat(2000)}`,
  ],
  ...[
    'Content-Type: application/json',
    'Content-Type: application/x-www-form-urlencoded',
    'Content-Type: text/plain; charset=utf-16',
    'Content-Type: application/json; charset=x',
  ],
  ...[
    'Content-Type: multipart/form-data; boundary=b',
    'Content-Type: multipart/form-data',
    'Content-Type: multipart/form-data; boundary="',
    'Content-Type: image/png',
    'Content-Type: /;=',
  ],
  ...[
    'Content-Type: application/json; charset=utf-16le',
    'Content-Type: application/json; charset=latin1',
    'Content-Encoding: gzip',
    'Content-Encoding: identity',
  ],
  ...[
    'Accept: garbage',
    'Accept: */*;q=0',
    'Accept: text/html',
    'Accept: ,;=',
    'Prefer: dynamic=true',
    'Prefer: code=422',
    'Prefer: code=999',
    'Prefer: example=__proto__',
  ],
  ...[
    'Prefer: code=200, dynamic=true, example="',
    'Origin: null',
    'Origin: \xe9',
    'Access-Control-Request-Method: \xe9',
    'Access-Control-Request-Headers: \xe9,,',
    'X-List: a,,',
  ],
];
const BODIES = [
  ...[
    '',
    '{"type":"bits"}',
    'null',
    'false',
    '"',
    '\0',
    '\xff\xfe{',
    '\xef\xbb\xbf{"type":"bits"}',
    '{"__proto__":{"type":"bits"}}',
    '{"type":"bits","constructor":{"prototype":1}}',
  ],
  ...[
    '{"name":"a","below":{"__proto__":[]}}',
    '{"type":"docker","data":{"image":"\\ud800"}}',
    '{"type":1e999}',
    `{"type":${'9'.repeat(400)}}`,
    '['.repeat(2000),
    '{"a":'.repeat(2000),
  ],
  ...[
    'name=%zz',
    '%zz=1',
    '__proto__=1&name=a',
    'name[]=a&name[b]=c',
    'tags=a&tags=%',
    `${'a&'.repeat(3000)}`,
    '&=&=',
    'point[__proto__][x]=1&name=a',
  ],
  ...[
    '--b\r\n\r\n\r\n--b--',
    '--b\r\nContent-Disposition: form-data; name="__proto__"\r\n\r\n1\r\n--b--',
    '--b--',
    '--b',
    '\x1f\x8b\x08\0\0\0\0\0\0\x03garbage',
  ],
  ...[
    'f\r\n{"type":"bits"}\r\n0\r\n\r\n',
    'f;x=y\r\n{"type":"bits"}\r\n0\r\n\r\n',
    'F\n{"type":"bits"}\n0\n\n',
    '-1\r\na',
    'ffffffffffffffffff\r\na',
    '0x1\r\na\r\n0\r\n\r\n',
    `1;${'x'.repeat(20_000)}\r\n`,
  ],
  ...['GET /pets/17 HTTP/1.1\r\nHost: h\r\n\r\n', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0'],
];
const ENDINGS = ['\r\n', '\r\n', '\r\n', '\n', '\r', '\r\r\n', '\0'];
const DICTIONARY = [...METHODS, ...TARGETS, ...VERSIONS, ...HEADERS, ...BODIES, ...ENDINGS].filter(
  (text) => text.length < 100,
);

const assembled = fc
  .record({
    method: fc.constantFrom(...METHODS),
    target: fc.constantFrom(...TARGETS, ...VALID.map((request) => request.split(' ')[1] ?? '/')),
    version: fc.oneof({ weight: 4, arbitrary: fc.constant('HTTP/1.1') }, fc.constantFrom(...VERSIONS)),
    headers: fc.array(fc.constantFrom(...HEADERS), { maxLength: 8 }),
    end: fc.constantFrom(...ENDINGS),
    body: fc.constantFrom(...BODIES),
    honest: fc.boolean(),
  })
  .map(({ method, target, version, headers, end, body, honest }) => {
    const lines = [
      `${method} ${target} ${version}`,
      ...(honest ? ['Host: h'] : []),
      ...headers,
      ...(honest ? [`Content-Length: ${body.length}`] : []),
    ];
    return `${lines.join(end)}${end}${end}${body}`;
  });

/** A change to a text; its place is given as a share of the length. */
type Mutation = (text: string) => string;
const place = fc.double({ min: 0, max: 1, noNaN: true });
const cut = (text: string, at: number) => Math.floor(at * text.length);
const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  fc.tuple(place, fc.nat(7)).map(([at, bit]) => (text: string) => {
    const index = Math.min(cut(text, at), text.length - 1);
    return index < 0
      ? text
      : text.slice(0, index) + String.fromCharCode(text.charCodeAt(index) ^ (1 << bit)) + text.slice(index + 1);
  }),
  place.map((at) => (text: string) => text.slice(0, cut(text, at))),
  fc.tuple(place, place).map(
    ([from, to]) =>
      (text: string) =>
        text.slice(0, cut(text, from)) + text.slice(cut(text, to)),
  ),
  fc.tuple(place, fc.constantFrom(...DICTIONARY)).map(
    ([at, word]) =>
      (text: string) =>
        text.slice(0, cut(text, at)) + word + text.slice(cut(text, at)),
  ),
  fc.tuple(place, place, fc.constantFrom(...VALID)).map(
    ([at, from, other]) =>
      (text: string) =>
        text.slice(0, cut(text, at)) + other.slice(cut(other, from)),
  ),
);
const mutated = fc
  .tuple(fc.constantFrom(...VALID), fc.array(mutation, { minLength: 1, maxLength: 4 }))
  .map(([request, mutations]) => mutations.reduce((text, mutate) => mutate(text), request));

/** Well-formed HTTP with changed contents: only well-formed requests are compared with the contract. */
const word = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 8 }).map((text) => encodeURIComponent(text.toWellFormed())),
  fc.constantFrom('%', '%zz', '%00', '__proto__', '[', ']', '.', ';', '|', '=', '&', '/'),
);
const query = fc.array(word, { maxLength: 8 }).map((words) => (words.length > 0 ? `?${words.join('')}` : ''));
const json = fc.oneof(
  { depthSize: 'medium' },
  fc.json({ maxDepth: 5, stringUnit: 'binary' }),
  fc.json().map((text) => `{"name":${text},"type":"docker","data":${text}}`),
);
const carried = fc
  .record({
    request: fc.constantFrom(...VALID.filter((text) => !text.includes('chunked'))),
    query,
    fields: fc.array(
      fc.constantFrom(
        ...HEADERS.filter((header) =>
          /^(accept|prefer|content-type|origin|x-|cookie|authorization|access)[\w-]*: [\x20-\xff]*$/i.test(header),
        ),
      ),
      { maxLength: 2 },
    ),
    body: fc.oneof(
      json.map((text) => (): string => Buffer.from(text).toString('latin1')),
      fc
        .array(mutation, { maxLength: 3 })
        .map((mutations) => (before: string) => mutations.reduce((text, mutate) => mutate(text), before)),
    ),
    inChunks: fc.boolean(),
  })
  .map(({ request, query: more, fields, body, inChunks }) => {
    const [head = '', before = ''] = request.split('\r\n\r\n', 2);
    const [line = '', ...lines] = head.split('\r\n').filter((field) => !/^content-length/i.test(field));
    const after = body(before);
    const framing = inChunks ? 'Transfer-Encoding: chunked' : `Content-Length: ${after.length}`;
    const content = inChunks ? `${after === '' ? '' : `${after.length.toString(16)}\r\n${after}\r\n`}0\r\n\r\n` : after;
    return field(
      [
        line.replace(/(\?\S*)? HTTP/, (_, known: string | undefined) => `${known ?? ''}${more} HTTP`),
        ...lines,
        ...fields,
        framing,
      ],
      content,
    );
  });

const raw = fc.uint8Array({ maxLength: 400 }).map((bytes) => Buffer.from(bytes).toString('latin1'));
const message = fc.oneof(
  { weight: 6, arbitrary: mutated },
  { weight: 8, arbitrary: carried },
  { weight: 6, arbitrary: assembled },
  { weight: 1, arbitrary: raw },
  { weight: 2, arbitrary: fc.constantFrom(...VALID) },
);

/** One to four messages on a connection, in one write or in several. */
export const hostile: fc.Arbitrary<Hostile> = fc
  .record({
    texts: fc.array(message, { minLength: 1, maxLength: 4 }),
    cuts: fc.array(place, { maxLength: 3 }),
    // When the client keeps its side open, the connection ends only with the server's time limit.
    fin: fc.oneof({ weight: 40, arbitrary: fc.constant(true) }, fc.constant(false)),
  })
  .map(({ texts, cuts, fin }) => {
    const bytes = Buffer.from(texts.join(''), 'latin1');
    const places = [0, ...cuts.map((at) => Math.floor(at * bytes.length)).toSorted((a, b) => a - b), bytes.length];
    const pieces = places
      .slice(1)
      .map((to, index) => bytes.subarray(places[index], to))
      .filter(({ length }) => length > 0);
    return {
      pieces,
      fin,
      [fc.toStringMethod]: () =>
        `${pieces.map((piece) => JSON.stringify(piece.toString('latin1'))).join(' + ')}${fin ? ' + FIN' : ''}`,
    };
  });
