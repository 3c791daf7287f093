import type { JsonObject } from '../../src/model/json.ts';

const METHODS = ['get', 'post', 'put', 'delete', 'patch'];

/** A document of as many operations as GitHub's has, or of others: five for each thing, with 40 tags; each seventh has no operationId. */
export function largeDocument(count = 1_223): JsonObject {
  const paths: Record<string, JsonObject> = {};
  for (let nth = 0; nth < count; nth += 1) {
    const method = METHODS[nth % METHODS.length] as string;
    const thing = Math.floor(nth / METHODS.length);
    const hasId = method !== 'get' && method !== 'post';
    const path = `/orgs/{org}/things-${thing}${hasId ? '/{id}' : ''}`;
    paths[path] = {
      ...paths[path],
      [method]: {
        ...(nth % 7 !== 0 && { operationId: `${method}Thing/${thing}` }),
        summary: `${method} the things number ${thing} of an organization`,
        tags: [`area-${thing % 40}`],
        parameters: [
          { name: 'org', in: 'path', required: true, schema: { type: 'string' }, example: 'octo' },
          ...(hasId ? [{ name: 'id', in: 'path', required: true, schema: { type: 'integer' } }] : []),
        ],
        responses: { 200: { description: 'Fine.' } },
      },
    };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'A large API', version: '1.1.4' },
    servers: [{ url: '/v3' }],
    paths,
  };
}
