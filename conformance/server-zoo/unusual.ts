import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import type { HeaderField, Response } from '../../src/model/exchange.ts';
import type { Json, JsonObject } from '../../src/model/json.ts';
import { accepted, answers, header, made, put, sent, text, type Break } from './breaks.ts';
import { at, isObject, read, withBody, type Api, type Asked } from './servers.ts';

/** A server that conforms to its document in an unusual way. */
export interface Unusual {
  name: string;
  api: Api;
  break: Break;
}

type Table = Record<string, Break>;
const APIS: Api[] = ['cloud-foundry', 'openstack'];

/** Changes every response, also to refused requests. */
const always =
  (change: (response: Response, asked: Asked) => Response): Break =>
  (reference) => {
    const serve = reference();
    return (request) => change(serve(request), read(request));
  };
const plus = (...headers: HeaderField[]) =>
  always((response) => ({ ...response, headers: [...response.headers, ...headers] }));
const names = (change: (name: string) => string) =>
  always((response) => ({ ...response, headers: response.headers.map(([name, value]) => [change(name), value]) }));
const typed = (type: string) =>
  accepted((response) => ({
    ...response,
    headers: response.headers.map(([name, value]) => [name, name === 'Content-Type' ? type : value]),
  }));
/** Every refusal has the status and the body. */
const refusal = (status: number, type: string | undefined, body: string) =>
  always((response) => {
    if (response.status < 400) return response;
    return withBody({ ...response, status, headers: type === undefined ? [] : [['Content-Type', type]] }, body);
  });
const backwards = (value: Json): Json =>
  isObject(value)
    ? Object.fromEntries(
        Object.entries(value)
          .reverse()
          .map(([name, inner]) => [name, backwards(inner)]),
      )
    : value;
const member = (body: JsonObject, path: string) => at(body, path) as JsonObject;

/** Changes the responses to bits packages. */
const bits = (change: (body: JsonObject) => JsonObject): Break =>
  text((text, body) => (body['type'] === 'bits' ? JSON.stringify(change(body)) : text));
/** The credentials that the document prints. */
const LOGIN = {
  user: 'user name',
  password: 'very secret password',
  email: 'root@admin.example.com',
  login_server: 'https://index.docker.io/v1',
};

/** Servers of either API, in the process, because their differences are not in the transport. */
const EITHER: Table = {
  'header names in lower case': names((name) => name.toLowerCase()),
  'header names in upper case': names((name) => name.toUpperCase()),
  'more headers': plus(
    ['Server', 'x'],
    ['Date', 'Tue, 03 Nov 2015 00:53:54 GMT'],
    ['Strict-Transport-Security', 'max-age=1'],
    ['ETag', 'W/"1"'],
    ['Vary', 'Accept'],
    ['Cache-Control', 'no-store'],
  ),
  'headers that stand twice': plus(
    ['Set-Cookie', 'a=1; Path=/'],
    ['Set-Cookie', 'b=2; HttpOnly'],
    ['Link', '</a>; rel=next'],
    ['Link', '</b>; rel=last'],
  ),
  'a Location header as well': plus(['Location', '/v3/packages/x']),
  'an empty header': plus(['X-Empty', '']),
  'no charset': typed('application/json'),
  'another charset parameter': typed('application/json; charset="UTF-8"'),
  'the media type in capitals and with more parameters': typed(
    'Application/JSON ; Charset=utf-8;profile="https://example.org/p;q"',
  ),
  'keys in another order': text((_text, made) => JSON.stringify(backwards(made))),
  'much white space': text((_text, made) => `\r\n\t ${JSON.stringify(made, null, '\t').replaceAll('\n', '\r\n')}\n\n`),
  'every letter escaped': text((text) =>
    text.replace(
      /"(?:[^"\\]|\\.)*"/g,
      (quoted) =>
        `"${(JSON.parse(quoted) as string)
          .split('')
          .map((letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`)
          .join('')}"`,
    ),
  ),
  'slashes escaped': text((text) => text.replaceAll('/', '\\/')),
  'more fields': made((body) =>
    Object.assign(body, {
      metadata: { labels: {}, annotations: null },
      warnings: [],
      revision: 3,
      'x-π': 1.5e3,
      '': false,
    }),
  ),
  'a field of 500 KB': made((body) => (body['notes'] = 'é'.repeat(250_000))),
  'a field of many numbers': made(
    (body) => (body['history'] = Array.from({ length: 50_000 }, (_none, index) => index / 7)),
  ),
  'refuses with 400': refusal(400, 'application/json', '{"error":"bad"}'),
  'refuses with 409': refusal(409, 'application/json', '{"error":"conflict"}'),
  'refuses with 415': refusal(415, 'application/problem+json', '{"title":"unsupported"}'),
  'refuses with 422': refusal(422, 'application/vnd.api+json', '{"errors":[]}'),
  'refuses with 418': refusal(418, 'application/json', '{"error":"teapot"}'),
  'refuses with a status of its own': refusal(499, 'application/json', '{}'),
  'refuses in plain text': refusal(400, 'text/plain', 'no, not like that: 400'),
  'refuses in HTML': refusal(400, 'text/html', '<!doctype html><h1>Bad Request</h1>'),
  'refuses without a body': refusal(400, undefined, ''),
  'refuses with a body that is cut off': refusal(422, 'application/json', '{"error":'),
  'asks for credentials as HTTP says': always((response) =>
    response.status === 401
      ? {
          ...response,
          headers: [...response.headers, ['WWW-Authenticate', 'Bearer realm="cf", error="invalid_token"']],
        }
      : response,
  ),
};

const CLOUD_FOUNDRY: Table = {
  ...EITHER,
  'fractions of a second': put('created_at', '2015-11-03T00:53:54.123456Z'),
  'a time with an offset': put('created_at', '2015-11-03T02:53:54+02:00'),
  'fractions and an offset': put('created_at', '2015-11-02T19:23:54.5-05:30'),
  'updated_at is set': put('updated_at', '2015-11-03T00:53:54Z'),
  'the hash is known already': put('data.hash.value', 'da39a3ee5e6b4b0d3255bfef95601890afd80709'),
  'more fields everywhere': made((body) =>
    ['data', 'data.hash', 'links', 'links.self', 'links.app'].forEach((path) =>
      Object.assign(member(body, path), { extra: path === 'links' ? { href: '/x' } : 1 }),
    ),
  ),
  'more links, and what to do with them': made((body) => {
    Object.assign(member(body, 'links'), {
      download: { href: `${at(body, 'links.self.href') as string}/download`, method: 'GET' },
      stage: { href: '/v3/droplets', method: 'POST' },
    });
    member(body, 'links.self')['method'] = 'GET';
  }),
  'bits wait to be uploaded, with a link to where': made((body) => {
    if (body['type'] !== 'bits') return;
    body['state'] = 'AWAITING_UPLOAD';
    member(body, 'links')['upload'] = { href: `${at(body, 'links.self.href') as string}/upload`, method: 'POST' };
  }),
  'bits give back what data they got': made(
    (body, asked) =>
      void (
        body['type'] === 'bits' &&
        isObject(at(asked.body, 'data')) &&
        Object.assign(member(body, 'data'), at(asked.body, 'data'))
      ),
  ),
  'store_image: false where it was left out': made((body) => (member(body, 'data')['store_image'] ??= false)),
  'empty credentials where none were sent': made((body) => (member(body, 'data')['credentials'] ??= {})),
  'a guid in upper case': made((body) => {
    body['guid'] = (body['guid'] as string).toUpperCase();
    member(body, 'links.self')['href'] = `/v3/packages/${body['guid']}`;
  }),
  'a guid that is no uuid': made((body) => {
    body['guid'] = `guid-${String(body['guid'])}`;
    member(body, 'links.self')['href'] = `/v3/packages/${body['guid']}`;
  }),
  'a guid that counts': made(
    ((next: number) => (body: JsonObject) => {
      body['guid'] = `package-${(next += 1)}`;
      member(body, 'links.self')['href'] = `/v3/packages/${body['guid']}`;
    })(0),
  ),
  'bits without data and without links': bits(({ data: _data, links: _links, ...others }) => others),
  'bits with data that is null, and links that are a list': bits((body) => ({
    ...body,
    data: null,
    links: [{ rel: 'self', href: `/v3/packages/${String(body['guid'])}` }],
  })),
  'bits with files under data, and a link to where they go': bits((body) => ({
    ...body,
    data: { checksum: { type: 'sha256', value: null }, files: [] },
    state: 'AWAITING_UPLOAD',
    links: { ...(body['links'] as JsonObject), upload: { href: `/v3/packages/${String(body['guid'])}/upload` } },
  })),
  'looks for the image, and refuses one that is not there': answers(422, ({ body }) => {
    const image = at(body, 'data.image');
    return typeof image === 'string' && image !== 'registry/image:latest';
  }),
  'tries the credentials, and refuses those that are wrong': answers(422, ({ body }) => {
    const login = at(body, 'data.credentials');
    return (
      isObject(login) &&
      Object.entries(LOGIN).some(([name, right]) => typeof login[name] === 'string' && login[name] !== right)
    );
  }),
  'a guid of version 7': made((body) => {
    body['guid'] = (body['guid'] as string).replace(/-4/, '-7');
    member(body, 'links.self')['href'] = `/v3/packages/${body['guid']}`;
  }),
  'a guid of version 1': made((body) => {
    body['guid'] = (body['guid'] as string).replace(/-4/, '-1');
    member(body, 'links.self')['href'] = `/v3/packages/${body['guid']}`;
  }),
  'refuses bits with data': answers(
    422,
    ({ body }) =>
      at(body, 'type') === 'bits' && isObject(at(body, 'data')) && JSON.stringify(at(body, 'data')) !== '{}',
  ),
  'refuses members that were not documented': answers(
    422,
    ({ body }) => isObject(body) && Object.keys(body).some((name) => name !== 'type' && name !== 'data'),
  ),
  'wants all four credentials': answers(
    422,
    ({ body }) =>
      isObject(at(body, 'data.credentials')) && Object.keys(at(body, 'data.credentials') as JsonObject).length !== 4,
  ),
  'reads nothing but the documented media type': answers(
    415,
    ({ header }) => !header('content-type').startsWith('application/x-www-form-urlencoded'),
  ),
  'forbids where there are no credentials': answers(403, ({ header }) => header('authorization') === ''),
  'hides what is there without credentials': answers(404, ({ header }) => header('authorization') === ''),
  'looks at the credentials last': (reference) => {
    const [strict, lenient] = [reference(), reference('a bearer token is needed')];
    return (request) => {
      const answer = lenient(request);
      return answer.status >= 400 ? answer : strict(request);
    };
  },
  'refuses types that it knows of but does not support': answers(422, sent('type', 'buildpack')),
};

const OPENSTACK: Table = {
  ...EITHER,
  'a location in full, of another host': put(
    'location',
    () => `https://images-2.example.net:9292/v1/images/${randomUUID()}`,
  ),
  'a location that is empty': put('location', ''),
  'a location that is a path': put('location', () => `/v1/images/${randomUUID()}`),
  'a location that is relative': put('location', () => `images/${randomUUID()}`),
  'a location without a scheme': put('location', () => `//images.example.org/v1/images/${randomUUID()}`),
  'a location with a query and a fragment': put('location', () => `/v1/images?id=${randomUUID()}&all=%20#top`),
  'a location that counts': put(
    'location',
    (
      (next: number) => () =>
        `/v1/images/${(next += 1)}`
    )(100),
  ),
  'a location of an IPv6 host': put('location', () => `http://[2001:db8::1]:9292/v1/images/${randomUUID()}`),
  'a location that is no http': put(
    'location',
    () => `swift+https://user:key@auth.example.org/v1/container/${randomUUID()}`,
  ),
  'a location that is a urn': put('location', () => `urn:uuid:${randomUUID()}`),
  'a location with letters of all languages, as xsd:anyURI may have': put(
    'location',
    () => `http://images.example.org/v1/Abbilder/größe-${randomUUID()}`,
  ),
  'the location in a header as well': accepted((response) => ({
    ...response,
    headers: [...response.headers, ['Location', 'http://images.example.org/v1/images/1']],
  })),
  'the image as well': made(
    (body, asked) => (body['image'] = { id: randomUUID(), status: 'queued', ...(asked.body as JsonObject) }),
  ),
  'reads nothing but application/json': answers(
    415,
    ({ header }) => !/^application\/json\b/i.test(header('content-type')),
  ),
  'refuses members that were not documented': answers(
    400,
    ({ body }) =>
      isObject(body) &&
      Object.keys(body).length > 3 &&
      Object.keys(body).some((name) => !['name', 'disk_format', 'container_format'].includes(name)),
  ),
  'answers only who accepts JSON': answers(406, ({ header }) => !/^$|json|\*\/\*/.test(header('accept'))),
  'limits how often one may ask, far above': header('X-RateLimit-Remaining', '4999'),
};

export const UNUSUAL: Unusual[] = APIS.flatMap((api) =>
  Object.entries(api === 'openstack' ? OPENSTACK : CLOUD_FOUNDRY).map(([name, break_]) => ({
    name,
    api,
    break: break_,
  })),
);

// ---------------------------------------------------------------- on the wire

/** Writes a response; `nth` counts the requests from 1. */
export type Wire = (answer: Response, to: ServerResponse, nth: number, from: IncomingMessage) => void | Promise<void>;

export interface UnusualWire {
  name: string;
  wire: Wire;
  /** Listens at this address. */
  host?: string;
  /** The base path of the target's URL, and the only path of the server. */
  base?: string;
}

export const plain: Wire = (answer, to) => {
  to.writeHead(answer.status, answer.headers.flat()).end(answer.body);
};
const coded =
  (coding: string, encode: (body: Uint8Array) => Buffer): Wire =>
  (answer, to, nth, from) => {
    const body = encode(answer.body);
    return plain(
      { ...withBody(answer, body), headers: [...withBody(answer, body).headers, ['Content-Encoding', coding]] },
      to,
      nth,
      from,
    );
  };
const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));
const withoutLength = (answer: Response) => ({
  ...answer,
  headers: answer.headers.filter(([name]) => name !== 'Content-Length'),
});
/** Refuses once, then responds. */
const once =
  (status: number, retryAfter: () => string): Wire =>
  (answer, to, nth, from) => {
    if (nth > 1) return plain(answer, to, nth, from);
    to.writeHead(status, { 'Retry-After': retryAfter(), 'Content-Type': 'text/plain' }).end('not now');
  };
const inOneSecond = () => new Date(Date.now() + 1999).toUTCString();
const oneAtATime = (): Wire => {
  let busy = false;
  return async (answer, to, nth, from) => {
    if (busy) return void to.writeHead(429, { 'Retry-After': '1' }).end();
    busy = true;
    await pause(1);
    busy = false;
    return plain(answer, to, nth, from);
  };
};
const aSecond = (requests: number): Wire => {
  let [second, asked] = [0, 0];
  return (answer, to, nth, from) => {
    const now = Math.floor(Date.now() / 1000);
    [second, asked] = now === second ? [second, asked + 1] : [now, 1];
    return asked > requests ? void to.writeHead(429, { 'Retry-After': '1' }).end() : plain(answer, to, nth, from);
  };
};
const raw =
  (write: (answer: Response, head: string) => (string | Uint8Array)[]): Wire =>
  (answer, to) => {
    const head = answer.headers.map(([name, value]) => `${name}: ${value}\r\n`).join('');
    for (const part of write(answer, head)) to.socket?.write(part);
    to.socket?.end();
  };

export const UNUSUAL_WIRES: UnusualWire[] = [
  { name: 'nothing unusual', wire: plain },
  {
    name: 'chunked',
    wire: (answer, to) => void to.writeHead(answer.status, withoutLength(answer).headers.flat()).end(answer.body),
  },
  {
    name: 'chunked, a byte at a time',
    wire: (answer, to) => {
      to.writeHead(answer.status, withoutLength(answer).headers.flat());
      for (const byte of answer.body) to.write(Buffer.of(byte));
      to.end();
    },
  },
  {
    name: 'chunked, with trailers',
    wire: (answer, to) => {
      to.writeHead(answer.status, [...withoutLength(answer).headers, ['Trailer', 'X-Sum']].flat());
      to.write(answer.body);
      to.addTrailers({ 'X-Sum': '1' });
      to.end();
    },
  },
  { name: 'gzip', wire: coded('gzip', gzipSync) },
  { name: 'x-gzip', wire: coded('x-gzip', gzipSync) },
  { name: 'GZIP in capitals', wire: coded('GZIP', gzipSync) },
  { name: 'deflate', wire: coded('deflate', deflateSync) },
  { name: 'deflate without its wrapping', wire: coded('deflate', deflateRawSync) },
  { name: 'brotli', wire: coded('br', brotliCompressSync) },
  { name: 'identity, said so', wire: coded('identity', Buffer.from) },
  { name: 'gzip of deflate', wire: coded('deflate, gzip', (body) => gzipSync(deflateSync(body))) },
  { name: '429 once, for a second', wire: once(429, () => '1') },
  { name: '429 once, till a date', wire: once(429, inOneSecond) },
  { name: '503 once, for a second', wire: once(503, () => '1') },
  { name: '503 once, till a date', wire: once(503, inOneSecond) },
  { name: '429 once, for no time', wire: once(429, () => '0') },
  { name: '429 for who asks twice at a time', wire: oneAtATime() },
  { name: '429 for who asks more than thirty times a second', wire: aSecond(30) },
  {
    name: 'slow at first',
    wire: async (answer, to, nth, from) => {
      if (nth === 1) await pause(1500);
      return plain(answer, to, nth, from);
    },
  },
  {
    name: 'head first, body later',
    wire: async (answer, to) => {
      to.writeHead(answer.status, answer.headers.flat()).flushHeaders();
      await pause(20);
      to.end(answer.body);
    },
  },
  {
    name: 'Connection: close each time',
    wire: (answer, to) =>
      void to.writeHead(answer.status, [...answer.headers, ['Connection', 'close']].flat()).end(answer.body),
  },
  {
    name: 'closes a kept connection without a word',
    wire: (answer, to) =>
      void to
        .writeHead(answer.status, answer.headers.flat())
        .end(answer.body, () => setImmediate(() => to.socket?.destroySoon())),
  },
  {
    name: 'closes a kept connection a little later',
    wire: (answer, to) => {
      const { socket } = to;
      to.writeHead(answer.status, answer.headers.flat()).end(answer.body, () =>
        setTimeout(() => socket?.destroySoon(), 2),
      );
    },
  },
  {
    name: '102 first',
    wire: (answer, to, nth, from) => {
      to.writeProcessing();
      return plain(answer, to, nth, from);
    },
  },
  {
    name: '103 first',
    wire: (answer, to, nth, from) => {
      to.writeEarlyHints({ link: '</style.css>; rel=preload' });
      return plain(answer, to, nth, from);
    },
  },
  {
    name: '100 though nobody asked',
    wire: (answer, to, nth, from) => {
      to.writeContinue();
      return plain(answer, to, nth, from);
    },
  },
  {
    name: '100, 102, 103 and 102 first',
    wire: (answer, to, nth, from) => {
      to.writeContinue();
      to.writeProcessing();
      to.writeEarlyHints({ link: '</x>; rel=preload' });
      to.writeProcessing();
      return plain(answer, to, nth, from);
    },
  },
  {
    name: 'wants a Content-Length',
    wire: (answer, to, nth, from) =>
      from.headers['content-length'] === undefined ? void to.writeHead(411).end() : plain(answer, to, nth, from),
  },
  {
    name: 'wants a Host and an agent',
    wire: (answer, to, nth, from) =>
      from.headers.host && from.headers['user-agent'] ? plain(answer, to, nth, from) : void to.writeHead(400).end(),
  },
  {
    name: 'HTTP/1.0, ended by closing',
    wire: raw((answer, head) => [
      `HTTP/1.0 ${answer.status} OK\r\n${head.replace(/Content-Length.*\r\n/, '')}\r\n`,
      answer.body,
    ]),
  },
  {
    name: 'HTTP/1.1 without a length, ended by closing',
    wire: raw((answer, head) => [
      `HTTP/1.1 ${answer.status} OK\r\n${head.replace(/Content-Length.*\r\n/, '')}Connection: close\r\n\r\n`,
      answer.body,
    ]),
  },
  {
    name: 'no reason phrase',
    wire: raw((answer, head) => [`HTTP/1.1 ${answer.status} \r\n${head}Connection: close\r\n\r\n`, answer.body]),
  },
  {
    name: 'another reason phrase',
    wire: raw((answer, head) => [
      `HTTP/1.1 ${answer.status} All is w\u00e9ll (really)\r\n${head}Connection: close\r\n\r\n`,
      answer.body,
    ]),
  },
  {
    name: 'white space around header values',
    wire: raw((answer, head) => [
      `HTTP/1.1 ${answer.status} OK\r\n${head.replace(/: (.*)\r\n/g, (_all, value: string) => (/^\d+$/.test(value) ? `:${value}  \r\n` : `:\t ${value} \t\r\n`))}Connection:close\r\n\r\n`,
      answer.body,
    ]),
  },
  {
    name: 'chunks with extensions and capitals',
    wire: raw((answer, head) => [
      `HTTP/1.1 ${answer.status} OK\r\n${head.replace(/Content-Length.*\r\n/, '')}TRANSFER-ENCODING: Chunked\r\nConnection: close\r\n\r\n${answer.body.byteLength.toString(16).toUpperCase()};a="b"\r\n`,
      answer.body,
      '\r\n0;c\r\n\r\n',
    ]),
  },
  {
    name: 'says how long it keeps a connection',
    wire: (answer, to) =>
      void to
        .writeHead(
          answer.status,
          [...answer.headers, ['Connection', 'keep-alive'], ['Keep-Alive', 'timeout=1, max=3']].flat(),
        )
        .end(answer.body),
  },
  {
    name: 'headers of 20 KB',
    wire: (answer, to) =>
      void to
        .writeHead(answer.status, [...answer.headers, ['Content-Security-Policy', 'x'.repeat(20_000)]].flat())
        .end(answer.body),
  },
  { name: 'at an IPv6 address', wire: plain, host: '::1' },
  { name: 'behind a base path', wire: plain, base: '/api/cf/eu-1' },
  { name: 'behind a base path with a slash at its end', wire: plain, base: '/gate/way/' },
];
