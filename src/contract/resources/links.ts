import type { Contract, RequestValues, Link, Operation } from '../../model/contract.ts';
import type { Undecided } from '../../model/finding.ts';
import { resolveExpressions, type ExpressionContext } from '../runtime-expressions.ts';
import { isSuccess } from '../examples.ts';
import { pointerOfRef } from '../../schema/references.ts';

/** A link of a documented success, and its target operation. */
export interface ResolvedLink {
  link: Link;
  from: Operation;
  to: Operation;
}

/** The links that can be followed, and the others with the reason. */
export function resolveLinks(contract: Contract): { links: ResolvedLink[]; unjudged: Undecided[] } {
  const links: ResolvedLink[] = [];
  const unjudged: Undecided[] = [];
  for (const from of contract.operations)
    for (const link of from.responses.filter(isSuccess).flatMap(({ links }) => links)) {
      const to = operationOf(contract, link);
      const why = to ? undefined : reasonOf(link);
      if (to) links.push({ link, from, to });
      if (why) unjudged.push({ operation: from.id, reason: `the link ${link.name} ${why}` });
      if (link.server)
        unjudged.push({
          operation: from.id,
          reason: `the server of the link ${link.name} was left out of account: it was looked for on the target`,
        });
    }
  return { links, unjudged };
}

/** The operation that a link names, by its id or by a pointer (OpenAPI 3.1 §4.8.20). */
function operationOf({ operations }: Contract, { operationId, operationRef }: Link): Operation | undefined {
  if (operationId !== undefined) return operations.find(({ id }) => id === operationId);
  if (!operationRef?.startsWith('#/')) return undefined;
  const pointer = pointerOfRef(operationRef);
  const [path = '', method = ''] = pointer.replace(/^#\/paths\//, '').split('/');
  return operations.find(
    (operation) =>
      operation.pointer === pointer ||
      (operation.path === path.replaceAll('~1', '/').replaceAll('~0', '~') &&
        operation.method === method.toUpperCase()),
  );
}

function reasonOf({ operationId, operationRef }: Link): string {
  if (operationId !== undefined) return `names the operation ${operationId}, which is not there`;
  return operationRef === undefined ? 'names no operation' : `names an operation of another document (${operationRef})`;
}

/** The inputs of the next request by a link; `missing` is the expression that has no value in the response. */
export function followLink(
  { link, to }: ResolvedLink,
  inputs: RequestValues,
  context: ExpressionContext,
): { inputs: RequestValues } | { missing: string } {
  const next: RequestValues = {
    ...inputs,
    path: { ...inputs.path },
    query: { ...inputs.query },
    header: { ...inputs.header },
    cookie: { ...inputs.cookie },
  };
  for (const [key, given] of Object.entries(link.parameters)) {
    const resolved = resolveExpressions(given, context);
    if ('missing' in resolved) return resolved;
    const [, place, name] = /^(path|query|header|cookie)\.(.+)$/.exec(key) ?? [];
    const parameter = to.parameters.find((one) =>
      name === undefined ? one.name === key : one.name === name && one.in === place,
    );
    if (parameter) next[parameter.in][parameter.name] = resolved.value;
  }
  if (link.requestBody === undefined) return { inputs: next };
  const body = resolveExpressions(link.requestBody, context);
  if ('missing' in body) return body;
  const type = next.mediaType ?? to.body?.media[0]?.type;
  return { inputs: { ...next, ...(type !== undefined && { mediaType: type }), body: body.value } };
}
