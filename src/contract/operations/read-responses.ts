import type { Link, ResponseHeader, ResponseObject } from '../../model/contract.ts';
import type { LeafKind } from '../../model/binding.ts';
import type { Json } from '../../model/json.ts';
import { isObject } from '../../json/pointer.ts';
import { readExamples, readMedia } from './read-media.ts';
import type { Fail, Node, Reader } from './reader.ts';

/** The documented responses of an operation, in their order. */
export function readResponses(read: Reader, fail: Fail, operation: Node): ResponseObject[] {
  return read
    .members(operation, 'responses', 'a Response Object')
    .map(([status, response]) => readResponse(read, fail, status, response));
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
