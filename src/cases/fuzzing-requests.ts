import * as fc from 'fast-check';
import type { Contract, Inputs, Json, MediaType, Operation, Parameter, Pointer } from '../model.ts';
import { applicable, applicableBelow } from '../contract/applicable.ts';
import { isJsonType, requestMedia } from '../contract/media-type.ts';
import { isObject, joinPointer, replaceAt, valueAt } from '../contract/pointer.ts';
import { show } from '../contract/text.ts';
import type { Base } from './coverage.ts';
import type { Given } from './encode.ts';
import { bounded } from './fuzzing-arbitraries.ts';
import { applyBreak, breaks, JUNK, type Break } from './fuzzing-breaks.ts';
import { rawBodies } from './fuzzing-raw.ts';
import { anyArbitrary, type Temper } from './fuzzing-scalars.ts';
import { knownNames, pointersBelow } from './fuzzing-schemas.ts';
import { valueArbitrary, type Making } from './fuzzing-values.ts';
import { sayMember } from './variations.ts';

/** What a request was made for: to be accepted, refused, or either, as long as nothing breaks. */
export type Claim = 'valid' | 'invalid' | 'either';

/** A generated request before it is proved to be what it claims. */
export interface Draft extends Base {
  claim: Claim;
  clause: Pointer;
  at: string;
  /** After "a request". */
  title: string;
  /** The bytes of the body, where no encoder wrote them. */
  raw?: Uint8Array;
  /** The valid request that it differs from in one thing. */
  from?: Base;
}

/** What requests of an operation are made by. */
export interface Setting {
  making: Making;
  operation: Operation;
  given: Given;
  bases: Base[];
}

/** A parameter or a place in the body, and what it is described by. */
interface Spot {
  parameter?: Parameter;
  at: Pointer;
  pointers: Pointer[];
}

/** Requests of all kinds for one operation. */
export function requestArbitrary(setting: Setting): fc.Arbitrary<Draft> {
  const calm = calmBases(setting);
  const shown = setting.bases.filter(({ example }) => example).slice(0, 5);
  // Written first, as that is what the others are made smaller into.
  const base = fc.oneof({ withCrossShrink: true }, { weight: 2, arbitrary: calm }, ...shown.map((one) => ({ weight: 1, arbitrary: fc.constant(one) })));
  const source = fc.tuple(base, fc.noShrink(fc.nat()));
  return fc.oneof(
    { weight: 3, arbitrary: calm.map((one) => asItIs(setting, one)) },
    { weight: 5, arbitrary: source.chain(([one, by]) => wildAt(setting, one, by)) },
    { weight: 4, arbitrary: source.chain(([one, by]) => brokenAt(setting, one, by)) },
    { weight: 1, arbitrary: source.chain(([one, by]) => rawOf(setting, one, by)) },
  );
}

/** A request that differs from nothing. */
export function asItIs({ operation }: Setting, base: Base): Draft {
  const media = requestMedia(operation, base.inputs);
  const clause = media?.schema ?? operation.pointer;
  return { ...base, claim: 'valid', clause, at: base.inputs.body === undefined ? 'request' : 'request body', title: 'made up from the schemas' };
}

// ---------------------------------------------------------------- calm requests

/** Requests that have what is required, and now and then what is not. */
function calmBases({ making, operation, bases, given }: Setting): fc.Arbitrary<Base> {
  const [first] = bases as [Base];
  const parameters = operation.parameters.filter(({ in: where, name }) => where !== 'path' && !Object.hasOwn(given.set, name) && isFree(where, name));
  const values = parameters.map((parameter) => {
    const value = parameterArbitrary(making, parameter, 'calm');
    return parameter.required ? value : fc.oneof({ withCrossShrink: true }, { weight: 2, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: value });
  });
  const media = mediaOf(making.contract, operation, bases);
  const body = media.map((one) => bodyArbitrary(making, one, 'calm').map((value) => ({ mediaType: one.type, body: value })));
  const none = operation.body?.required ? [] : [fc.constant(undefined)];
  const bodies = [...none, ...body];
  const [only] = bodies;
  return fc.tuple(fc.tuple(...values), only ? fc.oneof({ withCrossShrink: true }, ...bodies) : fc.constant(undefined)).map(([found, sent]): Base => {
    const { body: _, mediaType: __, ...others } = first.inputs;
    const inputs: Inputs = { ...others, query: {}, header: {}, cookie: {}, ...sent };
    for (const { name, in: where } of operation.parameters) {
      if (Object.hasOwn(given.set, name) && first.inputs[where][name] !== undefined) inputs[where] = { ...inputs[where], [name]: first.inputs[where][name] };
      // What is not played with is as it was.
      else if (where === 'header' && !isFree(where, name) && first.inputs.header[name] !== undefined)
        inputs.header = { ...inputs.header, [name]: first.inputs.header[name] };
    }
    parameters.forEach(({ name, in: where }, index) => {
      const value = found[index];
      if (value !== undefined) inputs[where] = { ...inputs[where], [name]: value };
    });
    return { inputs };
  });
}

/** Header fields that change what is asked for, or how it is sent: a made-up one proves nothing. */
function isFree(where: Parameter['in'], name: string): boolean {
  return (
    where !== 'header' ||
    !/^(if-.*|range|prefer|expect|host|connection|content-.*|transfer-.*|upgrade|te|trailer|accept.*|cookie|origin|x-assay-.*|x-http-method.*|.*idempotency.*)$/i.test(
      name,
    )
  );
}

function parameterArbitrary(making: Making, { schema, in: where }: Parameter, temper: Temper): fc.Arbitrary<Json> {
  const value = schema ? valueArbitrary(making, [schema], temper) : anyArbitrary('calm');
  const sendable = (one: Json): boolean => {
    const text = typeof one === 'object' && one !== null ? JSON.stringify(one) : String(one);
    if (where === 'header' || where === 'cookie') return /^[\x21-\x7e]([\x20-\x7e]{0,1000}[\x21-\x7e])?$/.test(text);
    return where === 'path' ? !/^\.{0,2}$/.test(text) && text.length < 2000 : text.length < 4000;
  };
  return bounded(value, sendable, 20);
}

function bodyArbitrary(making: Making, { schema }: MediaType, temper: Temper): fc.Arbitrary<Json> {
  return schema ? valueArbitrary(making, [schema], temper) : anyArbitrary('calm');
}

/** The media types that a body may be sent as: those of the bases, and the others that a document names; none that was only inferred. */
function mediaOf(contract: Contract, operation: Operation, bases: Base[]): MediaType[] {
  const used = new Set(bases.map(({ inputs }) => inputs.mediaType));
  return (operation.body?.media ?? []).filter(
    ({ type, pointer, schema }) => used.has(type) || (!type.includes('*') && schema !== undefined && contract.statement(pointer)?.kind !== 'inferred'),
  );
}

// ---------------------------------------------------------------- one wild value

/** Methods that change nothing (RFC 9110 §9.2.1): only they may be sent to what another path names. */
const SAFE = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE']);

/** A request with one value at the edges of what is allowed, so that it is known what a server fails over. */
function wildAt(setting: Setting, base: Base, by: number): fc.Arbitrary<Draft> {
  const { making, operation } = setting;
  const spot = pick(spotsOf(setting, base.inputs), by, ({ parameter, at }) => `${parameter?.pointer ?? 'body'} ${at}`);
  if (!spot) return fc.constant(asItIs(setting, base));
  const { parameter, at, pointers } = spot;
  if (parameter) {
    const { in: where, name } = parameter;
    return parameterArbitrary(making, parameter, 'wild').map((value) => ({
      inputs: { ...base.inputs, [where]: { ...base.inputs[where], [name]: value } },
      from: base,
      claim: 'valid',
      clause: parameter.schema ?? parameter.pointer,
      at: `request ${where} ${name}`,
      title: `with ${show(value)} as the ${where} parameter ${name}`,
    }));
  }
  const clause = pointers[0] ?? requestMedia(operation, base.inputs)?.schema ?? operation.pointer;
  return valueArbitrary(making, pointers, 'wild').map((value) => ({
    ...base,
    inputs: { ...base.inputs, body: replaceAt(base.inputs.body as Json, at, value) },
    from: base,
    claim: 'valid',
    clause,
    at: at === '#' ? 'request body' : `request body${at}`,
    title: `with ${sayMember(at)} ${
      isObject(value) && Object.keys(value).length > 0
        ? `of ${Object.keys(value)
            .map((name) => show(name))
            .slice(0, 5)
            .join(', ')}`
        : `as ${show(value)}`
    }`,
  }));
}

function spotsOf({ making, operation, given }: Setting, inputs: Inputs): Spot[] {
  const parameters = operation.parameters
    .filter(({ in: where, name }) => !Object.hasOwn(given.set, name) && isFree(where, name) && (where !== 'path' || SAFE.has(operation.method)))
    .map((parameter) => ({ parameter, at: '#', pointers: parameter.schema ? [parameter.schema] : [] }));
  const media = requestMedia(operation, inputs);
  if (!media?.schema || inputs.body === undefined) return parameters;
  return [...parameters, ...bodySpots(making.contract, media.schema, inputs.body)];
}

const MAX_SPOTS = 200;

/** The places of a body, those of members that it might have as well; of an array the first item. */
function bodySpots(contract: Contract, schema: Pointer, root: Json): Spot[] {
  const found: Spot[] = [{ at: '#', pointers: [schema] }];
  const visit = (schemas: ReturnType<typeof applicable>, value: Json, at: Pointer): void => {
    if (typeof value !== 'object' || value === null || found.length >= MAX_SPOTS) return;
    const names = Array.isArray(value) ? Object.keys(value).slice(0, 1) : [...new Set([...Object.keys(value), ...knownNames(schemas)])];
    for (const name of names) {
      const pointers = pointersBelow(schemas, value, name);
      if (pointers.length === 0) continue;
      const child = valueAt(value, joinPointer('#', name));
      // Of a member that is only in answers, none is made.
      if (child === undefined && pointers.some((pointer) => isReadOnly(contract, pointer))) continue;
      found.push({ at: joinPointer(at, name), pointers });
      if (child !== undefined) visit(applicableBelow(contract, schemas, value, name), child, joinPointer(at, name));
    }
  };
  visit(applicable(contract, schema, root), root, '#');
  return found;
}

function isReadOnly(contract: Contract, pointer: Pointer): boolean {
  const { value } = contract.resolve(pointer);
  return isObject(value) && value['readOnly'] === true;
}

// ---------------------------------------------------------------- broken requests

/** A request that breaks one clause. */
function brokenAt(setting: Setting, base: Base, by: number): fc.Arbitrary<Draft> {
  const { making, operation, given } = setting;
  const media = requestMedia(operation, base.inputs);
  const { body } = base.inputs;
  const inBody = media?.schema && body !== undefined && isJsonType(media.encodedAs) ? breaks(making.contract, media.schema, body) : [];
  const inParameters = operation.parameters
    .filter(({ name, in: where }) => !Object.hasOwn(given.set, name) && isFree(where, name))
    .flatMap((parameter) => parameterBreaks(making.contract, parameter, base.inputs).map((one) => ({ parameter, one })));
  const all = [...inBody.map((one) => ({ one, parameter: undefined })), ...inParameters];
  const picked = pick(all, by, ({ one, parameter }) => `${parameter?.pointer ?? 'body'} ${one.at} ${one.clause} ${one.kind}`);
  if (!picked) return fc.constant(asItIs(setting, base));
  const { one, parameter } = picked;
  return JUNK.map((junk): Draft => {
    const made = one.make(junk);
    const { example: _, ...others } = base;
    if (!made) return asItIs(setting, others);
    const common = { ...others, from: base, claim: 'invalid' as const, clause: one.clause };
    if (!parameter)
      return { ...common, inputs: { ...base.inputs, body: applyBreak(body as Json, one, made.value) }, at: `request body${one.at}`, title: made.title };
    const { in: where, name } = parameter;
    const { [name]: _sent, ...rest } = base.inputs[where];
    const value = one.kind === 'absent' ? undefined : applyBreak(base.inputs[where][name] ?? null, one, made.value);
    return {
      ...common,
      inputs: { ...base.inputs, [where]: value === undefined ? rest : { ...rest, [name]: value } },
      at: `request ${where} ${name}`,
      title: made.title.replace('its body', `the ${where} parameter ${name}`),
    };
  });
}

/** Ways to break a parameter that can be told from its text: a number in place of a text cannot. */
function parameterBreaks(contract: Contract, { name, in: where, required, schema, pointer }: Parameter, inputs: Inputs): Break[] {
  const value = inputs[where][name];
  const absent: Break[] =
    required && where !== 'path'
      ? [{ at: '#', clause: pointer, kind: 'absent', make: () => ({ value: undefined, title: `without the ${where} parameter ${name}` }) }]
      : [];
  if (!schema || value === undefined || typeof value === 'object') return absent;
  const own = breaks(contract, schema, value).map((one): Break => ({
    ...one,
    make: (junk) => {
      const made = one.make(junk);
      const isText = (typeof made?.value === 'string' && made.value.trim() !== '' && /^[\x20-\x7e]*$/.test(made.value)) || typeof made?.value === 'number';
      return isText && made.value !== '.' && made.value !== '..' ? made : undefined;
    },
  }));
  return [...absent, ...own];
}

function rawOf(setting: Setting, base: Base, by: number): fc.Arbitrary<Draft> {
  const { operation } = setting;
  const media = requestMedia(operation, base.inputs);
  if (!media || base.inputs.body === undefined || !isJsonType(media.encodedAs)) return brokenAt(setting, base, by);
  const { example: _, ...others } = base;
  return rawBodies(base.inputs.body, by).map(({ bytes, title, claim }) => ({
    ...others,
    from: base,
    raw: bytes,
    title,
    claim,
    clause: media.pointer,
    at: 'request body',
  }));
}

/** One of many by a number, so that it stays the same one while others come and go around it (rendezvous hashing). */
function pick<T>(all: T[], by: number, keyOf: (one: T) => string): T | undefined {
  let best: T | undefined;
  let least = Infinity;
  for (const one of all) {
    const text = keyOf(one);
    let hash = by ^ 0x811c9dc5;
    for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
    hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
    hash = (hash ^ (hash >>> 12)) >>> 0;
    if (hash < least) [least, best] = [hash, one];
  }
  return best;
}
