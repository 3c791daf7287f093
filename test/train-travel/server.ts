import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Json, JsonObject } from '../../src/model/json.ts';
import { isObject } from '../../src/json/pointer.ts';

/** Values of its own that other people's documents show otherwise: it does what the Train Travel document says, and no more. */
export interface TrainTravel {
  url: string;
  /** Method, path and status of each exchange. */
  log: string[];
  close(): Promise<void>;
}

/** What an answer is made of. */
interface Answer {
  status: number;
  body?: Json;
  headers?: Record<string, string>;
}

interface Call {
  query: URLSearchParams;
  /** What the path names. */
  id: string;
  text: string;
  type: string;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const DATE_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/i;

const STATIONS = [
  {
    id: 'efdbb9d1-02c2-4bc3-afb7-6788d8782b1e',
    name: 'Berlin Hbf',
    address: 'Europaplatz 1, Berlin',
    country_code: 'DE',
  },
  {
    id: 'b2e783e1-c824-4d63-b37a-d8d698862f1d',
    name: 'Paris Nord',
    address: '112 Rue de Maubeuge, Paris',
    country_code: 'FR',
  },
  {
    id: 'c37f14b6-57d1-4e2c-9c0e-6ad0a6f3b0a1',
    name: 'Milano Centrale',
    address: "Piazza Duca d'Aosta 1",
    country_code: 'IT',
  },
];

const problem = (status: number, title: string, detail: string): Answer => ({
  status,
  body: { type: `https://example.com/errors/${status}`, title, status, detail },
  headers: { 'Content-Type': 'application/problem+json' },
});
const badRequest = (detail: string) => problem(400, 'Bad Request', detail);
const notFound = () => problem(404, 'Not Found', 'The requested resource was not found.');
const forbidden = () => problem(403, 'Forbidden', 'This is not yours.');

/** Where the editions of the document differ: how a card's code is written, and whether a source may be of both kinds. */
const EDITIONS = {
  '1.0.0': { isCode: (value: Json) => Number.isInteger(value), mayBeBoth: true },
  '1.2.1': { isCode: (value: Json) => typeof value === 'string' && /^.{3,4}$/su.test(value), mayBeBoth: false },
};
type Edition = keyof typeof EDITIONS;

/** A server that follows the Train Travel document (OpenAPI 3.1, bump-sh-examples/train-travel-api), in memory, over a socket. */
export async function startTrainTravel(edition: Edition = '1.0.0'): Promise<TrainTravel> {
  const log: string[] = [];
  let base = '';
  const booked = '1725ff48-ab45-4bb5-9d02-88745177dedb';
  const bookings = new Map<string, JsonObject>([
    [booked, { id: booked, trip_id: randomUUID(), passenger_name: 'Ada', has_bicycle: false, has_dog: true }],
  ]);
  const paid = new Set<string>();

  const collection = (path: string, { query }: Call, all: Json[]): Answer => {
    const page = Number(query.get('page') ?? 1);
    const limit = Number(query.get('limit') ?? 10);
    if (!Number.isInteger(page) || page < 1) return badRequest('page has to be a positive integer');
    if (!Number.isInteger(limit) || limit < 1 || limit > 100) return badRequest('limit has to be from 1 to 100');
    const shown = all.slice((page - 1) * limit, page * limit);
    const links = {
      self: `${base}${path}`,
      ...(page * limit < all.length && { next: `${base}${path}?page=${page + 1}` }),
    };
    return { status: 200, body: { data: shown, links }, headers: { 'Cache-Control': 'max-age=60' } };
  };

  const isFlag = (value: string | null) => value === null || value === 'true' || value === 'false';

  const routes: { method: string; path: RegExp; answer: (call: Call) => Answer }[] = [
    { method: 'GET', path: /^\/stations$/, answer: (call) => collection('/stations', call, STATIONS) },
    {
      method: 'GET',
      path: /^\/trips$/,
      answer: (call) => {
        const { query } = call;
        const [origin, destination] = [query.get('origin') ?? '', query.get('destination') ?? ''];
        if (!UUID.test(origin) || !UUID.test(destination)) return badRequest('origin and destination have to be uuids');
        if (!DATE_TIME.test(query.get('date') ?? '')) return badRequest('date has to be a date and time');
        if (!isFlag(query.get('bicycles')) || !isFlag(query.get('dogs')))
          return badRequest('bicycles and dogs are true or false');
        const trips = ['07:12:00', '11:48:00', '16:20:00'].map((time) => {
          const id = randomUUID();
          return {
            id,
            origin,
            destination,
            departure_time: `2026-12-01T${time}Z`,
            arrival_time: `2026-12-02T${time}Z`,
            operator: 'Trenitalia',
            price: 81.5,
            bicycles_allowed: true,
            dogs_allowed: false,
            links: { self: `${base}/trips/${id}` },
          };
        });
        return collection('/trips', call, trips);
      },
    },
    { method: 'GET', path: /^\/bookings$/, answer: (call) => collection('/bookings', call, [...bookings.values()]) },
    {
      method: 'POST',
      path: /^\/bookings$/,
      answer: ({ text, type }) => {
        const sent = readBody(text, type);
        if ('status' in sent) return sent;
        const { trip_id, passenger_name, has_bicycle, has_dog } = sent.body;
        if (trip_id !== undefined && (typeof trip_id !== 'string' || !UUID.test(trip_id)))
          return badRequest('trip_id has to be a uuid');
        if (passenger_name !== undefined && typeof passenger_name !== 'string')
          return badRequest('passenger_name has to be a text');
        for (const flag of [has_bicycle, has_dog])
          if (flag !== undefined && typeof flag !== 'boolean')
            return badRequest('has_bicycle and has_dog are true or false');
        const id = randomUUID();
        const { id: _own, ...given } = sent.body;
        const booking = { id, ...given };
        bookings.set(id, booking);
        return { status: 201, body: { ...booking, links: { self: `${base}/bookings/${id}` } } };
      },
    },
    {
      method: 'GET',
      path: /^\/bookings\/([^/]+)$/,
      answer: ({ id }) => {
        if (!UUID.test(id)) return badRequest('bookingId has to be a uuid');
        const found = bookings.get(id);
        return found ? { status: 200, body: { ...found, links: { self: `${base}/bookings/${id}` } } } : notFound();
      },
    },
    {
      method: 'DELETE',
      path: /^\/bookings\/([^/]+)$/,
      answer: ({ id }) => {
        if (!UUID.test(id)) return badRequest('bookingId has to be a uuid');
        return bookings.delete(id) ? { status: 204 } : notFound();
      },
    },
    {
      method: 'POST',
      path: /^\/bookings\/([^/]+)\/payment$/,
      answer: ({ id, text, type }) => {
        if (!UUID.test(id)) return badRequest('bookingId has to be a uuid');
        // The first edition does not say that a payment needs its details.
        const sent = text === '' && edition === '1.0.0' ? { body: {} } : readBody(text, type);
        if ('status' in sent) return sent;
        const wrong = wrongPayment(sent.body, edition);
        if (wrong) return badRequest(wrong);
        // The document has no 404 here: of what is not there, it says no more than that it is not the caller's.
        if (!bookings.has(id)) return forbidden();
        paid.add(id);
        const { source, ...payment } = sent.body;
        const { cvc: _cvc, address_line1: _1, address_line2: _2, ...shown } = isObject(source) ? source : {};
        const number = typeof shown['number'] === 'string' ? shown['number'] : '';
        return {
          status: 200,
          body: {
            ...payment,
            id: randomUUID(),
            ...(source !== undefined && {
              source: isObject(source) ? { ...shown, number: number.slice(-4).padStart(number.length, '*') } : source,
            }),
            status: 'pending',
            links: { booking: `${base}/bookings/${id}` },
          },
        };
      },
    },
  ];

  function answer({ method = '', url = '', headers }: IncomingMessage, text: string): Answer {
    const { pathname, searchParams: query } = new URL(url, 'http://localhost');
    const matching = routes.filter(({ path }) => path.test(pathname));
    const route = matching.find((one) => one.method === method);
    if (matching.length === 0) return notFound();
    if (!route)
      return {
        ...problem(405, 'Method Not Allowed', 'Not this method.'),
        headers: { 'Content-Type': 'application/problem+json', Allow: matching.map((one) => one.method).join(', ') },
      };
    if (!/^bearer a-token$/i.test(headers.authorization ?? '')) return problem(401, 'Unauthorized', 'Who are you?');
    const id = decode(route.path.exec(pathname)?.[1] ?? '');
    return route.answer({ query, id, text, type: headers['content-type'] ?? '' });
  }

  const server = createServer((from, to: ServerResponse) => {
    const chunks: Buffer[] = [];
    from.on('data', (chunk: Buffer) => chunks.push(chunk));
    from.on('end', () => {
      const { status, body, headers } = answer(from, Buffer.concat(chunks).toString());
      log.push(`${from.method} ${from.url} ${status}`);
      const type = body !== undefined && { 'Content-Type': 'application/json' };
      to.writeHead(status, { ...type, RateLimit: 'limit=1000, remaining=999, reset=10', ...headers });
      to.end(body === undefined ? '' : JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url: base, log, close: () => new Promise((resolve) => server.close(() => resolve()).closeAllConnections()) };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function readBody(text: string, type: string): { body: JsonObject } | Answer {
  if (!/^application\/json\b/i.test(type)) return badRequest('send JSON');
  try {
    const body = JSON.parse(text) as Json;
    return isObject(body) ? { body } : badRequest('send an object');
  } catch {
    return badRequest('this is no JSON');
  }
}

const CURRENCIES = ['bam', 'bgn', 'chf', 'eur', 'gbp', 'nok', 'sek', 'try'];
const TEXTS = [
  'name',
  'number',
  'address_line1',
  'address_line2',
  'address_city',
  'address_country',
  'address_post_code',
];
const KINDS = [
  {
    object: 'card',
    required: ['name', 'number', 'cvc', 'exp_month', 'exp_year', 'address_country'],
    texts: TEXTS,
    numbers: ['exp_month', 'exp_year'],
  },
  {
    object: 'bank_account',
    required: ['name', 'number', 'account_type', 'bank_name', 'country'],
    texts: ['name', 'number', 'sort_code', 'account_type', 'bank_name', 'country'],
    numbers: [],
  },
];

/** What is wrong with a payment, by the document. */
function wrongPayment({ amount, currency, source }: JsonObject, edition: Edition): string | undefined {
  if (amount !== undefined && !(typeof amount === 'number' && amount > 0)) return 'amount has to be more than nothing';
  if (currency !== undefined && !CURRENCIES.includes(currency as string)) return 'this currency is not taken';
  if (source === undefined) return undefined;
  const { isCode, mayBeBoth } = EDITIONS[edition];
  // The kind card of the first edition has no type.
  if (!isObject(source)) return mayBeBoth ? undefined : 'source has to be an object';
  const fitting = KINDS.filter(
    ({ object, required, texts, numbers }) =>
      (source['object'] === undefined || source['object'] === object) &&
      required.every((name) => source[name] !== undefined) &&
      texts.every((name) => source[name] === undefined || typeof source[name] === 'string') &&
      numbers.every((name) => source[name] === undefined || Number.isInteger(source[name])) &&
      (object === 'card'
        ? isCode(source['cvc'] as Json)
        : ['individual', 'company'].includes(String(source['account_type']))),
  );
  if (fitting.length === 0 || (fitting.length > 1 && !mayBeBoth)) return 'source is neither a card nor a bank account';
  const known = fitting.flatMap(({ required, texts, numbers }) => ['object', ...required, ...texts, ...numbers]);
  return Object.keys(source).some((name) => !known.includes(name))
    ? 'source has a member that nobody knows'
    : undefined;
}
