import type {
  Contract,
  DocumentedResponse,
  MediaType,
  Operation,
  RequestValues,
  ResponseHeader,
} from '../../model/contract.ts';
import type { Template } from '../../model/binding.ts';
import type { HeaderField, Request } from '../../model/exchange.ts';
import type { Json, Pointer } from '../../model/json.ts';
import { analyze } from '../../bindings/analyze.ts';
import { inconsistencyFor, inconsistentExamples } from '../../contract/inconsistent-examples.ts';
import { isWithin, ownMember } from '../../json/pointer.ts';
import { responseErrors } from '../../schema/read-write-only.ts';
import { isEncodable } from '../../messages/body/encode.ts';
import { rawParams } from '../../messages/path-template.ts';
import { isFramingHeader, mediaTypeOf } from './available-examples.ts';
import type { RespondableExample } from './choose-example.ts';
import {
  createRenderContext,
  fillBody,
  lateValue,
  placeholderValue,
  type Choice,
  type Filled,
  type RenderContext,
} from './fill-template.ts';
import type { GeneratedValues } from './generated-values.ts';
import { templateOf, leafNode, type Placeholder, type TemplateNode } from './body-template.ts';
import { compileBody, type CompiledBody } from './compiled-body.ts';
import { headerValue, isPlainJson, respond, textOf, type Reply } from '../reply.ts';
import { writeJson } from '../../json/exact-integers.ts';
import { percentEncode } from '../../http/percent-encoding.ts';

/** Makes the response to a valid request. */
export type Responder = (inputs: RequestValues, request: Request, generated: GeneratedValues) => Reply;

/** The documented response, the same each time. */
export function staticResponder({ response }: RespondableExample): Responder {
  const type = mediaTypeOf(response);
  const headers: HeaderField[] = [...response.headers].flatMap(([{ name }, value]): HeaderField[] =>
    isFramingHeader(name) ? [] : [[name, headerValue(value)]],
  );
  const body =
    type === undefined || response.body === undefined
      ? undefined
      : (response.written ?? textOf(type, response.body, response.media));
  const reply = respond(
    response.status,
    [...(body !== undefined && type ? [['Content-Type', type] as const] : []), ...headers],
    body,
  );
  return () => reply;
}

/** How a header of a response is made. */
interface FilledHeader {
  header: ResponseHeader;
  /** As it is documented. */
  value: string;
  node: TemplateNode;
  /** Whether a value conforms, or the documented one does not either. */
  fits(filled: Json): boolean;
  /** The field, where it is the same in each answer. */
  constant?: HeaderField;
}

/**
 * The documented response with the request in it: what is bound follows from what was sent, what is volatile is new,
 * and the rest is as documented. It conforms to the contract if the documented one does.
 */
export function echoResponder(contract: Contract, operation: Operation, example: RespondableExample): Responder {
  const { response } = example;
  const leaves = analyze(contract, operation, example);
  const body =
    response.body === undefined ? undefined : templateOf(contract, operation, example, leaves, response.body);
  const headers = [...response.headers].flatMap(([header, value]): FilledHeader[] => {
    const leaf = leaves.find(({ place }) => place.in === 'header' && place.name === header.name);
    if (!leaf || isFramingHeader(header.name)) return [];
    const node = leafNode(contract, operation, example, leaf, header.name);
    const fits = (filled: Json): boolean =>
      !header.schema || contract.accepts(header.schema, filled) || !contract.accepts(header.schema, value);
    if (node.kind !== 'fixed') return [{ header, value, fits, node }];
    // What is the same in each answer is held to its schema once.
    const settled: TemplateNode & { kind: 'fixed' } = fits(node.value) ? node : { kind: 'fixed', value };
    const constant: HeaderField = [header.name, headerValue(settled.value)];
    return [{ header, value, fits, node: settled, constant }];
  });
  const type = mediaTypeOf(response);
  const label: HeaderField | undefined = type === undefined ? undefined : ['Content-Type', type];
  const write = bodyText(contract, response, type, body, headers);

  return (inputs, request, generated) => {
    const context = createRenderContext(inputs, generated, createEncoder(operation, inputs, request));
    const text = write(context);
    const fields: HeaderField[] = text === undefined || !label ? [] : [label];
    for (const header of headers) {
      const field = header.constant ?? filledField(header, context);
      if (field) fields.push(field);
    }
    return respond(response.status, fields, text);
  };
}

/** After so many bodies that were filled, a pass that writes them at once is worth its preparation. */
const WORTH_COMPILING = 16;

/** How to make the text of a body from a request. Undefined for none. */
function bodyText(
  contract: Contract,
  response: DocumentedResponse,
  type: string | undefined,
  body: TemplateNode | undefined,
  headers: readonly FilledHeader[],
): (context: RenderContext) => string | undefined {
  if (!body) return () => undefined;
  const { media } = response;
  const write = type === undefined ? () => undefined : bodyWriter(response, type, body);
  let compiled: CompiledBody | undefined;
  let count = type !== undefined && isPlainJson(type, media) ? 0 : WORTH_COMPILING;
  return (context) => {
    if (count < WORTH_COMPILING && (count += 1) === WORTH_COMPILING)
      compiled = compileBody(
        contract,
        media?.schema,
        body,
        headers.flatMap(({ node }) => templatesOf(node)),
      );
    const known = compiled?.write(context);
    if (known !== undefined) return known;
    const { value, isFirst } = conforming(contract, media, body, context);
    const text = value === undefined ? undefined : write(value);
    if (isFirst && text !== undefined) compiled?.learn(text);
    return text;
  };
}

function templatesOf(node: TemplateNode): Template[] {
  return node.kind === 'placeholder' ? [node.template] : [];
}

/** How to write a body as text; where the value as it was filled cannot be written, the documented one is. */
function bodyWriter(
  { media, body: documented, written }: DocumentedResponse,
  type: string,
  node: TemplateNode | undefined,
): (value: Json) => string {
  if (written !== undefined && node?.kind === 'fixed') return () => written;
  if (isPlainJson(type, media)) return writeJson;
  return (value) => textOf(type, media && !isEncodable(media, type, value) ? (documented ?? value) : value, media);
}

/** The field of a header; undefined if nothing was sent for one that may be left out. */
function filledField({ header, value, node, fits }: FilledHeader, context: RenderContext): HeaderField | undefined {
  const filled = headerText(node, context);
  if (filled === undefined && !header.required) return undefined;
  return [header.name, headerValue(filled !== undefined && fits(filled) ? filled : value)];
}

function headerText(node: TemplateNode, context: RenderContext): Json | undefined {
  if (node.kind === 'generated') return context.generated.make(node.make);
  if (node.kind === 'placeholder') return node.late ? lateValue(node, context) : placeholderValue(node, context);
  return node.kind === 'fixed' ? node.value : undefined;
}

/** Text that is the same before and after percent-encoding (RFC 3986 §2.3). */
const UNRESERVED = /^[\w.~-]*$/;

/** A text for a URI, encoded as in the path of the request if it is there, else percent-encoded. */
function createEncoder(operation: Operation, inputs: RequestValues, request: Request): (text: string) => string {
  let rawByValue: Map<string, string> | undefined;
  const isPlainPath = !request.path.includes('%');
  return (text) => {
    if (isPlainPath && UNRESERVED.test(text)) return text;
    rawByValue ??= new Map(
      Object.entries(rawParams(operation, request.path)).map(([name, raw]) => [
        String(ownMember(inputs.path, name)),
        raw,
      ]),
    );
    return rawByValue.get(text) ?? percentEncode(text);
  };
}

/** How often a body is corrected before the documented one is sent. */
const ATTEMPTS = 12;

/** The body with most of the sent values that still conforms to the schema, and whether it is as it was filled first. */
function conforming(
  contract: Contract,
  media: MediaType | undefined,
  body: TemplateNode,
  context: RenderContext,
): { value: Json | undefined; isFirst: boolean } {
  const schema = media?.schema;
  const first = fillBody(body, context);
  if (first.body !== undefined && (!schema || contract.accepts(schema, first.body)))
    return { value: first.body, isFirst: true };
  return { value: corrected(contract, media, body, context, first), isFirst: false };
}

/** The same where the body as it was filled first does not conform. */
function corrected(
  contract: Contract,
  media: MediaType | undefined,
  body: TemplateNode,
  context: RenderContext,
  first: Filled,
): Json | undefined {
  const { choices } = context;
  const schema = media?.schema;
  let value = first;
  // An error of the documented body itself cannot be corrected by sent values.
  const inconsistencies = media && schema ? inconsistentExamples(contract, media) : [];
  const wrong = (filled: Json): Pointer[] => {
    if (!schema || contract.accepts(schema, filled)) return [];
    return responseErrors(contract, schema, filled).flatMap((error) =>
      inconsistencyFor(inconsistencies, error) ? [] : [error.at],
    );
  };
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    if (value.body === undefined) choices.set('#', 'documented');
    else {
      const errors = wrong(value.body);
      if (errors.length === 0) return value.body;
      if (!fallBack(choices, value, errors)) break;
    }
    value = fillBody(body, context);
  }
  for (const { place } of [...value.filled, ...value.omitted]) choices.set(place, 'documented');
  return fillBody(body, context).body;
}

/** Moves each placeholder at fault one step back, first those that were left out. False if there is none. */
function fallBack(choices: Map<Pointer, Choice>, { omitted, filled }: Filled, errors: Pointer[]): boolean {
  const step = (placeholders: Placeholder[], isAtFault: (place: Pointer, error: Pointer) => boolean): boolean => {
    const wrong = placeholders.filter(
      ({ place }) => choices.get(place) !== 'documented' && errors.some((error) => isAtFault(place, error)),
    );
    for (const placeholder of wrong)
      choices.set(placeholder.place, stepBack(placeholder, choices.get(placeholder.place), placeholders === omitted));
    return wrong.length > 0;
  };
  const touches = (place: Pointer, error: Pointer) => isWithin(place, error) || isWithin(error, place);
  return step(omitted, touches) || step(filled, (place, error) => isWithin(error, place)) || step(filled, touches);
}

/** The steps: from the request; by default if nothing was sent; member by member; the documented value. */
function stepBack({ byDefault, byMember }: Placeholder, choice: Choice | undefined, isOmitted: boolean): Choice {
  if (choice === undefined && isOmitted && byDefault !== undefined) return 'default';
  return byMember ? 'by member' : 'documented';
}
