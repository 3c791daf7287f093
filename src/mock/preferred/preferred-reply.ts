import type { Contract, RequestValues, MediaType, Operation, ResponseObject } from '../../model/contract.ts';
import type { HeaderField, Request } from '../../model/exchange.ts';
import type { Json } from '../../model/json.ts';
import { isSuccess, responseFor, statusOf } from '../../contract/examples.ts';
import { isExpressible, isStructured } from '../../messages/body/example-value.ts';
import { headerText } from '../../messages/header-value.ts';
import { isJsonType } from '../../http/media-type.ts';
import { mediaTypeOf, exampleAs, isFramingHeader } from '../documented/available-examples.ts';
import { type RespondableExample, createChooser } from '../documented/choose-example.ts';
import { madeUpValue, plainValue } from '../dynamic/generate.ts';
import { negotiate, preferredMediaType } from './content-negotiation.ts';
import { appliedPreferences, type Preferences } from './prefer-header.ts';
import { loadPrism } from '../dynamic/prism.ts';
import { noValueReason } from '../no-value.ts';
import { problem } from '../problem-details.ts';
import type { Random } from '../random.ts';
import { headerValue, respond, textOf, type Reply } from '../reply.ts';
import { restoreDigits } from '../../schema/restore-digits.ts';
import { isError } from '../../http/status.ts';
import { show } from '../../text/wording.ts';

/** A valid request that is not answered with the most similar example. */
export interface PreferredRequest {
  contract: Contract;
  operation: Operation;
  inputs: RequestValues;
  request: Request;
  accept: string | undefined;
  preferences: Preferences;
  /** Whether the answer says which preferences it applies: not those that the request did not state. */
  states: boolean;
  /** Whether values are generated if the request states no preference. */
  generates: boolean;
  random: Random;
  /** Answers with a documented example, as the mode does. */
  respondWith(example: RespondableExample): Reply;
}

/** Answers as the request prefers: with a status, an example by name, generated values, a media type. */
export function preferredReply(request: PreferredRequest): Promise<Reply> | Reply {
  const { operation, preferences } = request;
  const chosen = chooseResponse(operation, preferences);
  if (!('of' in chosen)) return chosen;
  const { of, status } = chosen;
  // A refusal has the documented media type (RFC 9110 §12.5.1 allows to disregard the field).
  const accept = isError(status) && negotiate(request.accept, of.media).length === 0 ? undefined : request.accept;
  const allowed = negotiate(accept, of.media);
  if (of.media.length > 0 && allowed.length === 0) return notAcceptable(of);
  const dynamic = preferences.example === undefined && (preferences.dynamic ?? request.generates);
  const applied = request.states ? appliedPreferences(preferences) : [];
  const fulfil = (reply: Reply): Reply => ({ ...reply, headers: [...reply.headers, ...applied] });
  if (preferences.example !== undefined) {
    const { example: name } = preferences;
    const media = allowed.find(({ examples }) => examples.has(name));
    return media
      ? fulfil(request.respondWith(exampleAs(request.contract, operation, of, status, name, media)))
      : unknownExample(of, status, name, allowed);
  }
  const media = preferredMediaType(accept, of.media, dynamic);
  const shown = dynamic || media?.examples.size === 0 ? undefined : media;
  if (shown || of.media.length === 0) {
    const names = shown ? [...shown.examples.keys()] : ['default'];
    const example = createChooser(names.map((name) => exampleAs(request.contract, operation, of, status, name, shown)))(
      request.inputs,
    );
    if (example) return fulfil(request.respondWith(example));
  }
  return media ? generateReply(request, of, status, media, dynamic).then(fulfil) : fulfil(respond(status, []));
}

/** The preferred response, else the first success, the default or a redirect. */
function chooseResponse(
  operation: Operation,
  { code, example }: Preferences,
): { of: ResponseObject; status: number } | Reply {
  const { responses } = operation;
  if (code !== undefined) {
    const of = responseFor(operation, code);
    return of
      ? { of, status: code }
      : problem(404, `no response ${code} is documented for ${operation.id}`, {
          codes: responses.map(({ status }) => status),
        });
  }
  const successes = responses.filter(isSuccess);
  const shows = (name: string) =>
    [...successes, ...responses].find(({ media }) => media.some(({ examples }) => examples.has(name)));
  const other = (key: RegExp) => responses.find(({ status }) => key.test(status));
  const of = (example === undefined ? undefined : shows(example)) ?? successes[0] ?? other(/^default$/) ?? other(/^3/);
  // If only errors are documented, or nothing at all, the response to a valid request is unspecified.
  return of ? { of, status: statusOf(of.status) } : respond(204, []);
}

function notAcceptable({ status, media }: ResponseObject): Reply {
  const available = media.map(({ type }) => type);
  // RFC 9110 §15.5.7: the available choices.
  return problem(
    406,
    `none of the media types of response ${status} is acceptable; available: ${available.join(', ')}`,
    {
      available,
    },
  );
}

function unknownExample(of: ResponseObject, status: number, name: string, allowed: MediaType[]): Reply {
  const examples = [...new Set(of.media.flatMap((media) => [...media.examples.keys()]))];
  const elsewhere = examples.includes(name) ? ` in ${allowed.map(({ type }) => type).join(', ')}` : '';
  return problem(404, `response ${of.status} has no example named ${show(name)}${elsewhere}`, {
    response: status,
    examples,
  });
}

/** A response without a documented example. */
async function generateReply(
  request: PreferredRequest,
  of: ResponseObject,
  status: number,
  media: MediaType,
  dynamic: boolean,
): Promise<Reply> {
  const { contract, random } = request;
  const prism = await loadPrism();
  const value = (schema: string): Promise<Json | undefined> =>
    dynamic ? madeUpValue(contract, prism, schema, random) : plainValue(contract, prism, schema);
  const documented = media.examples.values().next().value?.value;
  // null is a value too.
  const body = [
    media.schema === undefined ? undefined : isOpenBytes(contract, media) ? BYTES : await value(media.schema),
    documented,
    media.schema === undefined || contract.unusable(media.schema) ? undescribedValue(media) : undefined,
  ].find((candidate) => candidate !== undefined);
  if (body === undefined || !isExpressible(contract, media, body)) {
    const reason =
      body === undefined
        ? noValueReason(contract, media.schema ?? of.pointer, of)
        : `${media.type} cannot hold a value that conforms to the schema of response ${of.status}`;
    return { ...problem(500, reason, { clause: media.schema ?? '' }), noValue: reason };
  }
  if (typeof body === 'object' && body !== null) restoreDigits(contract.document, body);
  const label = mediaTypeOf({ media, body }) ?? media.type;
  const fields: HeaderField[] = [];
  for (const header of of.headers) {
    if (isFramingHeader(header.name)) continue;
    const example = header.examples.values().next().value?.value;
    const made = example ?? (header.schema && (dynamic || header.required) ? await value(header.schema) : undefined);
    if (made !== undefined) fields.push([header.name, headerValue(headerText(header, made))]);
  }
  return respond(status, [['Content-Type', label], ...fields], textOf(label, body, media));
}

/** A placeholder for bytes that are not described. */
const BYTES = 'assay';

/** Whether a body is not JSON and may be a string by its schema: a recording, a picture. */
function isOpenBytes(contract: Contract, media: MediaType): boolean {
  const { schema, type } = media;
  if (schema === undefined || contract.unusable(schema) || isStructured(contract, media)) return false;
  const isOpen = contract.accepts(schema, BYTES) && contract.accepts(schema, {});
  return isOpen && type !== '*/*' && !isJsonType(type);
}

/** A placeholder for a body that is not described, or whose description cannot be used. */
function undescribedValue({ type }: MediaType): Json {
  return isJsonType(type) ? {} : '';
}
