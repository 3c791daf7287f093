import type { Json, JsonObject, Pointer } from '../../model/json.ts';
import { isObject, joinPointer } from '../../json/pointer.ts';
import { movedBack } from '../moves.ts';
import { METHODS } from '../path-item.ts';
import type { Conversion } from './conversion.ts';
import { requestBody } from './swagger-2-body.ts';
import {
  isBody,
  listParameters,
  parameter,
  plainParameters,
  unknownFormats,
  type Context,
  type Given,
} from './swagger-2-parameters.ts';
import { readResponses, response } from './swagger-2-responses.ts';
import { swaggerSchema } from './swagger-2-schemas.ts';
import { securityScheme } from './swagger-2-security.ts';

/** Swagger 2.0 as OpenAPI 3.0.3. */
export const swagger2: Conversion = {
  from: 'Swagger 2.0',
  appliesTo: (document) => document['swagger'] !== undefined,
  convert: (swagger) => {
    const { document, moves } = convertSwagger(swagger);
    return { document, before: (pointer) => movedBack(pointer, moves), warnings: unknownFormats(swagger, moves) };
  },
  note: 'is Swagger 2.0, and was converted to OpenAPI 3.0',
  isWritten: true,
};

/** @returns also the old pointer of each part that moved, by its new pointer */
export function convertSwagger(swagger: JsonObject): { document: JsonObject; moves: Map<Pointer, Pointer> } {
  const moves = new Map<Pointer, Pointer>();
  const {
    definitions,
    parameters,
    responses,
    securityDefinitions,
    paths,
    swagger: _,
    host,
    basePath,
    schemes,
    consumes,
    produces,
    ...rest
  } = swagger;
  const context: Context = { swagger, moves, consumes: texts(consumes), produces: texts(produces) };
  const components: JsonObject = {};
  const put = (
    group: string,
    from: string,
    listed: Json | undefined,
    convert: (value: JsonObject, to: Pointer, at: Pointer) => Json | undefined,
  ): void => {
    if (!isObject(listed)) return;
    const converted = Object.entries(listed).flatMap(([name, value]) => {
      const [to, at] = [joinPointer('#/components', group, name), joinPointer('#', from, name)];
      const result = isObject(value) ? convert(value, to, at) : undefined;
      if (result === undefined) return [];
      moves.set(to, at);
      return [[name, result] as const];
    });
    if (converted.length > 0) components[group] = Object.fromEntries(converted);
  };
  put('schemas', 'definitions', definitions, (value) => swaggerSchema(value));
  put('parameters', 'parameters', parameters, (value, to, at) =>
    isBody(value) ? undefined : parameter(value, to, at, moves),
  );
  put('responses', 'responses', responses, (value, to, at) => response(value, to, at, context.produces, moves));
  put('securitySchemes', 'securityDefinitions', securityDefinitions, (value) => securityScheme(value));
  return {
    document: {
      openapi: '3.0.3',
      ...rest,
      servers: servers(host, basePath, schemes),
      paths: isObject(paths)
        ? Object.fromEntries(
            Object.entries(paths).map(([path, item]) => [
              path,
              isObject(item) && !path.startsWith('x-') ? pathItem(item, joinPointer('#/paths', path), context) : item,
            ]),
          )
        : (paths ?? {}),
      ...(Object.keys(components).length > 0 && { components }),
    },
    moves,
  };
}

function servers(host: Json | undefined, basePath: Json | undefined, schemes: Json | undefined): Json[] {
  const base = typeof basePath === 'string' ? `/${basePath.replace(/^\/+|\/+$/g, '')}` : '/';
  if (typeof host !== 'string') return [{ url: base }];
  return (texts(schemes) ?? ['https'])
    .filter((scheme) => /^https?$/.test(scheme))
    .map((scheme) => ({ url: `${scheme}://${host}${base === '/' ? '' : base}` }));
}

function pathItem(item: JsonObject, at: Pointer, context: Context): JsonObject {
  const shared = listParameters(item['parameters'], joinPointer(at, 'parameters'), context);
  const converted: JsonObject = {};
  for (const [name, value] of Object.entries(item)) {
    if (name === 'parameters') converted[name] = plainParameters(shared, joinPointer(at, 'parameters'), context.moves);
    else
      converted[name] =
        METHODS.includes(name) && isObject(value) ? operation(value, joinPointer(at, name), shared, context) : value;
  }
  return converted;
}

function operation(value: JsonObject, at: Pointer, shared: Given[], context: Context): JsonObject {
  const { parameters, consumes, produces, schemes: _, responses, ...rest } = value;
  const own = listParameters(parameters, joinPointer(at, 'parameters'), context);
  // Parameters of the operation replace those of its path: a body replaces a body, a form field the field of the same name.
  const ownBody = own.some(({ value: { in: where } }) => where === 'body');
  const inherited = shared.filter(
    (given) =>
      isBody(given.value) &&
      !ownBody &&
      !own.some((other) => other.value['name'] === given.value['name'] && other.value['in'] === given.value['in']),
  );
  const body = requestBody(
    [...inherited, ...own],
    joinPointer(at, 'requestBody'),
    texts(consumes) ?? context.consumes,
    context.moves,
  );
  return {
    ...rest,
    ...(parameters !== undefined && { parameters: plainParameters(own, joinPointer(at, 'parameters'), context.moves) }),
    ...(body && { requestBody: body }),
    ...(responses !== undefined && {
      responses: readResponses(responses, joinPointer(at, 'responses'), texts(produces), context),
    }),
  };
}

/** The texts of a list; undefined where there is none. */
function texts(value: Json | undefined): string[] | undefined {
  const found = Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
  return found.length > 0 ? found : undefined;
}
