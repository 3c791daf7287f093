import { randomUUID } from 'node:crypto';
import type { Contract, RequestValues, MediaType, Operation } from '../../model/contract.ts';
import type { HeaderField, Request } from '../../model/exchange.ts';
import type { Json, Pointer } from '../../model/json.ts';
import { analyze } from '../../bindings/analyze.ts';
import { inconsistencyFor, inconsistentExamples } from '../../contract/inconsistent-examples.ts';
import { isWithin } from '../../json/pointer.ts';
import { isJsonType, parseMediaType } from '../../http/media-type.ts';
import { responseErrors } from '../../schema/read-write-only.ts';
import { rawParams } from '../../messages/path-template.ts';
import { isOfTheMessage, mediaTypeOf } from './available-examples.ts';
import type { RespondableExample } from './choose-example.ts';
import {
  createRenderContext,
  fillBody,
  lateValue,
  holeValue,
  type Choice,
  type Filled,
  type RenderContext,
} from './fill-template.ts';
import type { GeneratedValues } from './generated-values.ts';
import { templateOf, leafNode, type Placeholder, type TemplateNode } from './body-template.ts';
import { createMarker } from './replay-template.ts';
import { headerValue, respond, serialise, textOf, type Reply } from '../reply.ts';

/** Makes the response to a valid request. */
export type Answer = (inputs: RequestValues, request: Request, generated: GeneratedValues) => Repeatable;

export interface Repeatable extends Reply {
  /** Answers the same request once more, with what is new in each answer new again. */
  again(generated: GeneratedValues): Reply;
}

/** The documented response, the same each time. */
export function staticAnswer({ response }: RespondableExample): Answer {
  const type = mediaTypeOf(response);
  const headers: HeaderField[] = [...response.headers].flatMap(([{ name }, value]): HeaderField[] =>
    isOfTheMessage(name) ? [] : [[name, headerValue(value)]],
  );
  const body = type === undefined || response.body === undefined ? undefined : serialise(type, response.body);
  const made = respond(response.status, [...(body && type ? [['Content-Type', type] as const] : []), ...headers], body);
  const reply: Repeatable = { ...made, again: () => made };
  return () => reply;
}

/**
 * The documented response with the request in it: what is bound follows from what was sent, what is volatile is new,
 * and the rest is as documented. It conforms to the contract if the documented one does.
 */
export function echoAnswer(contract: Contract, operation: Operation, example: RespondableExample): Answer {
  const { response } = example;
  const leaves = analyze(contract, operation, example);
  const body =
    response.body === undefined ? undefined : templateOf(contract, operation, example, leaves, response.body);
  const headers = [...response.headers].flatMap(([header, value]) => {
    const leaf = leaves.find(({ place }) => place.in === 'header' && place.name === header.name);
    return leaf && !isOfTheMessage(header.name)
      ? [{ header, value, part: leafNode(contract, operation, example, leaf, header.name) }]
      : [];
  });
  const type = mediaTypeOf(response);

  return (inputs, request, generated) => {
    const context = createRenderContext(inputs, generated, createEncoder(operation, inputs, request));
    const made = body && conforming(contract, response.media, body, context);
    const text = made === undefined || type === undefined ? undefined : textOf(type, made);
    const fields: HeaderField[] = text === undefined || type === undefined ? [] : [['Content-Type', type]];
    const fitting: { name: string; part: TemplateNode }[] = [];
    for (const { header, value, part } of headers) {
      const filled = headerText(part, context);
      if (filled === undefined && !header.required) continue;
      const fits =
        filled !== undefined &&
        (!header.schema || contract.accepts(header.schema, filled) || !contract.accepts(header.schema, value));
      fields.push([header.name, headerValue(fits ? filled : value)]);
      fitting.push({ name: header.name, part: fits ? part : { kind: 'fixed', value } });
    }
    let template: ((generated: GeneratedValues) => Reply) | undefined;
    const again = (next: GeneratedValues): Reply =>
      (template ??= createTemplate(response.status, type, body, fitting, context))(next);
    return { ...respond(response.status, fields, text), again };
  };
}

/** The same answer with holes for what is new in it alone: all that follows from the request is text already. */
function createTemplate(
  status: number,
  type: string | undefined,
  body: TemplateNode | undefined,
  headers: { name: string; part: TemplateNode }[],
  { scene: { inputs }, encode, choices }: RenderContext,
): (generated: GeneratedValues) => Reply {
  const marker = createMarker(`n${randomUUID().replaceAll('-', '')}`, encode);
  const context: RenderContext = { ...createRenderContext(inputs, marker.fresh, marker.encode), choices };
  const made = body && fillBody(body, context).body;
  const text =
    made === undefined || type === undefined
      ? undefined
      : marker.template(textOf(type, made), isJsonType(parseMediaType(type)?.type ?? ''));
  const fields = headers.map(({ name, part }) => ({
    name,
    value: marker.template(headerValue(headerText(part, context) ?? ''), false),
  }));
  return (generated) => {
    const content = text?.(generated);
    const named = fields.map(({ name, value }): HeaderField => [name, value(generated)]);
    return respond(
      status,
      content === undefined || type === undefined ? named : [['Content-Type', type], ...named],
      content,
    );
  };
}

function headerText(part: TemplateNode, context: RenderContext): Json | undefined {
  if (part.kind === 'fresh') return context.fresh.make(part.make);
  if (part.kind === 'hole') return part.late ? lateValue(part, context) : holeValue(part, context);
  return part.kind === 'fixed' ? part.value : undefined;
}

/** Text that is the same before and after percent-encoding (RFC 3986 §2.3). */
const UNRESERVED = /^[\w.~-]*$/;

/** A text in a URI as the path that was sent wrote it; else percent-encoded. */
function createEncoder(operation: Operation, inputs: RequestValues, request: Request): (text: string) => string {
  let written: Map<string, string> | undefined;
  const asSent = !request.path.includes('%');
  return (text) => {
    if (asSent && UNRESERVED.test(text)) return text;
    written ??= new Map(
      Object.entries(rawParams(operation, request.path)).map(([name, raw]) => [String(inputs.path[name]), raw]),
    );
    return written.get(text) ?? encodeURIComponent(text.toWellFormed());
  };
}

/** How often a body is mended before the documented one is given. */
const ATTEMPTS = 12;

/** The body that says most of what was sent and still conforms to the schema. */
function conforming(
  contract: Contract,
  media: MediaType | undefined,
  body: TemplateNode,
  context: RenderContext,
): Json | undefined {
  const { choices } = context;
  const schema = media?.schema;
  // What the documented body does wrong itself, nothing that was sent can mend.
  const own = media && schema ? inconsistentExamples(contract, media) : [];
  const wrong = (value: Json): Pointer[] => {
    if (!schema || contract.accepts(schema, value)) return [];
    return responseErrors(contract, schema, value).flatMap((error) => (inconsistencyFor(own, error) ? [] : [error.at]));
  };
  let made = fillBody(body, context);
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    if (made.body === undefined) choices.set('#', 'documented');
    else {
      const errors = wrong(made.body);
      if (errors.length === 0) return made.body;
      if (!fallBack(choices, made, errors)) break;
    }
    made = fillBody(body, context);
  }
  for (const { place } of [...made.filled, ...made.omitted]) choices.set(place, 'documented');
  return fillBody(body, context).body;
}

/** Takes each hole at fault a step back, those that were left out first. False where there is none. */
function fallBack(choices: Map<Pointer, Choice>, { omitted, filled }: Filled, errors: Pointer[]): boolean {
  const step = (holes: Placeholder[], isAtFault: (place: Pointer, error: Pointer) => boolean): boolean => {
    const wrong = holes.filter(
      ({ place }) => choices.get(place) !== 'documented' && errors.some((error) => isAtFault(place, error)),
    );
    for (const placeholder of wrong)
      choices.set(placeholder.place, stepBack(placeholder, choices.get(placeholder.place), holes === omitted));
    return wrong.length > 0;
  };
  const touches = (place: Pointer, error: Pointer) => isWithin(place, error) || isWithin(error, place);
  return step(omitted, touches) || step(filled, (place, error) => isWithin(error, place)) || step(filled, touches);
}

/** From what was sent to the default, where nothing was; to the members one by one; to the documented value. */
function stepBack({ byDefault, byMember: apart }: Placeholder, choice: Choice | undefined, isOmitted: boolean): Choice {
  if (choice === undefined && isOmitted && byDefault !== undefined) return 'default';
  return apart ? 'apart' : 'documented';
}
