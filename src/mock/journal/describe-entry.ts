import {
  type JournalMessage,
  type JournalEntry,
  type Found,
  type View,
  isRefusal,
  type StoredExchange,
  type Restored,
} from './journal-entry.ts';
import type { Contract, MediaType, Operation } from '../../model/contract.ts';
import type { HeaderField, Request } from '../../model/exchange.ts';
import type { Json, JsonObject } from '../../model/json.ts';
import { closeTruncated } from '../../json/close-truncated.ts';
import { decodeContent } from '../../http/content-coding.ts';
import { readFields } from '../../http/header-fields.ts';
import { decodeForm, queryOf, readPairs } from '../../http/form-pairs.ts';
import { readJson } from '../../json/parse-json.ts';
import { documentedMedia, maskBody, maskHeaders, maskQuery, type Hiding } from '../../contract/mask-messages.ts';
import { isJsonType, parseMediaType } from '../../http/media-type.ts';
import { requestMedia } from '../../messages/request-media.ts';
import { decodeRequest, MAX_BODY, type RequestError } from '../../messages/decode-request.ts';
import { createRouter, type Router } from '../../contract/router.ts';
import { createMasker, createQuotedMasker } from '../../contract/mask-known-values.ts';
import { isSecretParameter } from '../../contract/secret-names.ts';
import { isSecretMember, secretNames, secretsOfHeaders, secretValues, type Secured } from '../../contract/secrets.ts';
import { pathOf } from '../../messages/path-template.ts';
import { describeError } from '../problem-details.ts';
import { ownMember } from '../../json/pointer.ts';

/** @param forgives says which mistakes the mock accepts */
export function createView(contracts: Contract[], forgives: (error: RequestError) => boolean = () => false): View {
  // Lazy: most journals are never read.
  let router: Router | undefined;
  const schemes = contracts.flatMap(({ operations }) => operations.flatMap(({ security }) => security.flat()));
  // From all contracts: a credential that was sent to the wrong API is still a secret.
  const secured: Secured = {
    security: [[...new Map(schemes.map((scheme) => [`${scheme.in} ${scheme.name}`, scheme])).values()]],
  };

  function match({ method, path }: Pick<Request, 'method' | 'path'>): Found | undefined {
    router ??= createRouter(contracts);
    const found = router.match(method, path);
    // An undocumented HEAD is answered like GET.
    const of = found.kind !== 'operation' && method === 'HEAD' ? router.match('GET', path) : found;
    return of.kind === 'operation' ? of : undefined;
  }

  function read(found: Found, request: Request): DecodedRequest {
    try {
      const { inputs, errors } = decodeRequest(found.contract, found.operation, found.params, request);
      return { inputs, errors: errors.filter((error) => !forgives(error)) };
    } catch {
      // A schema that cannot be compiled: the response was a 500 with the reason.
      return { errors: [] };
    }
  }

  function errors(request: Request): JsonObject[] {
    const found = match(request);
    return found ? describeErrors(found, read(found, request)) : [];
  }

  function describe(stored: StoredExchange, { request, reply }: Restored): JournalEntry {
    const { id, ended, duration, note } = stored;
    const found = match(request);
    const decoded = found && read(found, request);
    const { sent, received, hiding, maskMessage } = maskExchange({ stored, request, reply, found, decoded, secured });
    const wrong =
      found && isRefusal(reply?.status) && !note?.chaos
        ? (stored.errors ?? (decoded ? describeErrors(found, decoded) : []))
        : [];
    return {
      id,
      time: new Date(ended - duration).toISOString(),
      duration: Math.round(duration * 1000) / 1000,
      method: request.method,
      path: hiding.mask(pathOf(request.path)),
      query: readQuery(maskQuery(hiding, hiding.mask(`?${queryOf(request.path)}`)).slice(1)),
      ...(found && { contract: found.contract.name, operation: found.operation.id }),
      ...sent,
      ...(reply && { status: reply.status }),
      ...(received && { response: received }),
      ...(wrong.length > 0 && { errors: wrong.map((error) => maskTexts(error, maskMessage) as JsonObject) }),
      ...note,
    };
  }

  return { match, errors, describe };
}

interface DecodedRequest {
  inputs?: ReturnType<typeof decodeRequest>['inputs'];
  errors: RequestError[];
}

/** As many errors as a refusal lists. */
function describeErrors({ contract }: Found, { errors }: DecodedRequest): JsonObject[] {
  return errors.slice(0, 100).map((error) => describeError(contract, error));
}

interface ExchangeToMask extends Restored {
  stored: StoredExchange;
  found: Found | undefined;
  decoded: DecodedRequest | undefined;
  secured: Secured;
}

/** So many secret values of a body are masked everywhere; further ones are masked only at their places. */
const MAX_SECRETS = 100;

/** Masks the secrets of both messages at their places; long secrets of the request are masked in the response too. */
function maskExchange({ stored, request, reply, found, decoded, secured }: ExchangeToMask): {
  sent: JournalMessage;
  received: JournalMessage | undefined;
  hiding: Hiding;
  maskMessage: (text: string) => string;
} {
  const { requestSize, replySize } = stored;
  const contract = found?.contract;
  const sentMedia =
    found && decoded?.inputs && (requestMedia(found.operation, decoded.inputs) ?? found.operation.body?.media[0]);
  const receivedMedia = found && reply && documentedMedia(found.operation, reply.status, reply.headers);
  const sentBody = readable(withoutCoding(request, requestSize !== undefined), requestSize !== undefined);
  const receivedBody = readable(reply?.body ?? new Uint8Array(), replySize !== undefined);
  const sentValue = decoded?.inputs?.body ?? jsonOf(sentBody);
  const sentSecrets = [
    ...secretsOfHeaders(request.headers, secured),
    ...(found && decoded?.inputs ? secretParameters(found, decoded.inputs) : []),
    ...valuesOf(contract, sentMedia, sentValue).slice(0, MAX_SECRETS),
  ];
  const names = new Set(
    (found?.operation.parameters ?? [])
      .filter((parameter) => found && isSecret(found, parameter))
      .map(({ name }) => name.toLowerCase()),
  );
  const hiding: Hiding = { contract, secured, names, mask: createMasker(sentSecrets) };
  const message = (
    headers: readonly HeaderField[],
    body: Uint8Array,
    media: MediaType | undefined,
    size: number | undefined,
  ): JournalMessage => ({
    headers: Object.fromEntries(readFields(maskHeaders(hiding, headers))),
    ...show({ ...hiding, names: namesOf(contract, media) }, headers, body, media),
    bodySize: size ?? body.byteLength,
    ...(size !== undefined && { truncated: true }),
  });
  return {
    sent: {
      ...message(request.headers, sentBody, sentMedia, requestSize),
      bodySize: requestSize ?? request.body?.byteLength ?? 0,
    },
    received: reply && message(reply.headers, receivedBody, receivedMedia, replySize),
    hiding,
    maskMessage: createQuotedMasker(sentSecrets),
  };
}

function show(
  hiding: Hiding,
  headers: readonly HeaderField[],
  bytes: Uint8Array,
  media: MediaType | undefined,
): Pick<JournalMessage, 'body' | 'bodyAs'> {
  const body = maskBody(hiding, media?.schema, bytes, Infinity);
  if (body.kind === 'none') return {};
  if (body.kind === 'bytes') return { body: Buffer.from(body.bytes).toString('base64'), bodyAs: 'base64' };
  // A number or a word alone is JSON only with a JSON media type.
  const isJson =
    body.kind === 'json' && ((typeof body.value === 'object' && body.value !== null) || isLabelledJson(headers));
  return isJson ? { body: body.value, bodyAs: 'json' } : { body: body.text, bodyAs: 'text' };
}

function isLabelledJson(headers: readonly HeaderField[]): boolean {
  return isJsonType(parseMediaType(readFields(headers).get('content-type') ?? '')?.type ?? '');
}

/** The body without its content coding, under which no secret would be seen; nothing where the coding cannot be removed. */
function withoutCoding({ headers, body = NO_BYTES }: Request, isCut: boolean): Uint8Array {
  const coding = readFields(headers).get('content-encoding');
  if (coding === undefined || /^identity$/i.test(coding)) return body;
  if (isCut) return NO_BYTES;
  const raw = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  const decoded = decodeContent(raw, coding, MAX_BODY);
  return decoded.problem === undefined && decoded.undecoded === undefined ? decoded.body : NO_BYTES;
}

const NO_BYTES = new Uint8Array();

/**
 * The bytes of a body. If it is cut, half a character at the end of a text is left out, and truncated JSON is closed, so that
 * its schema can still say which values are secret.
 */
function readable(bytes: Uint8Array, isCut: boolean): Uint8Array {
  if (!isCut) return bytes;
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    const ended = closeTruncated(text);
    return Buffer.from(ended !== undefined && 'value' in readJson(ended) ? ended : text);
  } catch {
    return bytes;
  }
}

function jsonOf(bytes: Uint8Array): Json | undefined {
  const read = readJson(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8'));
  return 'value' in read ? read.value : undefined;
}

function namesOf(contract: Contract | undefined, media: MediaType | undefined): ReadonlySet<string> {
  return contract && media?.schema ? secretNames(contract, media.schema) : new Set<string>();
}

function valuesOf(contract: Contract | undefined, media: MediaType | undefined, value: Json | undefined): string[] {
  return secretValues({ contract, schema: media?.schema, names: namesOf(contract, media) }, value);
}

function isSecret({ contract }: Found, { name, schema }: Operation['parameters'][number]): boolean {
  return isSecretParameter(name) || (schema !== undefined && isSecretMember(contract, schema));
}

function secretParameters(found: Found, inputs: NonNullable<DecodedRequest['inputs']>): string[] {
  return found.operation.parameters
    .filter((parameter) => isSecret(found, parameter))
    .flatMap((parameter) => [ownMember(inputs[parameter.in], parameter.name)])
    .flatMap((value) => (typeof value === 'string' || typeof value === 'number' ? [String(value)] : []));
}

function maskTexts(value: Json, mask: (text: string) => string): Json {
  if (typeof value === 'string') return mask(value);
  if (Array.isArray(value)) return value.map((item) => maskTexts(item, mask));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, child]) => [name, maskTexts(child, mask)]));
}

function readQuery(query: string): Record<string, string | string[]> {
  const texts = new Map<string, string | string[]>();
  for (const [name, value] of readPairs(query)) {
    const text = decodeForm(value) ?? value;
    const before = texts.get(name);
    texts.set(name, before === undefined ? text : [before, text].flat());
  }
  return Object.fromEntries(texts);
}
