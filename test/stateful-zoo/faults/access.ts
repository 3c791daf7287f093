import type { Request } from '../../../src/model/exchange.ts';
import { answers, headerOf, instead, isRequest, requests, withHeader } from '../change.ts';
import type { Fault } from '../fault.ts';
import { problem } from '../serve.ts';
import { API_KEY, replace, TOKEN, type Book, type Shop } from '../shop.ts';

/** Takes a request as if it had the right token, where a condition holds. */
const lets = (when: (request: Request) => boolean) =>
  requests((request) => (when(request) ? withHeader(request, 'Authorization', `Bearer ${TOKEN}`) : request));
const bearer = (request: Request) => /^bearer +(.+)$/i.exec(headerOf(request, 'Authorization') ?? '')?.[1];
const key = (request: Request) => headerOf(request, 'X-Api-Key');
const isGet = ({ method }: Request) => method === 'GET';

export const CREDENTIALS: Fault[] = [
  {
    of: 'wrong-credentials-refused',
    name: 'takes any API key',
    does: lets((request) => isGet(request) && key(request) !== undefined),
  },
  {
    of: 'wrong-credentials-refused',
    name: 'takes any token of readers',
    does: lets((request) => isGet(request) && bearer(request) !== undefined),
  },
  {
    of: 'wrong-credentials-refused',
    name: 'takes any token of writers',
    does: lets((request) => !isGet(request) && bearer(request) !== undefined),
  },
  {
    of: 'wrong-credentials-refused',
    name: 'takes any token where a book is deleted',
    does: lets((request) => request.method === 'DELETE' && bearer(request) !== undefined),
  },
  {
    of: 'wrong-credentials-refused',
    name: 'takes any token where a review is added',
    does: lets((request) => isRequest(request, 'POST', 3) && bearer(request) !== undefined),
  },
  {
    of: 'wrong-credentials-refused',
    name: 'takes the API key of a reader for writing',
    does: lets((request) => !isGet(request) && key(request) === API_KEY),
  },
  {
    of: 'wrong-credentials-refused',
    name: 'takes a token that begins as the right one',
    does: lets((request) => bearer(request)?.startsWith(TOKEN.slice(0, 4)) === true),
  },
  {
    of: 'wrong-credentials-refused',
    name: 'takes credentials of any scheme',
    does: lets((request) => headerOf(request, 'Authorization') !== undefined),
  },
  {
    of: 'wrong-credentials-refused',
    name: 'takes an empty token',
    does: lets((request) => /^bearer *$/i.test(headerOf(request, 'Authorization') ?? '')),
  },
  { of: 'credentials', name: 'lists books for everybody', does: lets((request) => isRequest(request, 'GET', 1)) },
  { of: 'credentials', name: 'shows a book to everybody', does: lets((request) => isRequest(request, 'GET', 2)) },
  { of: 'credentials', name: 'shows reviews to everybody', does: lets((request) => isRequest(request, 'GET', 4)) },
  { of: 'credentials', name: 'lets everybody add a review', does: lets((request) => isRequest(request, 'POST', 3)) },
  { of: 'credentials', name: 'lets everybody change a book', does: lets((request) => request.method === 'PATCH') },
  { of: 'credentials', name: 'lets everybody delete a book', does: lets((request) => isRequest(request, 'DELETE', 2)) },
  {
    of: 'right-credentials-accepted',
    name: 'takes no API key',
    does: requests((request) => withHeader(request, 'X-Api-Key')),
    // The key that was given may be a wrong one.
    isNote: true,
  },
];

const takenAs = (type: string, as: string) => (shop: Shop) =>
  replace(
    shop,
    'taken',
    (taken) => (mediaType, documented) =>
      mediaType === type && documented.includes(as) ? as : taken(mediaType, documented),
  );
const isUnlike = (type: string) => (request: Request) => (headerOf(request, 'Content-Type') ?? '').startsWith(type);

export const MEDIA_TYPES: Fault[] = [
  {
    of: 'undocumented-media-type-refused',
    name: 'reads plain text as JSON',
    does: takenAs('text/plain', 'application/json'),
  },
  {
    of: 'undocumented-media-type-refused',
    name: 'reads any media type as JSON where a book is replaced',
    does: anyType('PUT', 'application/json'),
  },
  {
    of: 'undocumented-media-type-refused',
    name: 'reads JSON as a merge patch',
    does: takenAs('application/json', 'application/merge-patch+json'),
  },
  {
    of: 'undocumented-media-type-refused',
    name: 'reads any media type as a form where a review is added',
    does: anyType('POST', 'application/json'),
  },
  {
    of: 'undocumented-media-type-refused',
    name: 'reads XML as JSON',
    does: takenAs('application/xml', 'application/json'),
  },
  {
    of: 'request-media-type',
    name: 'takes no form',
    does: (shop) => refusesType(shop, 'application/x-www-form-urlencoded'),
  },
  {
    of: 'request-media-type',
    name: 'takes no multipart body',
    does: (shop) => refusesType(shop, 'multipart/form-data'),
  },
  { of: 'request-media-type', name: 'takes no review as JSON', does: noJsonReview },
  {
    of: 'kept-value',
    name: 'does not decode the blanks of a form',
    does: requests((request) =>
      isUnlike('application/x-www-form-urlencoded')(request)
        ? {
            ...request,
            body: Buffer.from(
              Buffer.from(request.body ?? [])
                .toString()
                .replaceAll('+', '%2B')
                .replaceAll('%20', '%2B'),
            ),
          }
        : request,
    ),
  },
  {
    of: 'created-readable',
    name: 'loses a book with a cover',
    does: (shop) =>
      replace(shop, 'serve', (serve) => (request) => {
        const answer = serve(request);
        if (answer.status === 201 && isUnlike('multipart/form-data')(request)) shop.books.pop();
        return answer;
      }),
  },
  {
    of: 'negotiation',
    name: 'sends HTML to whoever prefers JSON, and takes HTML too',
    does: instead(
      (response, request) =>
        response.status === 200 && /text\/html|\*\/\*/.test(headerOf(request, 'Accept') ?? '') && isGet(request),
      () => ({
        headers: [
          ['Content-Type', 'text/html'],
          ['ETag', '"1"'],
        ],
        body: Buffer.from('<p>The shop</p>'),
      }),
    ),
  },
  {
    of: 'negotiation',
    name: 'refuses whoever asks for JSON alone',
    does: (shop) =>
      replace(
        shop,
        'serve',
        (serve) => (request) =>
          isGet(request) && headerOf(request, 'Accept') === 'application/json' ? problem(406, 'No.') : serve(request),
      ),
  },
  {
    of: 'media-type',
    name: 'sends problems as plain JSON',
    does: answers((response) =>
      response.status >= 400 ? withHeader(response, 'Content-Type', 'application/json') : response,
    ),
  },
  {
    of: 'media-type',
    name: 'sends lists as plain text',
    does: answers((response, request) =>
      isRequest(request, 'GET', 1) && response.status === 200
        ? withHeader(response, 'Content-Type', 'text/plain')
        : response,
    ),
  },
];

/** Takes the bodies of one method, whatever their media type says. */
function anyType(method: string, as: string): Fault['does'] {
  return (shop) => {
    let asked = '';
    requests((request) => ((asked = request.method), request))(shop);
    replace(
      shop,
      'taken',
      (taken) => (mediaType, documented) =>
        taken(mediaType, documented) ?? (asked === method && documented.includes(as) ? as : undefined),
    );
  };
}

function refusesType(shop: Shop, type: string): void {
  replace(
    shop,
    'taken',
    (taken) => (mediaType, documented) => (mediaType === type ? undefined : taken(mediaType, documented)),
  );
}

function noJsonReview(shop: Shop): void {
  replace(
    shop,
    'taken',
    (taken) => (mediaType, documented) =>
      documented.includes('application/x-www-form-urlencoded') && mediaType === 'application/json'
        ? undefined
        : taken(mediaType, documented),
  );
}

const status = (from: number, to: number, method: string) =>
  instead(
    (response, request) => response.status === from && request.method === method,
    () => ({ status: to }),
  );

export const STATUSES: Fault[] = [
  { of: 'status', name: 'answers 200 where something was added', does: status(201, 200, 'POST') },
  { of: 'status', name: 'answers 200 where something was deleted', does: status(204, 200, 'DELETE') },
  { of: 'status', name: 'answers 201 where a book was replaced', does: status(200, 201, 'PUT') },
  { of: 'status', name: 'answers 202 where a book was changed', does: status(200, 202, 'PATCH') },
  {
    of: 'undocumented-status',
    name: 'answers 422 to what is not as it has to be',
    isNote: true,
    does: status(400, 422, 'POST'),
  },
  {
    of: 'undocumented-status',
    name: 'answers 403 to whoever has no credentials',
    isNote: true,
    does: status(401, 403, 'GET'),
  },
  {
    of: 'undocumented-status',
    name: 'answers 409 where a book has another entity tag',
    isNote: true,
    does: status(412, 409, 'PUT'),
  },
  { of: 'server-error', name: 'fails where there is no such book', does: status(404, 500, 'GET') },
  { of: 'server-error', name: 'fails behind the last page', does: behindTheEnd },
  { of: 'server-error', name: 'fails where a filter finds nothing', does: (shop) => failsEmpty(shop) },
];

function behindTheEnd(shop: Shop): void {
  replace(shop, 'pageOfBooks', (page) => (found, query) => {
    const shown = page(found, query);
    if (query.page > 1 && shown.length === 0) shop.write = () => fail();
    return shown;
  });
  keepsWriting(shop);
}

function failsEmpty(shop: Shop): void {
  replace(shop, 'totalOfReviews', (total) => (found, shown) => {
    if (found.length === 0) shop.write = () => fail();
    return total(found, shown);
  });
  keepsWriting(shop);
}

function fail(): never {
  throw new Error('out of range');
}

/** Answers 500 where the shop throws. */
function keepsWriting(shop: Shop): void {
  const { write } = shop;
  replace(shop, 'serve', (serve) => (request) => {
    try {
      return serve(request);
    } catch {
      return problem(500, 'Something failed.');
    } finally {
      shop.write = write;
    }
  });
}

const anyParent = (
  shop: Shop,
  find: (shop: Shop, id: string) => Book | undefined,
  when: (request: Request) => boolean,
) =>
  replace(shop, 'serve', (serve) => (request) => {
    const { bookOf } = shop;
    if (when(request)) shop.bookOf = (id) => bookOf(id) ?? find(shop, id);
    const answer = serve(request);
    shop.bookOf = bookOf;
    return answer;
  });
const nobody = (_shop: Shop, id: string) => ({ id }) as Book;

export const CHILDREN: Fault[] = [
  {
    of: 'parent-known',
    name: 'adds a review to a book that was deleted',
    does: (shop) => anyParent(shop, nobody, (request) => isRequest(request, 'POST', 3)),
  },
  {
    of: 'parent-known',
    name: 'lists no reviews of a book that was deleted, and does not say so',
    does: (shop) => anyParent(shop, nobody, (request) => isRequest(request, 'GET', 3)),
  },
  {
    of: 'parent-known',
    name: 'reads a review under any book',
    does: (shop) => replace(shop, 'reviewOf', () => (_book, id) => shop.reviews.find((review) => review.id === id)),
  },
];
