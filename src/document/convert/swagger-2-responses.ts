import type { Json, JsonObject, Pointer } from '../../model/json.ts';
import { isObject, joinPointer, lastToken, valueAt } from '../../json/pointer.ts';
import { sharedPointer, type Context } from './swagger-2-parameters.ts';
import { splitDescription, swaggerMedia, swaggerSchema } from './swagger-2-schemas.ts';

/** The responses of an operation. `own` is what it `produces` itself. */
export function readResponses(
  responses: Json,
  at: Pointer,
  own: string[] | undefined,
  { swagger, produces, moves }: Context,
): Json {
  if (!isObject(responses)) return responses;
  return Object.fromEntries(
    Object.entries(responses).map(([status, value]) => {
      if (!isObject(value) || status.startsWith('x-')) return [status, value];
      const to = joinPointer(at, status);
      const shared = sharedPointer(value, 'responses');
      if (!shared) return [status, response(value, to, to, own ?? produces, moves)];
      const found = own && valueAt(swagger, shared);
      // `produces` of an operation overrides the document's, so its response cannot be shared.
      if (!isObject(found)) return [status, { $ref: joinPointer('#/components/responses', lastToken(shared)) }];
      moves.set(to, shared);
      return [status, response(found, to, shared, own, moves)];
    }),
  );
}

/** One response in what its operation, or the document, produces. */
export function response(
  value: JsonObject,
  to: Pointer,
  at: Pointer,
  produces: string[] | undefined,
  moves: Map<Pointer, Pointer>,
): JsonObject {
  moves.set(to, at);
  if (typeof value['$ref'] === 'string') return value;
  const { schema, examples, headers, ...rest } = value;
  const content = swaggerMedia(schema, examples, produces ?? ['application/json']);
  for (const type of Object.keys(content)) {
    moves.set(joinPointer(to, 'content', type), at);
    moves.set(joinPointer(to, 'content', type, 'schema'), joinPointer(at, 'schema'));
    moves.set(joinPointer(to, 'content', type, 'example'), joinPointer(at, 'examples', type));
  }
  const converted = Object.entries(isObject(headers) ? headers : {}).flatMap(([name, header]): [string, Json][] => {
    if (!isObject(header)) return [];
    const { about, schema: values } = splitDescription(header);
    moves.set(joinPointer(to, 'headers', name, 'schema'), joinPointer(at, 'headers', name));
    return [[name, { ...about, schema: swaggerSchema(values) }]];
  });
  return {
    ...rest,
    ...(converted.length > 0 && { headers: Object.fromEntries(converted) }),
    ...(Object.keys(content).length > 0 && { content }),
  };
}
