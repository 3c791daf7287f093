import type { Operation, RequestBody } from '../../model/contract.ts';
import type { Pointer } from '../../model/json.ts';
import { listOperations } from '../../document/path-item.ts';
import { isObject, joinPointer } from '../../json/pointer.ts';
import type { SchemaSource } from '../../schema/shape.ts';
import { pairExamples } from '../examples.ts';
import { statementProblem } from '../resources/statements.ts';
import { readMedia } from './read-media.ts';
import { readParameters } from './read-parameters.ts';
import { readResponses } from './read-responses.ts';
import { readSecurity } from './read-security.ts';
import { withFixedFormat } from './fixed-format.ts';
import { createReader, type Fail, type Node, type Reader } from './reader.ts';

/** The operations of a bundled 3.1 document, in its order. */
export function readOperations(source: SchemaSource, fail: Fail): Operation[] {
  const { document } = source;
  const read = createReader(source, fail);
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
  const read = createReader(source, fail);
  const item = read.object(at, 'a Path Item Object');
  return listOperations(source.document, item.value, item.pointer).map(({ method, pointer }) =>
    readOperation(read, fail, item, '/', method, pointer),
  );
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
  const declaredExamples =
    declaredExamplesOf(fail, node) ?? declaredExamplesOf(fail, { pointer: '#', value: read.document });
  const written = {
    pointer: node.pointer,
    id: typeof value['operationId'] === 'string' ? value['operationId'] : `${method} ${path}`,
    method,
    path,
    summary: typeof value['summary'] === 'string' ? value['summary'] : '',
    tags: Array.isArray(value['tags']) ? value['tags'].filter((tag) => typeof tag === 'string') : [],
    parameters,
    ...(body && { body }),
    responses: readResponses(read, fail, node),
    security: readSecurity(read, fail, node),
    ...(declaredExamples && { declaredExamples }),
  };
  const operation = withFixedFormat(written, read.document);
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

function readBody(read: Reader, node: Node): RequestBody {
  return { pointer: node.pointer, required: node.value['required'] === true, media: readMedia(read, node) };
}
