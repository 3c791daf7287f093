import type { RequestValues, Operation } from '../../model/contract.ts';
import type { Json } from '../../model/json.ts';
import { applicable, applicableBelow, namedMemberSchemas, type Subschema } from '../../schema/subschemas.ts';
import { requestMedia } from '../../messages/request-media.ts';
import { isObject, joinPointer, valueAt, ownMember } from '../../json/pointer.ts';
import { boundsOf } from './arbitraries/numbers.ts';
import { USUAL } from './arbitraries/strings.ts';
import { shownValues, type GenerationContext } from './arbitraries/values.ts';
import { keyword, numbersOf } from '../../schema/keywords.ts';
import { isEqual } from '../../json/equal.ts';

/** What a server may do with a valid request, besides accepting and keeping its values. */
export interface PermittedOutcomes {
  /** The server may refuse a value for reasons that are not in the contract. */
  mayRefuse: boolean;
  /** The server may store a value in another form. */
  mayNormalize: boolean;
}

/** What is known about a value besides its schemas. */
interface ValueScope {
  generation: GenerationContext;
  /** Its member name, or the empty string. */
  name: string;
  /** The documented values of the same place. */
  documented: Json[];
}

/**
 * What a server may do with a valid request. A contract seldom says everything that a server requires of a free text or of a
 * number without bounds. So a value must be accepted only if the contract names it (in an enumeration, a bound, a pattern, an
 * example), or if any server would accept it.
 */
export function permittedOutcomes(
  generation: GenerationContext,
  operation: Operation,
  inputs: RequestValues,
): PermittedOutcomes {
  const { contract } = generation;
  const permitted: PermittedOutcomes = { mayRefuse: false, mayNormalize: false };
  const examples = operation.examples.map(({ request }) => request);
  for (const { in: where, name, schema } of operation.parameters) {
    const value = ownMember(inputs[where], name);
    if (value === undefined || !schema) continue;
    const documented = examples
      .map((request) => ownMember(request[where], name))
      .filter((other) => other !== undefined);
    if (documented.some((other) => isEqual(other, value))) continue;
    const schemas = applicable(contract, schema, value);
    // The resource of a path must exist, and the contract does not say what a free text in a query means.
    if (where === 'path' || (typeof value === 'string' && !isSpelledOut(schemas))) permitted.mayRefuse = true;
    visit({ generation, name, documented }, schemas, value, permitted);
  }
  const media = requestMedia(operation, inputs);
  if (inputs.body !== undefined) {
    const documented = examples.flatMap(({ body }) => (body === undefined ? [] : [body]));
    const schemas = media?.schema ? applicable(contract, media.schema, inputs.body) : [];
    if (schemas.length === 0 && !documented.some((other) => isEqual(other, inputs.body))) permitted.mayRefuse = true;
    visit({ generation, name: '', documented }, schemas, inputs.body, permitted);
  }
  return permitted;
}

function visit(scene: ValueScope, schemas: Subschema[], value: Json, permitted: PermittedOutcomes): void {
  const shown = shownValues(scene.generation, schemas);
  if ([...scene.documented, ...shown].some((other) => isEqual(other, value))) return;
  if (schemas.some(({ pointer }) => isOnlyInferred(scene.generation.contract, pointer))) permitted.mayRefuse = true;
  if (value === null || typeof value === 'boolean') {
    // Many servers leave null out of the response.
    if (value === null) permitted.mayNormalize = true;
    return;
  }
  if (typeof value === 'string') return visitText(scene.name, schemas, value, shown, permitted);
  if (typeof value === 'number') return visitNumber(schemas, value, permitted);
  if (Array.isArray(value)) visitArray(schemas, value, permitted);
  else visitObject(scene, schemas, value, permitted);
  // Only the first items of an array count.
  for (const name of Array.isArray(value) ? Object.keys(value).slice(0, 5) : Object.keys(value)) {
    const below = applicableBelow(scene.generation.contract, schemas, value, name);
    const place = joinPointer('#', name);
    const documented = scene.documented.map((other) => valueAt(other, place)).filter((other) => other !== undefined);
    visit(
      { ...scene, name: Array.isArray(value) ? scene.name : name, documented },
      below,
      valueAt(value, place) ?? null,
      permitted,
    );
  }
}

/** Whether only an inference says that values other than the printed ones are accepted. */
function isOnlyInferred(contract: GenerationContext['contract'], pointer: string): boolean {
  const statement = contract.statement(pointer, 'acceptance');
  return statement?.pointer === pointer && statement.kind === 'inferred' && statement.carried === undefined;
}

function isListed(schemas: Subschema[]): boolean {
  return keyword(schemas, 'enum') !== undefined || keyword(schemas, 'const') !== undefined;
}

/** Whether the contract restricts a text. */
function isSpelledOut(schemas: Subschema[]): boolean {
  return (
    isListed(schemas) ||
    ['pattern', 'format'].some((name) => keyword(schemas, name) !== undefined && keyword(schemas, name) !== 'password')
  );
}

/** Members that refer to another resource, which must exist. */
const NAMING =
  /(^|[_-])(id|ids|guid|uuid|uid|ref|key|token|parent|owner)s?$|[a-z](Id|Ids|Guid|Ref|Key|Token)$|^pass(word|wd|phrase)$/;

function visitText(
  name: string,
  schemas: Subschema[],
  value: string,
  shown: Json[],
  permitted: PermittedOutcomes,
): void {
  if (isListed(schemas)) return;
  const format = keyword(schemas, 'format');
  const isFormatted = typeof format === 'string' && format !== 'password';
  const most = Math.min(...[40, ...numbersOf(schemas, 'maxLength')]);
  // A text like a documented one; the phase coverage sends such texts.
  const starts = [...shown.filter((text) => typeof text === 'string'), USUAL].map((text) =>
    [...text].slice(0, most).join(''),
  );
  const isUsual = starts.some(
    (start) => start !== '' && value.startsWith(start) && /^[A-Za-z0-9]*$/.test(value.slice(start.length)),
  );
  const isMeant =
    keyword(schemas, 'pattern') !== undefined
      ? /^[\x21-\x7e]+$/.test(value)
      : isFormatted
        ? /^date/.test(format) && /^20[0-4]/.test(value)
        : isUsual;
  if (!isMeant || NAMING.test(name)) permitted.mayRefuse = true;
  const isKept =
    value !== '' &&
    value.trim() === value &&
    value.normalize('NFC') === value &&
    !/[\p{C}\p{Zl}\p{Zp}\p{M}]/u.test(value) &&
    value.length <= 1000;
  if (!isKept || isFormatted) permitted.mayNormalize = true;
}

function visitNumber(schemas: Subschema[], value: number, permitted: PermittedOutcomes): void {
  if (isListed(schemas)) return;
  const [low, high] = boundsOf(schemas, false);
  const inBounds =
    (Number.isFinite(low) || value >= 1) &&
    (Number.isFinite(high) || value <= Math.max(100, low + 100)) &&
    Math.abs(value) < 2 ** 31;
  const isShort = Math.abs(value * 100 - Math.round(value * 100)) < 1e-6;
  if (!inBounds || !isShort) permitted.mayRefuse = true;
  if (!Number.isSafeInteger(Math.round(value)) || !isShort) permitted.mayNormalize = true;
}

function visitArray(schemas: Subschema[], value: Json[], permitted: PermittedOutcomes): void {
  const [least, most] = [numbersOf(schemas, 'minItems'), numbersOf(schemas, 'maxItems')];
  if ((value.length === 0 && least.length === 0) || (value.length > 3 && most.length === 0)) permitted.mayRefuse = true;
  if (value.some((item, index) => value.slice(0, index).some((other) => isEqual(other, item))))
    permitted.mayRefuse = true;
  // Some servers store an array as a set, or leave an empty one out.
  permitted.mayNormalize = true;
}

function visitObject(
  { generation: { contract }, documented }: ValueScope,
  schemas: Subschema[],
  value: { [name: string]: Json },
  permitted: PermittedOutcomes,
): void {
  const names = Object.keys(value);
  const isKnown = (name: string) =>
    schemas.some(
      (subschema) =>
        namedMemberSchemas(subschema, name).length > 0 || isObject(subschema.schema['additionalProperties']),
    );
  const unknown = !names.every(isKnown);
  const isMap = schemas.some(
    ({ schema }) => isObject(schema['additionalProperties']) || isObject(schema['patternProperties']),
  );
  if (unknown || (isMap && names.some((name) => !/^[a-z]\w*$/i.test(name)))) permitted.mayRefuse = true;
  if (names.length === 0 || unknown) permitted.mayNormalize = true;
  // Values that two enumerations share may have to agree, and the contract does not say so.
  const listed = names
    .map((name) => [name, keyword(applicableBelow(contract, schemas, value, name), 'enum')] as const)
    .filter(([, values]) => Array.isArray(values));
  for (const [name, values] of listed)
    for (const [other, others] of listed) {
      const [one, two] = [value[name] as Json, value[other] as Json];
      if (
        name === other ||
        one === two ||
        typeof one !== 'string' ||
        !Array.isArray(values) ||
        !Array.isArray(others) ||
        !others.includes(one)
      )
        continue;
      if (!documented.some((shown) => isObject(shown) && shown[name] === one && shown[other] === two))
        permitted.mayRefuse = true;
    }
}
