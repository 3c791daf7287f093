import { cut } from '../../../text/wording.ts';
import { SMALLEST_FILES } from '../../smallest-files.ts';
import type { Hint, Want } from './hint.ts';
import { wantOf, oneOf } from './wants.ts';
import { IN, placeOf } from './places.ts';
import { readPythonSchema } from './python-schema.ts';
import { saysOf } from './spoken-texts.ts';

/** What a name looks like in a sentence. */
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
  {
    // Before all others: the value that it quotes is no name.
    words: new RegExp(
      String.raw`invalid (?:input|value)s? (?:for|of|in) (?:the )?(?:field |parameter |property |attribute )?(?!(?:operation|request|body|input)\b)["'\`]?(?<field>${NAME}?)["'\`]?[.:,]\s+(?<rest>.*)`,
      'i',
    ),
    wants: ({ groups }) => wantOf(groups?.['rest'] ?? ''),
  },
  ...[
    String.raw`(?<!object has )(?:missing|required|requires?|no)\s+(?:required\s+|mandatory\s+|request\s+|the\s+)*(?:(?<in>query|header|path|cookie|body)(?:\s+(?:string|parameter|param|field|value))*|parameter|param|property|properties|field|member|attribute|key|argument|value for(?: field)?)s?\s*:?\s*["'\`“]?(?<field>${NAME})`,
    String.raw`(?<in>query|header|path|cookie)\s+(?:parameter\s+|param\s+|field\s+)?["'\`“]?(?<field>${NAME})["'\`”]?\s+(?:is\s+)?(?:required|missing|mandatory)`,
    String.raw`${QUOTED}\s+(?:property\s+|field\s+|parameter\s+|header\s+)?(?:is|are|was|must be|has to be|should be)?\s*(?:a\s+)?(?:required|missing|mandatory|not provided|not set|not given|not present|absent|specified|provided|given|present)`,
    String.raw`(?:field|property|parameter|attribute|member|value for field)\s+${QUOTED}[^.]*(?:required|missing|can't be null|cannot be null|must not be null)`,
    String.raw`\b(?<field>${NAME})\s+(?:field\s+|parameter\s+)?(?:is|are)\s+(?:a\s+)?(?:required|missing|mandatory)`,
    String.raw`\brequires?\s+(?:an?|the)\s+${QUOTED}\s+(?:field|property|parameter|member|attribute|key)\b`,
    String.raw`^no\s+(?<field>${NAME})\s+(?:was\s+|were\s+)?(?:given|provided|specified|supplied|sent)\b`,
    String.raw`^(?:the\s+|an?\s+)?["'\`]?(?<field>${NAME})["'\`]?(?:\s+\w+){0,2}\s+(?:must|has to|have to|should|needs to) be (?:given|provided|specified|present|set)\b`,
    String.raw`must (?:specify|provide|supply|include|contain|have|set)\s+(?:an?\s+|the\s+|at least (?:one|\d+)\s+(?:of\s+)?|either\s+|property\s+|field\s+)*["'\`]?(?<field>${NAME})`,
    String.raw`\b(?:unable to|could not|couldn't|cannot|can't|failed to)\s+find\s+${QUOTED}\s+in\s+(?:the\s+)?(?:request|body|payload|json|input)`,
    String.raw`(?:^|:\s*)(?<field>${NAME})\s+required(?:\s+for\b.*)?\.?$`,
    String.raw`["'\`]?\b(?<field>${NAME})["'\`]?\s+(?:should not|must not|cannot|can't|may not|can not)\s+be\s+(?:empty|null|blank|undefined)`,
  ].map((words) => ({ words: new RegExp(words, 'i'), wants: (): Want => ({ kind: 'present' }) })),
  ...[
    String.raw`(?:unknown|unrecogni[sz]ed|unexpected|additional|extra|undefined|unsupported)\s+(?:request\s+)?(?:field|property|properties|key|member|parameter|attribute|argument)s?\s*:?\s*["'\`]?(?<field>${NAME})`,
    String.raw`(?:can't|can not|cannot|may not|must not|not allowed to)\s+(?:change|set|modify|update|edit|provide|specify|send|contain)\s+(?:the\s+|a value for\s+)*(?:field\s+|property\s+|value of\s+)?["'\`](?<field>${NAME})["'\`]`,
    String.raw`\b(?:attribute|field|property|parameter|member|key)\s+${QUOTED}\s+(?:is\s+|are\s+)?not\s+(?:allowed|permitted|supported)`,
    String.raw`["'\`]?(?<field>${NAME})["'\`]?\s+(?:is not (?:allowed|permitted|expected|a (?:known|valid) \w+)|should not exist|is unknown)`,
  ].map((words) => ({ words: new RegExp(words, 'i'), wants: (): Want => ({ kind: 'absent' }) })),
  {
    words: new RegExp(
      String.raw`^(?:the\s+|an?\s+)?["'\`]?(?<field>${NAME})["'\`]?\s+(?:is|was)\s+(?:invalid|malformed|not valid|not a valid)\b`,
      'i',
    ),
    wants: ({ groups }) => wantOf(groups?.['field'] ?? ''),
  },
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
  /^(it|this|that|which|value|field|property|parameter|body|request|payload|the|a|an|is|be|and|or|data|input|there|allowed|valid|pattern|min|max|minimum|maximum)$/i;

/** What stands in quotation marks is a name, whatever it says. */
function isQuoted(sentence: string, field: string): boolean {
  return [`"${field}"`, `'${field}'`, `\`${field}\``, `“${field}”`].some((quoted) => sentence.includes(quoted));
}

export function readSentence(sentence: string): Hint[] {
  const told = readPythonSchema(sentence) ?? readUnknown(sentence);
  if (told) return told;
  for (const { words, wants } of SENTENCES) {
    const match = words.exec(sentence);
    const want = match && wants(match);
    if (!want) continue;
    const field = match.groups?.['field']?.replace(/\.+$/, '');
    if (field !== undefined && NO_NAMES.test(field) && !isQuoted(sentence, field)) continue;
    const where = IN[match.groups?.['in']?.toLowerCase() ?? ''];
    const place = field === undefined ? { path: [] } : placeOf(field);
    return [{ ...place, ...(where && { in: where }), wants: want, says: saysOf(sentence) }];
  }
  return [];
}

const UNKNOWN = new RegExp(
  String.raw`\b(?:unknown|unrecogni[sz]ed|unexpected|unsupported)\s+(?:request\s+)?(?:field|property|properties|key|member|parameter|attribute|argument)(?:s|\(s\))?\s*:?\s*(?:\[|["'\`“])(?<list>[\w$.:\s,"'\`-]+)`,
  'i',
);

/** Several members that are not known, in one list: “Unrecognized attribute(s) 'tags, hints'”. */
function readUnknown(sentence: string): Hint[] | undefined {
  const list = UNKNOWN.exec(sentence)?.groups?.['list'] ?? '';
  const names = list.split(/[\s,"'`]+/).filter((name) => /^[A-Za-z_$][\w$.:-]*$/.test(name));
  if (names.length < 2 || !list.includes(',')) return undefined;
  return names.map((name) => ({ path: [name], wants: { kind: 'absent' }, says: saysOf(sentence) }));
}

/** Words by which a refusal says that what the request names is not there. */
const ABSENT =
  /\bnot (be )?found\b|\b(does|do|did)(n['’]t| not) exist\b|\b(could|can?|did)(n['’]t|not| not) (be )?(find|found|locate|resolve)|\b(no|unknown|non-?existent|missing) (such|active|existing|known|matching|\w+ (with|called|named)\b|.*\b(exists?|found)\b)|\b(there is|there's) no\b|\bforeign key\b|\bis not an? existing \w+/i;

/** A sentence that says that something is not there; which, the request shows. */
export function readAbsence(sentence: string): Hint[] {
  if (!ABSENT.test(sentence)) return [];
  return [{ path: [], wants: { kind: 'there', sentence: cut(sentence, 500) }, says: saysOf(sentence) }];
}

/** A sentence that names media types of which there are files: “expected image/png”. */
export function readMediaTypes(sentence: string): Hint[] {
  const named = [...sentence.matchAll(/\b(?:image|text|application)\/[\w.+-]*\w/gi)].map(([type]) =>
    type.toLowerCase(),
  );
  const types = named.filter((type) => SMALLEST_FILES.has(type));
  return types.length === 0 ? [] : [{ path: [], wants: { kind: 'file', types }, says: saysOf(sentence) }];
}

/** Words by which a refusal says that a value that it quotes will not do. */
const OF_A_VALUE =
  /\b(invalid|illegal|malformed|unknown|unsupported|unrecogni[sz]ed|unexpected|bad|wrong|not|cannot|can't|unable|fail(s|ed|ure)?|no such)\b/i;

/** The values that a refusal quotes, or that stand behind its colon. */
export function readQuotes(sentence: string): Hint[] {
  if (!OF_A_VALUE.test(sentence)) return [];
  const quoted = [...sentence.matchAll(/["'`“‘](?<value>[^"'`“”‘’]{1,200})["'`”’]/g)].map(
    (match) => match.groups?.['value'] ?? '',
  );
  const behind =
    /:\s*(?<value>[^\s"'`:][^"'`:]{0,199})$/.exec(sentence.replace(/[.\s]+$/, ''))?.groups?.['value'] ?? '';
  const values = [...quoted, behind].filter((value) => value !== '');
  return values.length === 0 ? [] : [{ path: [], wants: { kind: 'other', quoted: values }, says: saysOf(sentence) }];
}
