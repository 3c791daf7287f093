import type { Json } from '../../../model/json.ts';
import { isObject } from '../../../json/pointer.ts';
import type { Hint } from './hint.ts';
import { readList } from './wants.ts';
import { IN, placeOf, placeOfTokens, tokensOf } from './places.ts';
import { isText, sentencesOf } from './spoken-texts.ts';

/** One error as a framework reports it, before its words are read. */
export interface FieldError {
  in?: Hint['in'];
  path: string[];
  message: string;
  /** What the framework calls the rule. */
  code?: string;
  values?: Json[];
  pattern?: string;
}

type Reader = (body: Json) => FieldError[];

/** Problem details (RFC 9457 §3.1.1 and RFC 7807's `invalid-params`). */
const problemDetails: Reader = (body) =>
  listsIn(body, ['errors', 'invalid-params', 'invalidParams', 'invalid_params']).flatMap((one) => {
    const place = textOf(one, ['pointer', 'name', 'parameter']);
    const message = textOf(one, ['detail', 'reason', 'message']);
    return place !== undefined && message !== undefined ? [{ ...placeOf(place), message }] : [];
  });

/** JSON:API and others: `source: { pointer | parameter | header }`. */
const jsonApi: Reader = (body) =>
  listsIn(body, ['errors']).flatMap((one) => {
    const source = isObject(one['source']) ? one['source'] : undefined;
    const message = textOf(one, ['detail', 'title']);
    if (!source || message === undefined) return [];
    const pointer = textOf(source, ['pointer']);
    if (pointer !== undefined) return [{ ...placeOf(pointer), message }];
    const parameter = textOf(source, ['parameter', 'header']);
    const where = source['header'] === undefined ? ('query' as const) : ('header' as const);
    return parameter === undefined ? [] : [{ in: where, path: [parameter], message }];
  });

/** Rails, Laravel, ASP.NET: `errors: { name: ["can't be blank"] }`; zod's flattened form: `fieldErrors`. */
const messagesByField: Reader = (body) =>
  ['errors', 'fieldErrors', 'field_errors', 'error'].flatMap((key) =>
    objectsAt(body, key).flatMap((fields) => (key === 'error' && isOneError(fields) ? [] : fieldMessages(fields))),
  );

/** `error: { code: 400, title: "Bad Request", message: "…" }` is one error, and its members are no fields of the request. */
function isOneError({ message, code, title, status }: { [name: string]: Json }): boolean {
  return isText(message) && (code !== undefined || title !== undefined || status !== undefined);
}

/** What a list of whole sentences is called: `errors: ["Name can't be blank"]` of Rails says nothing of a field `errors`. */
const OF_SENTENCES = /^(errors?|messages?|details?|full_?messages|non_field_errors)$/i;

/** Django REST framework: the fields are the members of the answer itself. */
const messagesAtTop: Reader = (body) =>
  isObject(body) &&
  !Object.keys(body).every((name) => OF_SENTENCES.test(name)) &&
  Object.values(body).every((value) => Array.isArray(value) && value.every(isText))
    ? fieldMessages(body)
    : [];

/** Spring, Micronaut, Quarkus, Symfony, GitHub, Stripe-like ones: a list of objects, each with the name of a field. */
const fieldObjects: Reader = (body) =>
  listsIn(body, [
    'errors',
    'fieldErrors',
    'field_errors',
    'violations',
    'validationErrors',
    'details',
    'messages',
  ]).flatMap((one) => {
    const place = textOf(one, ['field', 'propertyPath', 'property', 'param', 'path', 'fieldName', 'attribute', 'key']);
    const message = textOf(one, [
      'defaultMessage',
      'message',
      'msg',
      'reason',
      'description',
      'title',
      'error',
      'code',
    ]);
    if (place === undefined || message === undefined) return [];
    const where = IN[textOf(one, ['location', 'in'])?.toLowerCase() ?? ''];
    const code = textOf(one, ['code', 'errorCode', 'type', 'rule']);
    return [{ ...placeOf(place), ...(where && { in: where }), message, ...(code !== undefined && { code }) }];
  });

/** FastAPI and pydantic: `detail: [{ loc: ['body', 'name'], msg, type, ctx }]`. */
const pydantic: Reader = (body) =>
  listsIn(body, ['detail', 'errors']).flatMap((one) => {
    const loc = one['loc'];
    const message = textOf(one, ['msg']);
    if (!Array.isArray(loc) || message === undefined) return [];
    const code = textOf(one, ['type']);
    const context = isObject(one['ctx']) ? one['ctx'] : {};
    const pattern = textOf(context, ['pattern']);
    const values = textOf(context, ['expected', 'enum_values']);
    return [
      {
        ...placeOfTokens(loc.map(String)),
        message,
        ...(code !== undefined && { code }),
        ...(pattern !== undefined && { pattern }),
        ...(values !== undefined && { values: readList(values) }),
      },
    ];
  });

/** Ajv, and what is built on it: `instancePath`, `params`. */
const ajv: Reader = (body) =>
  listsIn(body, ['errors', 'details', 'validation', 'validationErrors', 'issues']).flatMap((one) => {
    const params = isObject(one['params']) ? one['params'] : undefined;
    const place = textOf(one, ['instancePath', 'dataPath', 'path']) ?? '';
    const message = textOf(one, ['message']);
    if (!params || message === undefined) return [];
    const missing = textOf(params, ['missingProperty']);
    const extra = textOf(params, ['additionalProperty', 'unevaluatedProperty']);
    const { in: where, path } = placeOf(place);
    const at = { ...(where && { in: where }), path: [...path, ...[missing ?? extra ?? []].flat()] };
    const allowed =
      params['allowedValues'] ?? (params['allowedValue'] === undefined ? undefined : [params['allowedValue']]);
    const pattern = textOf(params, ['pattern']);
    return [
      {
        ...at,
        message,
        ...(missing !== undefined && { code: 'required' }),
        ...(extra !== undefined && { code: 'additionalProperties' }),
        ...(Array.isArray(allowed) && { values: allowed }),
        ...(pattern !== undefined && { pattern }),
      },
    ];
  });

/** Joi and zod: `path` is a list; joi's `valids` and zod's `options` are what is allowed. */
const pathLists: Reader = (body) =>
  listsIn(body, ['details', 'issues', 'errors', 'error']).flatMap((one) => {
    const { path } = one;
    const message = textOf(one, ['message']);
    if (!Array.isArray(path) || path.length === 0 || message === undefined) return [];
    const context = isObject(one['context']) ? one['context'] : one;
    const allowed = context['valids'] ?? context['options'] ?? context['values'];
    const code = textOf(one, ['type', 'code']);
    const keys = Array.isArray(one['keys']) ? one['keys'].filter(isText) : [];
    const places = keys.length > 0 ? keys.map((key) => [...path.map(String), key]) : [path.map(String)];
    return places.map((tokens) => ({
      ...placeOfTokens(tokens),
      message,
      ...(code !== undefined && { code }),
      ...(Array.isArray(allowed) && { values: allowed }),
    }));
  });

/** celebrate: `validation: { body: { keys, message } }`. */
const celebrate: Reader = (body) =>
  objectsAt(body, 'validation').flatMap((validation) =>
    Object.entries(validation).flatMap(([where, one]) => {
      const keys = isObject(one) && Array.isArray(one['keys']) ? one['keys'].filter(isText) : [];
      const message = isObject(one) ? textOf(one, ['message']) : undefined;
      const place = IN[where.toLowerCase()];
      return message === undefined
        ? []
        : keys.map((key) => ({ ...(place && { in: place }), path: tokensOf(key), message }));
    }),
  );

/** Directus and other GraphQL-like servers: `errors: [{ message, extensions: { field, code | type, valid | allowed } }]`. */
const extensions: Reader = (body) =>
  listsIn(body, ['errors']).flatMap((one) => {
    const details = isObject(one['extensions']) ? one['extensions'] : {};
    const field = textOf(details, ['field', 'path', 'property']);
    const message = textOf(one, ['message']);
    const code = textOf(details, ['type', 'code']);
    if (field === undefined || message === undefined) return [];
    const allowed = details['valid'] ?? details['allowed'];
    return [
      {
        ...placeOf(field),
        message,
        ...(code !== undefined && { code }),
        ...(Array.isArray(allowed) && { values: allowed }),
      },
    ];
  });

/** go-playground/validator: `Key: 'User.Name' Error:Field validation for 'Name' failed on the 'required' tag`. */
const goValidator: Reader = (body) =>
  sentencesOf(body).flatMap((sentence) =>
    [...sentence.matchAll(/Key: '(?:\w+\.)?([\w.[\]]+)' Error:[^\n]*? failed on the '(\w+)' tag/g)].map(
      ([message, place = '', code = '']) => ({ in: 'body' as const, path: tokensOf(place), message, code }),
    ),
  );

/** Every reader; each finds nothing in an answer of another shape. */
export const READERS: readonly Reader[] = [
  ajv,
  pathLists,
  pydantic,
  jsonApi,
  extensions,
  fieldObjects,
  problemDetails,
  messagesByField,
  messagesAtTop,
  celebrate,
  goValidator,
];

/** The objects in the lists under such names, at the top or one level below it; the answer itself where it is a list. */
function listsIn(body: Json, names: string[]): { [name: string]: Json }[] {
  const holders = isObject(body) ? [body, ...Object.values(body).filter(isObject)] : [];
  return [...itemsOf(body), ...holders.flatMap((holder) => names.flatMap((name) => itemsOf(holder[name])))];
}

function itemsOf(value: Json | undefined): { [name: string]: Json }[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

function objectsAt(body: Json, name: string): { [name: string]: Json }[] {
  const holders = isObject(body) ? [body, ...Object.values(body).filter(isObject)] : [];
  return holders.flatMap((holder) => (isObject(holder[name]) ? [holder[name]] : []));
}

function fieldMessages(fields: { [name: string]: Json }): FieldError[] {
  return Object.entries(fields).flatMap(([name, messages]) =>
    (Array.isArray(messages) ? messages : [messages]).flatMap((one) => {
      const message = isText(one) ? one : isObject(one) ? textOf(one, ['message', 'msg', 'code']) : undefined;
      return message === undefined ? [] : [{ ...placeOf(name), message }];
    }),
  );
}

function textOf(value: { [name: string]: Json }, names: string[]): string | undefined {
  return names.map((name) => value[name]).find(isText);
}
