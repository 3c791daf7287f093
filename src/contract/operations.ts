import type {
  ExampleValue,
  Link,
  MediaType,
  Operation,
  Parameter,
  ParameterIn,
  RequestBody,
  ResponseHeader,
  ResponseObject,
  SecurityRequirement,
  SecurityScheme,
  Unspecified,
} from '../model/contract.ts';
import type { LeafKind } from '../model/binding.ts';
import type { Json, JsonObject, Pointer } from '../model/json.ts';
import { isObject, joinPointer, lastToken } from '../json/pointer.ts';
import { listOperations } from '../document/path-item.ts';
import { pairExamples } from './examples.ts';
import { statementProblem } from './resources/statements.ts';
import { defaultStyle } from '../messages/styles/index.ts';
import { exampleValue } from '../messages/body/example-value.ts';
import { formatOf } from '../messages/body/index.ts';
import { partTypes } from '../messages/body/part-types.ts';
import { pointerOfRef, resolvePointer } from '../schema/references.ts';
import { shapeOf, type SchemaSource } from '../schema/shape.ts';
import { copyDigits } from '../json/exact-integers.ts';

/** @throws ContractError: the clause at a pointer is wrong, with a hint */
export type Fail = (pointer: Pointer, message: string, hint: string) => never;

const PARAMETER_PLACES: readonly string[] = ['path', 'query', 'header', 'cookie'] satisfies ParameterIn[];

interface Node {
  pointer: Pointer;
  value: JsonObject;
}

/** The operations of a bundled 3.1 document, in its order. */
export function readOperations(source: SchemaSource, fail: Fail): Operation[] {
  const { document } = source;
  const read = reader(source, fail);
  const paths = document['paths'];
  if (paths === undefined) return [];
  if (!isObject(paths))
    fail(
      '#/paths',
      'must be an object',
      'Write `paths:` as a map from path templates to operations (OpenAPI 3.1 §4.8.8).',
    );
  return Object.keys(paths).flatMap((path) => {
    if (path.startsWith('x-')) return [];
    const at = joinPointer('#/paths', path);
    if (!path.startsWith('/')) fail(at, `the path ${path} does not start with a slash`, `Write it as /${path}.`);
    const item = read.object(at, 'a Path Item Object');
    const additional = joinPointer(item.pointer, 'additionalOperations');
    if (item.value['additionalOperations'] !== undefined) read.object(additional, 'a map from methods to operations');
    return listOperations(document, item.value, item.pointer).map(({ method, pointer }) =>
      readOperation(read, fail, item, path, method, pointer),
    );
  });
}

/** The operations of a Path Item Object that no path leads to: of a callback, a webhook. */
export function readOperationsAt(source: SchemaSource, fail: Fail, at: Pointer): Operation[] {
  const read = reader(source, fail);
  const item = read.object(at, 'a Path Item Object');
  return listOperations(source.document, item.value, item.pointer).map(({ method, pointer }) =>
    readOperation(read, fail, item, '/', method, pointer),
  );
}

type Reader = ReturnType<typeof reader>;

function reader(source: SchemaSource, fail: Fail) {
  const { document } = source;
  /** The object at a pointer, references followed. */
  function object(pointer: Pointer, what: string): Node {
    const found = resolvePointer(document, pointer);
    if (!found) return fail(pointer, `the $ref leads nowhere`, 'Point it at something that the document holds.');
    if (!isObject(found.value)) return fail(found.pointer, `must be ${what}`, `Write an object there (${what}).`);
    return { pointer: found.pointer, value: found.value };
  }
  /** The members of a map from names to objects; none if the map is missing. */
  function members(parent: Node, name: string, what: string): [string, Node][] {
    if (parent.value[name] === undefined) return [];
    const map = object(joinPointer(parent.pointer, name), 'a map');
    return Object.keys(map.value)
      .filter((key) => !key.startsWith('x-') || name === 'headers' || name === 'examples')
      .map((key) => [key, object(joinPointer(map.pointer, key), what)]);
  }
  /** The pointer of a schema, when there is one. */
  function schema(parent: Node): Pointer | undefined {
    const value = parent.value['schema'];
    if (value === undefined) return undefined;
    const pointer = joinPointer(parent.pointer, 'schema');
    if (typeof value !== 'boolean' && !isObject(value))
      fail(pointer, 'must be a schema', 'Write an object or a boolean there (OpenAPI 3.1 §4.8.24).');
    return pointer;
  }
  return { source, document, object, members, schema };
}

function readOperation(read: Reader, fail: Fail, item: Node, path: string, method: string, at: Pointer): Operation {
  const node = read.object(at, 'an Operation Object');
  const { value } = node;
  for (const owner of [item, node]) refuseWrongStatement(owner, fail);
  const parameters = readParameters(read, fail, item, node);
  for (const name of path.matchAll(/\{([^{}]+)\}/g)) {
    if (!parameters.some((parameter) => parameter.in === 'path' && parameter.name === name[1]))
      fail(
        node.pointer,
        `the path names {${name[1]}}, which no path parameter describes`,
        `Add a parameter with name: ${name[1]} and in: path.`,
      );
  }
  const body =
    value['requestBody'] === undefined
      ? undefined
      : readBody(read, read.object(joinPointer(node.pointer, 'requestBody'), 'a Request Body Object'));
  const responses = read
    .members(node, 'responses', 'a Response Object')
    .map(([status, response]) => readResponse(read, fail, status, response));
  const declaredExamples =
    declaredExamplesOf(fail, node) ?? declaredExamplesOf(fail, { pointer: '#', value: read.document });
  const operation = {
    pointer: node.pointer,
    id: typeof value['operationId'] === 'string' ? value['operationId'] : `${method} ${path}`,
    method,
    path,
    summary: typeof value['summary'] === 'string' ? value['summary'] : '',
    tags: Array.isArray(value['tags']) ? value['tags'].filter((tag) => typeof tag === 'string') : [],
    parameters,
    ...(body && { body }),
    responses,
    security: readSecurity(read, fail, node),
    ...(declaredExamples && { declaredExamples }),
  };
  return { ...operation, examples: pairExamples(operation) };
}

/** What `x-examples` says of the documented answers; other tools have a map of examples of that name. */
function declaredExamplesOf(fail: Fail, { pointer, value }: Node): Operation['declaredExamples'] {
  const declared = value['x-examples'];
  if (typeof declared !== 'string') return undefined;
  if (declared === 'exact' || declared === 'illustrative') return declared;
  return fail(
    joinPointer(pointer, 'x-examples'),
    `is neither exact nor illustrative`,
    'Write `x-examples: exact` where an answer has to be as its example shows it.',
  );
}

function refuseWrongStatement({ pointer, value }: Node, fail: Fail): void {
  const problem = statementProblem(value['x-resource']);
  if (problem) fail(joinPointer(pointer, 'x-resource', ...problem.at), problem.message, problem.hint);
}

function readParameters(read: Reader, fail: Fail, item: Node, operation: Node): Parameter[] {
  const byKey = new Map<string, Parameter>();
  // Parameters of the operation replace those of its path (OpenAPI 3.1 §4.8.10).
  for (const owner of [item, operation]) {
    const listed = owner.value['parameters'];
    if (listed === undefined) continue;
    const at = joinPointer(owner.pointer, 'parameters');
    if (!Array.isArray(listed)) fail(at, 'must be an array', 'Write the parameters as a list.');
    listed.forEach((_, index) => {
      const parameter = readParameter(read, fail, read.object(joinPointer(at, index), 'a Parameter Object'));
      byKey.set(`${parameter.in} ${parameter.name}`, parameter);
    });
  }
  // Header parameters of these names are ignored (OpenAPI 3.1 §4.8.12.2).
  return [...byKey.values()].filter(
    ({ in: where, name }) => where !== 'header' || !/^(accept|content-type|authorization)$/i.test(name),
  );
}

function readParameter(read: Reader, fail: Fail, node: Node): Parameter {
  const { value, pointer } = node;
  // A parameter that is the whole query has its own style here (OpenAPI 3.2, Parameter Object, in: querystring).
  const isWhole = value['in'] === 'querystring';
  const where = (isWhole ? 'query' : value['in']) as ParameterIn;
  if (typeof value['name'] !== 'string') fail(pointer, 'has no name', 'Give the parameter a `name`.');
  if (!PARAMETER_PLACES.includes(where))
    fail(pointer, 'is in no known place', 'Set `in` to path, query, header or cookie.');
  const style = isWhole
    ? 'querystring'
    : typeof value['style'] === 'string'
      ? value['style']
      : defaultStyle(where).name;
  const [content] = read.members(node, 'content', 'a Media Type Object');
  if (isWhole && !content)
    fail(pointer, 'has no content', 'Say with `content` what the query is, as in: querystring wants it.');
  const schema = read.schema(content ? content[1] : node);
  return {
    pointer,
    name: value['name'],
    in: where,
    required: where === 'path' || value['required'] === true,
    style,
    explode: typeof value['explode'] === 'boolean' ? value['explode'] : style === 'form',
    allowReserved: value['allowReserved'] === true,
    ...(schema && { schema }),
    ...(content && { mediaType: content[0] }),
    examples: readExamples(read, content ? content[1] : node),
  };
}

function readBody(read: Reader, node: Node): RequestBody {
  return { pointer: node.pointer, required: node.value['required'] === true, media: readMedia(read, node) };
}

function readMedia(read: Reader, node: Node): MediaType[] {
  return read.members(node, 'content', 'a Media Type Object').map(([name, media]) => {
    const type = (name.split(';', 1)[0] as string).trim().toLowerCase();
    const encodedAs = media.value['x-encoded-as'];
    const schema = read.schema(media);
    const described: MediaType = {
      pointer: media.pointer,
      type,
      encodedAs: typeof encodedAs === 'string' ? encodedAs.toLowerCase() : type,
      ...(schema && { schema }),
      examples: readExamples(read, media),
      unspecified: readUnspecified(read, schema),
      encoding: isObject(media.value['encoding']) ? media.value['encoding'] : {},
      ...(schema && type.startsWith('multipart/') && { parts: partTypes(read.document, schema) }),
    };
    return schema === undefined ? described : withDecodedExamples(read.source, withXml(read.source, described, schema));
  });
}

/** XML has the names of its schema, which are looked up when they are needed. */
function withXml(source: SchemaSource, media: MediaType, schema: Pointer): MediaType {
  if (formatOf(media.encodedAs, media.type).name !== 'xml') return media;
  return Object.defineProperty(media, 'xml', { get: () => shapeOf(source, schema), enumerable: false });
}

/** Examples of a structured type that is no JSON, as what they say: written as a text they are taken apart. */
function withDecodedExamples(source: SchemaSource, media: MediaType): MediaType {
  for (const [name, example] of media.examples) {
    const value = exampleValue(source, media, example.value);
    if (value !== example.value)
      media.examples.set(name, {
        ...example,
        value,
        ...(typeof example.value === 'string' && { written: example.value }),
      });
  }
  return media;
}

/** What `x-unspecified` at a schema leaves open. */
function readUnspecified(read: Reader, schema: Pointer | undefined): Unspecified[] {
  const found = schema && resolvePointer(read.document, schema);
  const listed = found && isObject(found.value) ? found.value['x-unspecified'] : undefined;
  if (!found || !Array.isArray(listed)) return [];
  return listed.filter(isObject).map((entry, index) => {
    const pointer = joinPointer(found.pointer, 'x-unspecified', index);
    return { pointer, says: String(entry['says'] ?? ''), schema: joinPointer(pointer, 'schema') };
  });
}

function readResponse(read: Reader, fail: Fail, status: string, node: Node): ResponseObject {
  if (!/^([1-5]\d\d|[1-5]XX|default)$/.test(status))
    fail(
      node.pointer,
      `${status} is no status code`,
      'Use a code such as "201", a range such as "4XX", or default (OpenAPI 3.1 §4.8.16).',
    );
  const headers = read
    .members(node, 'headers', 'a Header Object')
    .filter(([name]) => name.toLowerCase() !== 'content-type')
    .map(([name, header]) => readHeader(read, name, header));
  const links = read.members(node, 'links', 'a Link Object').map(([name, link]) => readLink(name, link));
  return { pointer: node.pointer, status, headers, media: readMedia(read, node), links };
}

/** A Link Object as it is written (OpenAPI 3.1 §4.8.20). Whether its target exists is checked later. */
function readLink(name: string, { pointer, value }: Node): Link {
  const { operationId, operationRef, parameters, requestBody, server } = value;
  return {
    pointer,
    name,
    ...(typeof operationId === 'string' && { operationId }),
    ...(typeof operationRef === 'string' && { operationRef }),
    parameters: isObject(parameters) ? parameters : {},
    ...(requestBody !== undefined && { requestBody }),
    ...(server !== undefined && { server: true as const }),
  };
}

function readHeader(read: Reader, name: string, node: Node): ResponseHeader {
  const [content] = read.members(node, 'content', 'a Media Type Object');
  const described = content ? content[1] : node;
  const schema = read.schema(described);
  const match = leafKind(node.value['x-match']);
  return {
    pointer: node.pointer,
    name,
    required: node.value['required'] === true,
    ...(node.value['explode'] === true && { explode: true }),
    ...(schema && { schema }),
    ...(content && { mediaType: content[0] }),
    ...(match && { match }),
    examples: readExamples(read, described),
  };
}

/** The value of an `x-match`, when it is one. */
export function leafKind(value: Json | undefined): LeafKind | undefined {
  return value === 'bound' || value === 'volatile' || value === 'literal' ? value : undefined;
}

/** The named examples of a parameter, header or media type; a lone `example` is called `default`. */
function readExamples(read: Reader, node: Node): Map<string, ExampleValue> {
  const named = read
    .members(node, 'examples', 'an Example Object')
    .flatMap(([name, { pointer, value }]): [string, ExampleValue][] => {
      // `dataValue` is the value before it is serialized (OpenAPI 3.2, Example Object).
      const member = ['value', 'dataValue'].find((key) => value[key] !== undefined);
      if (member === undefined) return [];
      const summary = typeof value['summary'] === 'string' ? { summary: value['summary'] } : {};
      return [[name, { ...shownAt({ pointer, value }, member), ...summary }]];
    });
  if (named.length === 0 && node.value['example'] !== undefined) named.push(['default', shownAt(node, 'example')]);
  return new Map(named);
}

function shownAt({ pointer, value }: Node, member: string): ExampleValue {
  const shown = { pointer: joinPointer(pointer, member), value: value[member] as Json };
  copyDigits(value, member, shown, 'value');
  return shown;
}

function readSecurity(read: Reader, fail: Fail, operation: Node): SecurityRequirement[] {
  const own = operation.value['security'] !== undefined;
  const listed = own ? operation.value['security'] : read.document['security'];
  const at = own ? joinPointer(operation.pointer, 'security') : '#/security';
  if (!Array.isArray(listed)) return [];
  const alternatives = listed.filter(isObject).map((requirement, index) =>
    Object.keys(requirement).map((id) => {
      // The name of a component takes precedence over the same text as a URI (OpenAPI 3.2, Security Requirement Object).
      const component = joinPointer('#/components/securitySchemes', id);
      const pointer = id.startsWith('#/') && !resolvePointer(read.document, component) ? pointerOfRef(id) : component;
      if (!resolvePointer(read.document, pointer))
        fail(
          joinPointer(at, index),
          `names the security scheme ${id}, which is not there`,
          `Describe it at ${pointer}.`,
        );
      return readScheme(read.object(pointer, 'a Security Scheme Object'));
    }),
  );
  // An empty requirement makes the rest optional (OpenAPI 3.1 §4.8.30).
  return alternatives.some((schemes) => schemes.length === 0) ? [] : alternatives;
}

function readScheme({ pointer, value }: Node): SecurityScheme {
  return {
    pointer,
    id: lastToken(pointer),
    type: value['type'] as SecurityScheme['type'],
    ...(typeof value['scheme'] === 'string' && { scheme: value['scheme'].toLowerCase() }),
    ...(typeof value['name'] === 'string' && { name: value['name'] }),
    ...(typeof value['in'] === 'string' && { in: value['in'] as 'query' | 'header' | 'cookie' }),
  };
}
