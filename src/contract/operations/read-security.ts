import type { SecurityRequirement, SecurityScheme } from '../../model/contract.ts';
import { isObject, joinPointer, lastToken } from '../../json/pointer.ts';
import { pointerOfRef, resolvePointer } from '../../schema/references.ts';
import type { Fail, Node, Reader } from './reader.ts';

/** The alternatives of security that an operation takes; none where it takes requests without any. */
export function readSecurity(read: Reader, fail: Fail, operation: Node): SecurityRequirement[] {
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
