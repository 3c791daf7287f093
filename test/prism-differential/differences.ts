import type { Request } from '../../src/model/exchange.ts';
import { queryOf, readPairs } from '../../src/http/form-pairs.ts';
import { isJsonType, parseMediaType } from '../../src/http/media-type.ts';
import type { Compared } from './compare.ts';

/** An intended difference of the mock from Prism. */
export interface Difference {
  id: string;
  /** Its heading in docs/differences-from-prism.md. */
  about:
    | 'How an answer is found'
    | 'How a request is read'
    | 'Who may call'
    | 'How an answer is chosen'
    | 'What is answered';
  when(compared: Compared): boolean;
  request: string;
  prism: string;
  assay: string;
  /** The clause that justifies it. */
  because: string;
}

const field = ({ fields }: Compared, name: string): string => fields.get(name) ?? '';
const died = ({ prism }: Compared, why: RegExp): boolean => prism.died !== undefined && why.test(prism.died);
const textOf = ({ body }: Request): string => new TextDecoder().decode(body);
const label = (compared: Compared) => parseMediaType(field(compared, 'content-type'));
const isSuccess = (status: number): boolean => status >= 200 && status < 300;
const wish = (compared: Compared, name: string): string | undefined =>
  new RegExp(`(?:^|[,;&?])\\s*(?:__)?${name}=([^,;&\\s]*)`).exec(
    compared.fields.has('prefer') ? field(compared, 'prefer') : compared.request.path,
  )?.[1];
const has = ({ errors }: Compared, kind: string, message = /./): boolean =>
  errors.some((error) => error.kind === kind && message.test(error.message));
const REFUSED = [400, 415, 422];

function isMalformedJson(compared: Compared): boolean {
  if (!compared.request.body?.length || !isJsonType(label(compared)?.type ?? '')) return false;
  try {
    JSON.parse(textOf(compared.request));
    return false;
  } catch {
    return true;
  }
}

/** Whether a path is well percent-encoded (RFC 3986 §2.1). */
function isDecodable(path: string): boolean {
  try {
    decodeURIComponent(path.split('?', 1)[0] ?? '');
    return true;
  } catch {
    return false;
  }
}

/** Whether a query parameter is repeated more often than its style allows. */
function isRepeated({ operation, request }: Compared): boolean {
  const names = readPairs(queryOf(request.path)).map(([name]) => name);
  return (operation?.parameters ?? []).some(({ name }) => names.filter((other) => other === name).length > 1);
}

/** Every row must match some request of a run. A difference without a row makes the test fail. */
export const DIFFERENCES: Difference[] = [
  {
    id: 'head',
    about: 'How an answer is found',
    when: ({ request, prism }) => request.method === 'HEAD' && (prism.status === 405 || prism.status === 404),
    request: '`HEAD` on a path that documents `GET`',
    prism: '405',
    assay: 'as `GET`, without the content',
    because: 'RFC 9110 §9.3.2; §9.1: every general-purpose server supports GET and HEAD',
  },
  {
    id: 'options',
    about: 'How an answer is found',
    when: ({ request, prism, assay }) =>
      request.method === 'OPTIONS' && [405, 404, 400].includes(prism.status) && assay.status === 204,
    request: '`OPTIONS` on a documented path',
    prism: '405, unless it is a CORS preflight',
    assay: '204 with `Allow`',
    because: 'RFC 9110 §9.3.7',
  },
  {
    id: 'allow',
    about: 'How an answer is found',
    when: ({ aspect }) => aspect === 'allow',
    request: 'another method on a documented path',
    prism: '405 without `Allow`',
    assay: '405 with `Allow`',
    because: 'RFC 9110 §15.5.6: the server must generate it',
  },
  {
    id: 'server-path',
    about: 'How an answer is found',
    when: ({ contract, request, prism }) =>
      contract.name === 'petstore' && request.path.startsWith('/v2') && prism.status === 404,
    request: 'a path behind the path of a documented server: `/v2/pets`',
    prism: '404: it knows `/pets` alone',
    assay: 'knows both',
    because: 'OpenAPI 3.1 §4.8.5: paths are appended to the URL of the server',
  },
  {
    id: 'path-encoding',
    about: 'How an answer is found',
    when: (compared) => !isDecodable(compared.request.path) && compared.assay.status === 400,
    request: 'a path that is not well percent-encoded: `/items/%zz`',
    prism: '500, or 405 where the method is not documented',
    assay: '400',
    because: 'RFC 3986 §2.1; RFC 9110 §15.5.1',
  },
  {
    id: 'empty-segment',
    about: 'How an answer is found',
    when: ({ match, prism }) => match.kind !== 'operation' && prism.status !== 404 && match.kind === 'none',
    request: 'nothing where a path parameter stands: `/items/`',
    prism: 'takes the parameter for empty',
    assay: '404',
    because: 'OpenAPI 3.1 §4.8.12.1: a path parameter is required, and one that is empty matches another path',
  },
  {
    id: 'slashes',
    about: 'How an answer is found',
    when: (compared) => died(compared, /Invalid URL/),
    request: '`//` as the path',
    prism: 'no answer: it takes the path for a host',
    assay: '404',
    because: 'RFC 9112 §3.2.1: the target is in origin-form',
  },
  {
    id: 'parameter-status',
    about: 'How a request is read',
    when: ({ assay, prism, errors }) =>
      assay.status === 400 && prism.status === 422 && errors.some(({ kind }) => kind === 'parameter'),
    request: 'a parameter that breaks its schema or is missing',
    prism: '422',
    assay: '400',
    because: 'RFC 9110 §15.5.21: 422 is for content, and there is none in a path or query',
  },
  {
    id: 'missing-body-status',
    about: 'How a request is read',
    when: (compared) =>
      compared.assay.status === 400 &&
      REFUSED.includes(compared.prism.status) &&
      has(compared, 'body', /required|boundary|well-formed|not JSON|not text|cannot be read|encoded/),
    request: 'no body where one is required, or one that cannot be read',
    prism: '422, or 415 for a multipart form without a boundary',
    assay: '400',
    because: 'RFC 9110 §15.5.1, §15.5.21: 422 is for content that is well-formed',
  },
  {
    id: 'no-content-type',
    about: 'How a request is read',
    when: (compared) =>
      compared.assay.status === 415 && !compared.fields.has('content-type') && compared.prism.status !== 415,
    request: 'a body without `Content-Type`',
    prism: 'holds it to the first documented media type: 422',
    assay: '415 with `Accept`',
    because: 'RFC 9110 §8.3: the recipient may take it for application/octet-stream, which is not documented',
  },
  {
    id: 'content-type-garbage',
    about: 'How a request is read',
    when: (compared) => died(compared, /Could not parse MIME/),
    request: 'a `Content-Type` that is no media type: `garbage`',
    prism: 'no answer',
    assay: '415, or nothing where no body is documented',
    because: 'RFC 9110 §15.5.16',
  },
  {
    id: 'json-suffix',
    about: 'How a request is read',
    when: (compared) =>
      /\+json/.test(field(compared, 'content-type')) &&
      compared.operation?.body !== undefined &&
      !has(compared, 'security'),
    request: '`application/vnd.x+json` beside or instead of a documented `application/json`',
    prism: 'takes one for the other, and holds the body to the first schema',
    assay: 'the schema of its own media type, or 415',
    because: 'OpenAPI 3.1 §4.8.13: the keys are media types, and the most specific applies',
  },
  {
    id: 'undocumented-body',
    about: 'How a request is read',
    when: ({ operation, request, prism }) =>
      operation !== undefined && !operation.body && request.body !== undefined && [415, 400].includes(prism.status),
    request: 'a body where none is documented, as with `GET`',
    prism: '415, or 400 where it is not the JSON that it is labelled as',
    assay: 'left out of account',
    because: 'RFC 9110 §9.3.1: it has no defined semantics; OpenAPI 3.1 §4.8.10 forbids none',
  },
  {
    id: 'json-first',
    about: 'How a request is read',
    when: (compared) => compared.prism.status === 400 && isMalformedJson(compared),
    request: 'malformed JSON together with another mistake, such as no credentials or another path',
    prism: '400: it parses the body before anything else',
    assay: 'the gravest mistake: 404, 405, 401, 415',
    because: 'RFC 9110 §15.5.2, §15.5.5, §15.5.6',
  },
  {
    id: 'unsupported-type-status',
    about: 'How a request is read',
    when: (compared) =>
      compared.assay.status === 415 &&
      [422, 400].includes(compared.prism.status) &&
      compared.fields.has('content-type'),
    request: 'an undocumented media type, where a 422 or 400 is documented and a 415 is not',
    prism: 'the documented 422 or 400',
    assay: '415 with `Accept`',
    because: 'RFC 9110 §15.5.16',
  },
  {
    id: 'encoded-as',
    about: 'How a request is read',
    when: (compared) =>
      compared.operation?.body?.media.some(
        ({ type, encodedAs }) => type === label(compared)?.type && type !== encodedAs,
      ) === true && compared.prism.status === 422,
    request: 'JSON under the label that the contract documents for it with `x-encoded-as`',
    prism: '422: it reads a form',
    assay: 'reads JSON',
    because: 'the contract says so; vendors print such requests',
  },
  {
    id: 'null',
    about: 'How a request is read',
    when: (compared) =>
      textOf(compared.request) === 'null' && compared.assay.status === 422 && !REFUSED.includes(compared.prism.status),
    request: 'a body of `null` where an object is documented',
    prism: 'counts it as no body',
    assay: '422',
    because: 'JSON Schema 2020-12 core §4.2.1: null is a value like any other',
  },
  {
    id: 'twice',
    about: 'How a request is read',
    when: (compared) =>
      isRepeated(compared) && compared.prism.status === 422 && !REFUSED.includes(compared.assay.status),
    request: 'a query parameter twice that is no exploded list: `q=1&q=2`',
    prism: '422: it makes a list of both',
    assay: 'the first counts',
    because: 'OpenAPI 3.1 §4.8.12 says nothing of it, and neither does RFC 3986 §3.4; most servers take one of them',
  },
  {
    id: 'charset',
    about: 'How a request is read',
    when: (compared) => compared.assay.status === 400 && /charset=utf-16/i.test(field(compared, 'content-type')),
    request: 'JSON that is labelled with another charset than it is written in',
    prism: 'reads it as UTF-8',
    assay: '400',
    because: 'RFC 9110 §8.3.2; RFC 8259 §8.1',
  },
  {
    id: 'form-encoding',
    about: 'How a request is read',
    when: (compared) =>
      label(compared)?.type === 'application/x-www-form-urlencoded' &&
      /%(?![0-9a-f]{2})/i.test(textOf(compared.request)) &&
      (compared.assay.status === 400 || compared.assay.status === 422),
    request: 'a form that is not well percent-encoded: `a=%zz`, `%zz=1`',
    prism: 'takes the value as it stands; no answer where it is the name',
    assay: '400 or 422',
    because: 'RFC 3986 §2.1; OpenAPI 3.1 §4.8.15.1',
  },
  {
    id: 'form-list',
    about: 'How a request is read',
    when: (compared) =>
      /list=.*list=/.test(textOf(compared.request)) &&
      compared.prism.status === 422 &&
      !REFUSED.includes(compared.assay.status),
    request: 'a form with a list, `list=1&list=2`',
    prism: '422',
    assay: 'reads the list',
    because: 'OpenAPI 3.1 §4.8.15.1: by default style form, exploded',
  },
  {
    id: 'part-without-type',
    about: 'How a request is read',
    when: (compared) => died(compared, /reading 'trim'/),
    request: 'a multipart file without a Content-Type of its own',
    prism: 'no answer',
    assay: 'reads it as text/plain',
    because: 'RFC 7578 §4.4',
  },
  {
    id: 'styles',
    about: 'How a request is read',
    when: (compared) => died(compared, /startsWith is not a function|serialization style requires/),
    request: 'a comma in a path parameter of style `matrix` or `label`',
    prism: 'no answer',
    assay: 'part of the value, or 400',
    because: 'OpenAPI 3.1 §4.8.12.3; RFC 6570 §3.2',
  },
  {
    id: 'comma',
    about: 'How a request is read',
    when: ({ operation, request, prism, assay }) =>
      /,|%2C/i.test(request.path) && operation !== undefined && prism.status === 422 && !REFUSED.includes(assay.status),
    request: 'a comma in a path parameter that is text: `/names/a,b`',
    prism: '422: it makes a list of it',
    assay: 'text with a comma',
    because: 'OpenAPI 3.1 §4.8.12.3: style simple writes a list so where the schema has one; here it has text',
  },
  {
    id: 'loose-parameters',
    about: 'How a request is read',
    when: (compared) =>
      compared.assay.status === 400 &&
      !REFUSED.includes(compared.prism.status) &&
      !compared.prism.died &&
      has(compared, 'parameter'),
    request:
      'a number or boolean that is empty (`?limit=`), written otherwise (`flag=1`), or nested where it is flat (`filter[a][b]=1`)',
    prism: 'lets it pass, as 0, true or nothing',
    assay: '400',
    because: 'OpenAPI 3.1 §4.8.12: the value conforms to the schema',
  },
  {
    id: 'scheme-case',
    about: 'Who may call',
    when: (compared) =>
      compared.prism.status === 401 &&
      compared.assay.status !== 401 &&
      /^(bearer|basic) /i.test(field(compared, 'authorization')),
    request: '`Authorization: bearer …`',
    prism: '401: it knows `Bearer` alone',
    assay: 'compares the scheme without regard to case',
    because: 'RFC 9110 §11.1',
  },
  {
    id: 'challenge',
    about: 'Who may call',
    when: ({ aspect }) => aspect === 'challenge',
    request: 'no credentials',
    prism: '401 without `WWW-Authenticate` where an API key is asked for, or where the 401 is documented',
    assay: '401 with a challenge for each scheme that would do',
    because: 'RFC 9110 §11.6.1, §15.5.2: the server must send one',
  },
  {
    id: 'accept-garbage',
    about: 'How an answer is chosen',
    when: (compared) => died(compared, /invalid media type|argument string is required/),
    request: 'an `Accept` with something in it that is no media range: `garbage`, `*`, `,`',
    prism: 'no answer',
    assay: 'leaves it out of account',
    because: 'RFC 9110 §12.5.1: Accept is a preference',
  },
  {
    id: 'accept-weight',
    about: 'How an answer is chosen',
    when: (compared) =>
      compared.prism.status === 406 && compared.assay.status !== 406 && /q=(x|1\.5)/.test(field(compared, 'accept')),
    request: '`Accept: application/json;q=x`',
    prism: '406',
    assay: 'a weight that is none counts as 1',
    because: 'RFC 9110 §12.4.2',
  },
  {
    id: 'accept-nothing',
    about: 'How an answer is chosen',
    when: (compared) =>
      (compared.assay.status === 406 || (compared.assay.status >= 400 && isSuccess(compared.prism.status))) &&
      /q=0(?!\.)/.test(field(compared, 'accept')),
    request: '`Accept: */*;q=0`, `application/json;q=0, */*`',
    prism: 'answers with what is refused',
    assay: '406 with what there is; a refusal that was asked for all the same',
    because: 'RFC 9110 §12.4.2: a weight of 0 means not acceptable',
  },
  {
    id: 'accept-and-code',
    about: 'How an answer is chosen',
    when: (compared) =>
      compared.fields.has('accept') &&
      [406, Number(wish(compared, 'code'))].includes(compared.assay.status) &&
      (isSuccess(compared.prism.status) || compared.prism.status === 500),
    request: '`Prefer: code=…` with an `Accept` that the response has nothing for',
    prism: 'another response, or 500',
    assay: 'a refusal in the media type that it has, and 406 in place of a success',
    because: 'RFC 9110 §12.5.1: the server may send 406, or disregard the field',
  },
  {
    id: 'prefer-ill-formed',
    about: 'How an answer is chosen',
    when: (compared) =>
      compared.prism.status === 422 &&
      (/^(?!\d{3}$)/.test(wish(compared, 'code') ?? '200') ||
        /^(?!(true|false)$)/.test(wish(compared, 'dynamic') ?? 'true')),
    request: '`Prefer: code=abc`, `dynamic=maybe`',
    prism: '422',
    assay: 'leaves it out of account',
    because: 'RFC 7240 §2: preferences that are not understood are ignored',
  },
  {
    id: 'example-without-content',
    about: 'How an answer is chosen',
    when: (compared) =>
      compared.assay.status === 404 &&
      isSuccess(compared.prism.status) &&
      wish(compared, 'example') !== undefined &&
      compared.prism.body === '',
    request: '`Prefer: example=NAME` of a response without content',
    prism: 'the response',
    assay: '404 with the names that there are, as for any other name',
    because: 'the wish is for something that the document does not have',
  },
  {
    id: 'example-elsewhere',
    about: 'How an answer is chosen',
    when: (compared) =>
      wish(compared, 'example') !== undefined &&
      [404, 406].includes(compared.prism.status) &&
      ![404, 406, ...REFUSED].includes(compared.assay.status),
    request: '`Prefer: example=NAME` of an example in another response, or in a media type that is acceptable too',
    prism: '404: it looks in the best media type of the first success alone',
    assay: 'the example, with the status and media type that it is documented for',
    because: 'the name says which is meant; RFC 9110 §12.5.1 leaves the choice among what is acceptable',
  },
  {
    id: 'nearest-example',
    about: 'What is answered',
    when: ({ aspect, operation, request }) =>
      aspect === 'body' && (operation?.examples.length ?? 0) > 1 && request.body !== undefined,
    request: 'one that is like the second of two documented requests',
    prism: 'the first documented response',
    assay: 'the response that bears the name of the example that the request is most like',
    because: 'the documents pair request and response by their name',
  },
  {
    id: 'write-only',
    about: 'What is answered',
    when: ({ aspect, prism, operation }) =>
      aspect === 'body' && operation?.path === '/secret' && prism.body.includes('"pin"'),
    request: 'one whose answer has a `writeOnly` member in its schema',
    prism: 'shows it, unless values are made up',
    assay: 'leaves it out',
    because: 'JSON Schema 2020-12 validation §9.4: it is never present when the value is retrieved',
  },
];
