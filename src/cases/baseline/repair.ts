import type { Contract, Operation } from '../../model/contract.ts';
import type { Json, Pointer } from '../../model/json.ts';
import { isEqual } from '../../json/equal.ts';
import { isObject, joinPointer, lastToken, pointerTokens, replaceAt, valueAt } from '../../json/pointer.ts';
import { requestMedia } from '../../messages/request-media.ts';
import { requiredNames } from '../../schema/keywords.ts';
import { applicable } from '../../schema/subschemas.ts';
import { sample } from '../../schema/sample.ts';
import { hasEncoder, isAllowed } from '../valid-requests.ts';
import { describedValue, texts, withDescribedTexts } from './described.ts';
import type { Hint } from './hints/hint.ts';
import type { Candidate, Known } from './known.ts';
import { nameWhatIsThere } from './name-what-is-there.ts';
import { underOtherNames, withFreshNames } from './names.ts';
import { type Place, placeOf } from './hinted-place.ts';
import { onlyText } from './only-text.ts';
import { withWantedFile } from './wanted-file.ts';
import { wanted, isEmpty } from './wanted-value.ts';
import { learned } from './learned.ts';
import { unwrapped } from './unwrapped.ts';
import { isOfAbsence } from '../../http/status.ts';

/**
 * The same request with what a refusal asked for; undefined where nothing of it can be done.
 * @param nth 1 for the second best value of what was missing
 */
export function repair(
  contract: Contract,
  operation: Operation,
  candidate: Candidate,
  status: number,
  hints: Hint[],
  known: Known,
  nth = 0,
): Candidate | undefined {
  const file = withWantedFile(contract, operation, candidate, hints);
  if (status === 415 || file) return file ?? otherMediaType(operation, candidate);
  let repaired: Candidate = candidate;
  for (const hint of hints) {
    const { wants } = hint;
    // What a refusal with one of these says may be about the path.
    const isOfPath = operation.path.includes('{') && isOfAbsence(status);
    const next =
      wants.kind === 'there'
        ? nameWhatIsThere(contract, operation, repaired, wants.sentence, known, isOfPath)
        : follow(contract, operation, repaired, hint, known, nth);
    repaired = next ?? repaired;
  }
  if (repaired === candidate) return undefined;
  const { isStatic: _, example: __, ...own } = repaired;
  return own;
}

/** What is sent under the next documented media type; without a body, under the label that a body would have. */
function otherMediaType(operation: Operation, candidate: Candidate): Candidate | undefined {
  const { isStatic: _, example: __, ...own } = candidate;
  const types = (operation.body?.media ?? []).map(({ type }) => type).filter((type) => !type.includes('*'));
  const { mediaType, body } = candidate.inputs;
  if (mediaType === undefined || body === undefined) {
    // Without a body, a form has no boundary between its parts to name.
    const label = types.length === 0 ? 'application/json' : types.find((type) => !type.startsWith('multipart/'));
    if (label === undefined) return undefined;
    if (candidate.headers.some(([name]) => name === 'Content-Type')) return undefined;
    return {
      ...own,
      headers: [...candidate.headers, ['Content-Type', label]],
      learned: [
        ...candidate.learned,
        { at: 'request header Content-Type', what: 'the header Content-Type is required without a body', says: '415' },
      ],
    };
  }
  const next = types
    .slice(types.indexOf(mediaType) + 1)
    .find((type) => hasEncoder(operation, { ...candidate.inputs, mediaType: type }));
  if (next === undefined) return undefined;
  return { ...own, title: `of the media type ${next}`, inputs: { ...candidate.inputs, mediaType: next } };
}

function follow(
  contract: Contract,
  operation: Operation,
  candidate: Candidate,
  hint: Hint,
  known: Known,
  nth: number,
): Candidate | undefined {
  const { inputs } = candidate;
  if (hint.path.length === 0) {
    if (hint.wants.kind === 'new') return renamed(contract, operation, candidate, known);
    if (hint.wants.kind === 'other')
      return withoutQuoted(contract, operation, candidate, hint, hint.wants.quoted, known);
    if (hint.value !== undefined) return ofValue(contract, operation, candidate, hint, hint.value, known, nth);
    return hint.wants.kind === 'one of' ? replacedValue(candidate, hint) : undefined;
  }
  const own = unwrapped(contract, operation, candidate, hint);
  if (own) return own;
  const place = placeOf(contract, operation, inputs, hint);
  if (!place) return undefined;
  if (place.in === 'unknown header') {
    if (hint.wants.kind !== 'present' || candidate.headers.some(([name]) => name === place.name)) return undefined;
    return learned(
      { ...candidate, headers: [...candidate.headers, [place.name, 'assay']] },
      hint,
      `request header ${place.name}`,
      `the header ${place.name}`,
    );
  }
  if (place.in !== 'body') {
    const { name, in: where, schema, examples } = place.parameter;
    if (hint.wants.kind === 'absent') {
      const { [name]: removed, ...others } = inputs[where];
      return removed === undefined
        ? undefined
        : learned(
            { ...candidate, inputs: { ...inputs, [where]: others } },
            hint,
            `request ${where} ${name}`,
            `the ${where} parameter ${name}`,
          );
    }
    const present = inputs[where][name];
    const documented = examples.values().next().value?.value;
    const made = documented ?? (schema === undefined ? undefined : sample(contract, schema)) ?? 'assay';
    const value = wanted(contract, schema === undefined ? [] : [schema], present, hint.wants, () => made, known);
    if (value === undefined || value === present) return undefined;
    const changed = { ...inputs, [where]: { ...inputs[where], [name]: value } };
    return learned(
      { ...candidate, inputs: changed },
      hint,
      `request ${where} ${name}`,
      `the ${where} parameter ${name}`,
    );
  }
  // “URL is not valid”, of a member that is called `target`.
  const text = hint.wants.kind === 'format' && place.pointers.length === 0 && onlyText(contract, operation, inputs);
  const meant = text ? placeOf(contract, operation, inputs, { ...hint, in: 'body', path: [text] }) : undefined;
  return inBody(contract, operation, candidate, hint, meant?.in === 'body' ? meant : place, known, nth);
}

/** What a refusal wants of a value, where that stands in one place alone: “[] is too short”. */
function ofValue(
  contract: Contract,
  operation: Operation,
  candidate: Candidate,
  hint: Hint,
  value: Json,
  known: Known,
  nth: number,
): Candidate | undefined {
  const places = placesOf(candidate.inputs.body, value);
  const [path] = places;
  if (path === undefined || path.length === 0 || places.length > 1) return undefined;
  const place = placeOf(contract, operation, candidate.inputs, { ...hint, in: 'body', path });
  return place?.in === 'body' ? inBody(contract, operation, candidate, hint, place, known, nth) : undefined;
}

function placesOf(body: Json | undefined, value: Json, path: string[] = []): string[][] {
  if (body === undefined) return [];
  if (isEqual(body, value)) return [path];
  if (typeof body !== 'object' || body === null || path.length > 8) return [];
  return Object.entries(body).flatMap(([name, child]) => placesOf(child, value, [...path, name]));
}

export function inBody(
  contract: Contract,
  operation: Operation,
  candidate: Candidate,
  hint: Hint,
  { at, pointers }: Extract<Place, { in: 'body' }>,
  known: Known,
  nth: number,
): Candidate | undefined {
  const { inputs } = candidate;
  const media = requestMedia(operation, inputs) ?? operation.body?.media[0];
  if (!media) return undefined;
  const body = inputs.body ?? {};
  const present = valueAt(body, at);
  const what = `the member ${pointerTokens(at).join('.')}`;
  if (hint.wants.kind === 'absent') {
    if (present === undefined) return undefined;
    return learned(
      { ...candidate, inputs: { ...inputs, body: replaceAt(body, at, undefined) } },
      hint,
      `request body${at}`,
      what,
    );
  }
  const make = (): Json => {
    const [pointer] = pointers;
    const fitting = [
      ...known.references(at),
      ...(pointer === undefined ? [] : [sample(contract, pointer, 'full'), sample(contract, pointer)]),
      ...known.shown.map((one) => valueAt(one, at)),
    ].filter((one): one is Json => {
      // What is there and empty needs something else than that.
      if (one === undefined || one === null || (present !== undefined && isEmpty(one))) return false;
      return contract.accepts(media.schema ?? '#', put(body, at, one));
    });
    return fitting[Math.min(nth, fitting.length - 1)] ?? `assay-${known.mark()}`;
  };
  const value = wanted(contract, pointers, present, hint.wants, make, known);
  if (value === undefined || isEqual(value, present)) return undefined;
  const own = withDescribedTexts(contract, media, put(body, at, value));
  const isMade = hint.wants.kind === 'present' || hint.wants.kind === 'format';
  // An address that is made up names what is created, whatever its member is called.
  const isAddress = hint.wants.kind === 'format' && ADDRESSES.has(hint.wants.format);
  const naming = new Set(isAddress ? [lastToken(at)] : []);
  const fresh =
    known.isCreating && isMade ? withFreshNames(contract, media, own, known.mark(), { only: at, naming }) : own;
  const changed = { ...inputs, mediaType: inputs.mediaType ?? media.type, body: fresh };
  const [outer = ''] = pointerTokens(at);
  // The schema asks for the member; that there has to be a body is what it does not say.
  const isOfBody =
    inputs.body === undefined &&
    media.schema !== undefined &&
    requiredNames(applicable(contract, media.schema, {})).has(outer);
  return isOfBody
    ? learned({ ...candidate, inputs: changed }, hint, 'request body', 'the body')
    : learned({ ...candidate, inputs: changed }, hint, `request body${at}`, what);
}

const ADDRESSES = new Set(['email', 'hostname', 'uri', 'uuid']);

/** A value put in its place, the objects above it made where they are missing. */
function put(body: Json, at: Pointer, value: Json): Json {
  let root: Json = isObject(body) || Array.isArray(body) ? body : {};
  let above: Pointer = '#';
  for (const token of pointerTokens(at).slice(0, -1)) {
    above = joinPointer(above, token);
    const there = valueAt(root, above);
    if (typeof there !== 'object' || there === null) root = replaceAt(root, above, {});
  }
  return replaceAt(root, at, value);
}

/** Other names for everything that may be one; of a path that the request itself names, too. */
function renamed(contract: Contract, operation: Operation, candidate: Candidate, known: Known): Candidate | undefined {
  const { inputs } = candidate;
  const media = requestMedia(operation, inputs);
  if (!media || inputs.body === undefined) return undefined;
  const body = underOtherNames(contract, media, inputs.body, known.mark(), {
    naming: known.naming,
    isKept: (place, value) => known.references(place).includes(value),
  });
  return body === inputs.body ? undefined : { ...candidate, inputs: { ...inputs, body } };
}

/** A member whose value a refusal quotes gets the text that its description asks for; what may be left out is left out. */
function withoutQuoted(
  contract: Contract,
  operation: Operation,
  candidate: Candidate,
  hint: Hint,
  quoted: string[],
  known: Known,
): Candidate | undefined {
  const { inputs } = candidate;
  const media = requestMedia(operation, inputs);
  const { body } = inputs;
  if (!media || body === undefined) return undefined;
  for (const { at, value, schemas } of texts(contract, media, body)) {
    if (!quoted.includes(value)) continue;
    const described = describedValue(schemas);
    const bodies = [
      ...(described === undefined || value.endsWith(described)
        ? []
        : [withFreshNames(contract, media, replaceAt(body, at, described), known.mark(), { only: at })]),
      // What a refusal asked for before is not left out again.
      ...(candidate.learned.some((one) => one.at === `request body${at}`) ? [] : above(at)).map((place) =>
        replaceAt(body, place, undefined),
      ),
    ];
    const other = bodies.find((one) => isAllowed(contract, media, one));
    if (other === undefined) continue;
    const changed = { ...candidate, inputs: { ...inputs, body: other } };
    return learned(changed, hint, `request body${at}`, `the member ${pointerTokens(at).join('.')}`);
  }
  return undefined;
}

/** A place and those that it lies in, down to a member of the whole. */
function above(at: Pointer): Pointer[] {
  const tokens = pointerTokens(at);
  return tokens.map((_, index) => joinPointer('#', ...tokens.slice(0, tokens.length - index)));
}

/** A value that a refusal quotes, replaced wherever it stands. */
function replacedValue(candidate: Candidate, hint: Hint): Candidate | undefined {
  const { wants } = hint;
  const { body } = candidate.inputs;
  if (wants.kind !== 'one of' || wants.insteadOf === undefined || !isObject(body)) return undefined;
  const place = Object.keys(body).find((name) => body[name] === wants.insteadOf);
  const [value] = wants.values;
  if (place === undefined || value === undefined) return undefined;
  const changed = replaceAt(body, joinPointer('#', place), value);
  return learned(
    { ...candidate, inputs: { ...candidate.inputs, body: changed } },
    hint,
    `request body${joinPointer('#', place)}`,
    `the member ${place}`,
  );
}
