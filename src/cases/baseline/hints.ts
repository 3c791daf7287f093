/*
 * What refusals say about the request that they refuse. Frameworks report errors of fields in some twenty shapes; each reader
 * knows one, and what remains is read from the sentences themselves. A hint only says what to try next: nothing is judged by it.
 */

import type { ParameterIn } from '../../model/contract.ts';
import type { Json } from '../../model/json.ts';
import { readJson } from '../../json/parse-json.ts';
import { isObject } from '../../json/pointer.ts';
import { cut, plain } from '../../text/wording.ts';

/** What a target seems to want of one place in a request. */
export interface Hint {
  /** Where in the request; undefined where the refusal does not say. */
  in?: 'body' | ParameterIn;
  /** The member or parameter: `['address', 'city']`; empty where the refusal names none. */
  path: string[];
  wants: Want;
  /** The target's own words. */
  says: string;
}

export type Want =
  | { kind: 'present' }
  | { kind: 'absent' }
  /** Another value than one that is there. */
  | { kind: 'new' }
  /** Another value than one of those that the refusal quotes. */
  | { kind: 'other'; quoted: string[] }
  /** Something that is there, where the refusal says that what the request names is not. */
  | { kind: 'there'; sentence: string }
  | { kind: 'one of'; values: Json[]; insteadOf?: string }
  | { kind: 'pattern'; pattern: string }
  | { kind: 'type'; type: string }
  | { kind: 'format'; format: string }
  | { kind: 'bounds'; of: 'number' | 'length'; least?: number; most?: number };

/** One error as a framework reports it, before its words are read. */
interface FieldError {
  in?: Hint['in'];
  path: string[];
  message: string;
  /** What the framework calls the rule. */
  code?: string;
  values?: Json[];
  pattern?: string;
}

/** At most so many hints are taken from one answer, and so much of it is read. */
const MAX_HINTS = 20;
const MAX_TEXT = 64 * 1024;

/** @returns the hints of a refusal, those with a place first */
export function readHints(status: number, text: string): Hint[] {
  const body = text.slice(0, MAX_TEXT);
  const read = readJson(body);
  const value = 'value' in read ? read.value : undefined;
  const errors = value === undefined ? [] : READERS.flatMap((reader) => reader(value));
  const placed = errors.flatMap(understand);
  const said = sentencesOf(value ?? body).flatMap(readSentence);
  const quoting = sentencesOf(value ?? body).flatMap(readQuotes);
  const absent = sentencesOf(value ?? body).flatMap(readAbsence);
  const all = [...absent, ...([placed, said, quoting].find((hints) => hints.length > 0) ?? [])];
  const taken: Hint[] = status === 409 ? [{ path: [], wants: { kind: 'new' }, says: saysOf(value ?? body) }] : [];
  const unique = new Map([...all, ...taken].map((hint) => [JSON.stringify([hint.in, hint.path, hint.wants]), hint]));
  return [...unique.values()].slice(0, MAX_HINTS);
}

/** What a refusal says of one thing, in one line that is harmless to print. */
function saysOf(answer: Json | string): string {
  const [text = ''] = sentencesOf(answer);
  return cut(plain(text.replace(/\s+/g, ' ').trim()), 200);
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
    objectsAt(body, key).flatMap((fields) => fieldMessages(fields)),
  );

/** Django REST framework: the fields are the members of the answer itself. */
const messagesAtTop: Reader = (body) =>
  isObject(body) && Object.values(body).every((value) => Array.isArray(value) && value.every(isText))
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
  [...listsIn(body, ['details', 'issues', 'errors', 'error']), ...itemsOf(body)].flatMap((one) => {
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

/** What the words of an error come to. A rule is tried with the code before the words, the first that fits counts. */
const WORDS: readonly { words: RegExp; wants: (match: RegExpMatchArray) => Want | undefined }[] = [
  {
    words:
      /(already (exists|been taken|taken|in use|used|registered)|must be unique|not unique|\bunique\b|duplicate|conflicts? with)/i,
    wants: () => ({ kind: 'new' }),
  },
  {
    words:
      /(unrecogni[sz]ed|unknown|unexpected|additional|extra|undefined|unsupported)[ _-]?(field|key|property|properties|member|parameter|attribute|input|keys)|(not (allowed|permitted|a valid (field|property|attribute))|should not exist|extra_?forbidden|additionalProperties|object\.unknown|is not expected|cannot be set|read[- ]?only)$/i,
    wants: () => ({ kind: 'absent' }),
  },
  {
    words:
      /(?:one of|allowed values?(?: are| is)?|expected|valid (?:values|options)(?: are)?|be in|in)[^:([{'"`]*:?\s*(?<values>[[({'"`].*)/i,
    wants: ({ groups }) => oneOf(groups?.['values']),
  },
  {
    words: /one of(?: the (?:following|allowed) values)?:?\s+(?<values>.+)/i,
    wants: ({ groups }) => oneOf(groups?.['values']),
  },
  {
    words: /(?:match|pattern|regex(?:p|r)?)[^/^'"`]*(?<pattern>\/.+\/|\^.*|["'`].+["'`])/i,
    wants: ({ groups }) => patternOf(groups?.['pattern']),
  },
  {
    words:
      /\b(required|missing|mandatory|presence|blank|empty|not ?null|null|undefined|not provided|no value|must (be )?(set|provided|specified|present))\b|(^|_)(required|missing(_field)?|blank|nonnull)$|can(no|')t be (blank|null|empty)|any\.required|value_error\.missing/i,
    wants: () => ({ kind: 'present' }),
  },
  {
    words:
      /(?:at least|min(?:imum)?|(?<!not (?:be )?)greater than(?: or equal to)?|not (?:be )?(?:less|shorter|fewer) than|>=?)\D{0,40}?(?<least>-?\d+(?:\.\d+)?)/i,
    wants: (match) => bounds(match, 'least'),
  },
  {
    words:
      /(?:at most|max(?:imum)?|less than(?: or equal to)?|not (?:be )?(?:more|longer|greater) than|up to|<=?)\D{0,40}?(?<most>-?\d+(?:\.\d+)?)/i,
    wants: (match) => bounds(match, 'most'),
  },
  {
    words: /\b(e-?mail|uuid|guid|uri|url|date-?time|hostname|ipv4|ipv6|date)\b/i,
    wants: ([, word = '']) => ({ kind: 'format', format: FORMAT_WORDS[word.toLowerCase().replace('-', '')] ?? word }),
  },
  {
    words:
      /\b(?:be|expected|expects|not)\s+(?:of type\s+)?(?:an?\s+)?(?:valid\s+)?["'`]?(string|integer|int|number|float|boolean|bool|array|list|object|dictionary)\b/i,
    wants: ([, word = '']) => ({ kind: 'type', type: TYPE_WORDS[word.toLowerCase()] ?? word.toLowerCase() }),
  },
];

const FORMAT_WORDS: Record<string, string> = {
  email: 'email',
  uuid: 'uuid',
  guid: 'uuid',
  uri: 'uri',
  url: 'uri',
  datetime: 'date-time',
  date: 'date',
};

const TYPE_WORDS: Record<string, string> = {
  int: 'integer',
  float: 'number',
  bool: 'boolean',
  list: 'array',
  dictionary: 'object',
};

function understand({ in: where, path, message, code = '', values, pattern }: FieldError): Hint[] {
  const wants: Want | undefined =
    values && values.length > 0
      ? { kind: 'one of', values }
      : pattern !== undefined
        ? { kind: 'pattern', pattern }
        : (wantOf(code) ?? wantOf(message));
  return wants ? [{ ...(where && { in: where }), path, wants, says: saysOf(message) }] : [];
}

function wantOf(text: string): Want | undefined {
  for (const { words, wants } of WORDS) {
    const match = words.exec(text);
    const want = match && wants(match);
    if (want) return want;
  }
  return undefined;
}

function oneOf(list: string | undefined): Want | undefined {
  const values = list === undefined ? [] : readList(list);
  return values.length > 0 ? { kind: 'one of', values } : undefined;
}

/** `"a", 'b' or c` as its values; a list of the target's own writing. */
function readList(text: string): Json[] {
  const whole = readJson(text);
  if ('value' in whole && Array.isArray(whole.value)) return whole.value;
  const quoted = [...text.matchAll(/["'`“]([^"'`”]{1,200})["'`”]/g)].map(([, value = '']) => value);
  if (quoted.length > 0) return quoted;
  const inner = /^[[({](.*?)[\])}]/.exec(text)?.[1] ?? text.replace(/[.;]\s*$/, '');
  const words = inner.split(/\s*(?:,|\||\bor\b|\band\b)\s*/).filter((word) => /^[\w.:/+-]{1,100}$/.test(word));
  return words.map((word) => (/^-?\d+$/.test(word) ? Number(word) : word));
}

function patternOf(text: string | undefined): Want | undefined {
  const bare = text?.replace(/^["'`]|["'`].*$/g, '');
  const pattern = bare?.replace(/^\/(.*)\/[a-z]*$/, '$1');
  return pattern ? { kind: 'pattern', pattern } : undefined;
}

function bounds({ groups, input = '' }: RegExpMatchArray, side: 'least' | 'most'): Want {
  const of = /character|length|long|short|letter|items?\b/i.test(input) ? 'length' : 'number';
  return { kind: 'bounds', of, [side]: Number(groups?.[side]) };
}

const NAME = String.raw`[A-Za-z_$][\w.$[\]/-]{0,100}`;
const QUOTED = String.raw`["'\`“](?<field>${NAME})["'\`”]`;

/** Sentences that name the place themselves. */
const SENTENCES: readonly { words: RegExp; wants: (match: RegExpMatchArray) => Want | undefined }[] = [
  {
    words: new RegExp(
      String.raw`unknown variant ["'\`](?<value>[^"'\`]+)["'\`],?\s*expected (?:one of )?(?<values>.+)`,
      'i',
    ),
    wants: ({ groups }) => {
      const want = oneOf(groups?.['values']);
      return want?.kind === 'one of' ? { ...want, insteadOf: groups?.['value'] ?? '' } : undefined;
    },
  },
  ...[
    String.raw`(?:missing|required|requires?|no)\s+(?:required\s+|mandatory\s+|request\s+|the\s+)*(?:(?<in>query|header|path|cookie|body)(?:\s+(?:string|parameter|param|field|value))*|parameter|param|property|properties|field|member|attribute|key|argument|value for(?: field)?)s?\s*:?\s*["'\`“]?(?<field>${NAME})`,
    String.raw`(?<in>query|header|path|cookie)\s+(?:parameter\s+|param\s+|field\s+)?["'\`“]?(?<field>${NAME})["'\`”]?\s+(?:is\s+)?(?:required|missing|mandatory)`,
    String.raw`${QUOTED}\s+(?:property\s+|field\s+|parameter\s+|header\s+)?(?:is|are|was|must be|has to be|should be)?\s*(?:a\s+)?(?:required|missing|mandatory|not provided|not set|not given|not present|absent|specified|provided|given|present)`,
    String.raw`(?:field|property|parameter|attribute|member|value for field)\s+${QUOTED}[^.]*(?:required|missing|can't be null|cannot be null|must not be null)`,
    String.raw`\b(?<field>${NAME})\s+(?:field\s+|parameter\s+)?(?:is|are)\s+(?:a\s+)?(?:required|missing|mandatory)`,
    String.raw`^no\s+(?<field>${NAME})\s+(?:was\s+|were\s+)?(?:given|provided|specified|supplied|sent)\b`,
    String.raw`^["'\`]?(?<field>${NAME})["'\`]?(?:\s+\w+){0,2}\s+(?:must|has to|have to|should|needs to) be (?:given|provided|specified|present|set)\b`,
    String.raw`must (?:specify|provide|supply|include|contain|have|set)\s+(?:an?\s+|the\s+|at least one of\s+|either\s+|property\s+|field\s+)*["'\`]?(?<field>${NAME})`,
    String.raw`["'\`]?\b(?<field>${NAME})["'\`]?\s+(?:should not|must not|cannot|can't|may not|can not)\s+be\s+(?:empty|null|blank|undefined)`,
  ].map((words) => ({ words: new RegExp(words, 'i'), wants: (): Want => ({ kind: 'present' }) })),
  ...[
    String.raw`(?:unknown|unrecogni[sz]ed|unexpected|additional|extra|undefined|unsupported)\s+(?:request\s+)?(?:field|property|properties|key|member|parameter|attribute|argument)s?\s*:?\s*["'\`]?(?<field>${NAME})`,
    String.raw`(?:can't|can not|cannot|may not|must not|not allowed to)\s+(?:change|set|modify|update|edit|provide|specify|send|contain)\s+(?:the\s+|a value for\s+)*(?:field\s+|property\s+|value of\s+)?["'\`](?<field>${NAME})["'\`]`,
    String.raw`["'\`]?(?<field>${NAME})["'\`]?\s+(?:is not (?:allowed|permitted|expected|a (?:known|valid) \w+)|should not exist|is unknown)`,
  ].map((words) => ({ words: new RegExp(words, 'i'), wants: (): Want => ({ kind: 'absent' }) })),
  ...[
    String.raw`["'\`]?(?<field>${NAME})["'\`]?(?:\s+with value \S+)?\s+(?<rest>(?:must|should|has to|needs to|fails to|does not|is not|can only|may only|already|has already|length)\b.*)`,
    String.raw`invalid (?:value )?(?:for )?(?:field |parameter |property )?["'\`](?<field>${NAME})["'\`]\s*[:,-]?\s*(?<rest>.*)`,
  ].map((words) => ({
    words: new RegExp(words, 'i'),
    wants: ({ groups }: RegExpMatchArray) => wantOf(groups?.['rest'] ?? ''),
  })),
];

/** Words that stand where a name does, and are none. */
const NO_NAMES =
  /^(it|this|that|which|value|field|property|parameter|body|request|payload|the|a|an|is|be|and|or|data|input|name of|there|allowed|valid|pattern|min|max|minimum|maximum)$/i;

/** What stands in quotation marks is a name, whatever it says. */
function isQuoted(sentence: string, field: string): boolean {
  return [`"${field}"`, `'${field}'`, `\`${field}\``, `“${field}”`].some((quoted) => sentence.includes(quoted));
}

function readSentence(sentence: string): Hint[] {
  for (const { words, wants } of SENTENCES) {
    const match = words.exec(sentence);
    const want = match && wants(match);
    if (!want) continue;
    const field = match.groups?.['field']?.replace(/[.:,]+$/, '');
    if (field !== undefined && NO_NAMES.test(field) && !isQuoted(sentence, field)) continue;
    const where = IN[match.groups?.['in']?.toLowerCase() ?? ''];
    const place = field === undefined ? { path: [] } : placeOf(field);
    return [{ ...place, ...(where && { in: where }), wants: want, says: saysOf(sentence) }];
  }
  return [];
}

/** Words by which a refusal says that what the request names is not there. */
const ABSENT =
  /\bnot (be )?found\b|\b(does|do|did)(n['’]t| not) exist\b|\b(could|can|did)(n['’]t|not| not) (be )?(find|found|locate|resolve)|\b(no|unknown|non-?existent|missing) (such|active|existing|known|matching|\w+ (with|called|named)\b|.*\b(exists?|found)\b)|\b(there is|there's) no\b|\bforeign key\b|\bis not an? existing \w+/i;

/** A sentence that says that something is not there; which, the request shows. */
function readAbsence(sentence: string): Hint[] {
  if (!ABSENT.test(sentence)) return [];
  return [{ path: [], wants: { kind: 'there', sentence: cut(sentence, 500) }, says: saysOf(sentence) }];
}

/** Words by which a refusal says that a value that it quotes will not do. */
const OF_A_VALUE =
  /\b(invalid|illegal|malformed|unknown|unsupported|unrecogni[sz]ed|unexpected|bad|wrong|not|cannot|can't|could not|unable|fail(s|ed|ure)?|no such)\b/i;

/** The values that a refusal quotes, or that stand behind its colon. */
function readQuotes(sentence: string): Hint[] {
  if (!OF_A_VALUE.test(sentence)) return [];
  const quoted = [...sentence.matchAll(/["'`“‘](?<value>[^"'`“”‘’]{1,200})["'`”’]/g)].map(
    (match) => match.groups?.['value'] ?? '',
  );
  const behind =
    /:\s*(?<value>[^\s"'`:][^"'`:]{0,199})$/.exec(sentence.replace(/[.\s]+$/, ''))?.groups?.['value'] ?? '';
  const values = [...quoted, behind].filter((value) => value !== '');
  return values.length === 0 ? [] : [{ path: [], wants: { kind: 'other', quoted: values }, says: saysOf(sentence) }];
}

const IN: Record<string, NonNullable<Hint['in']>> = {
  body: 'body',
  json: 'body',
  query: 'query',
  querystring: 'query',
  params: 'path',
  path: 'path',
  header: 'header',
  headers: 'header',
  cookie: 'cookie',
  cookies: 'cookie',
};

/** `/body/name`, `#/name`, `body.name`, `$.items[0].name` as a place. */
function placeOf(text: string): { in?: NonNullable<Hint['in']>; path: string[] } {
  return placeOfTokens(tokensOf(text));
}

function placeOfTokens(tokens: string[]): { in?: NonNullable<Hint['in']>; path: string[] } {
  const rest = tokens[0] === 'request' || tokens[0] === 'req' ? tokens.slice(1) : tokens;
  const where = rest.length > 1 || rest[0] === 'body' ? IN[rest[0]?.toLowerCase() ?? ''] : undefined;
  return where ? { in: where, path: rest.slice(1) } : { path: rest };
}

function tokensOf(text: string): string[] {
  const isPointer = /^#?\//.test(text);
  const parts = isPointer ? text.replace(/^#/, '').split('/') : text.replace(/^\$/, '').split(/[.[\]/]+/);
  return parts
    .map((part) => (isPointer ? part.replaceAll('~1', '/').replaceAll('~0', '~') : part.replace(/^["']|["']$/g, '')))
    .filter((part) => part !== '');
}

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

function isText(value: Json | undefined): value is string {
  return typeof value === 'string' && value !== '';
}

const SPEAKING =
  /^(message|messages|detail|details|error|errors|title|description|reason|msg|error_description|errorMessage|problem|cause|hint)$/i;

/** The texts of an answer that speak to a person, the most detailed first; a text that is no JSON as a whole. */
function sentencesOf(answer: Json): string[] {
  if (typeof answer === 'string') return /^\s*</.test(answer) ? [] : [answer.trim()].filter((text) => text !== '');
  const found: string[] = [];
  const visit = (value: Json, isSpeaking: boolean, depth: number): void => {
    if (depth > 6 || found.length >= MAX_HINTS) return;
    if (isText(value) && isSpeaking) found.push(value);
    else if (Array.isArray(value)) for (const item of value) visit(item, isSpeaking, depth + 1);
    else if (isObject(value))
      for (const [name, child] of Object.entries(value))
        visit(child, SPEAKING.test(name) || (isSpeaking && !isText(child)), depth + 1);
  };
  visit(answer, true, 0);
  // `error: Bad Request` says less than the message beside it.
  return [...new Set(found)].sort((a, b) => Number(/\s.*\s/.test(b)) - Number(/\s.*\s/.test(a)));
}
