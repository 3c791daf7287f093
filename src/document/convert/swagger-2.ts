import type { Json, JsonObject, Pointer } from '../../model/json.ts';
import { isObject, joinPointer, lastToken, ownMember, parentPointer, valueAt } from '../../json/pointer.ts';
import { movedBack, type RepairWarning } from '../moves.ts';
import { METHODS } from '../path-item.ts';
import type { Conversion } from './conversion.ts';
import { swaggerMedia, swaggerSchema } from './swagger-2-schemas.ts';

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

const FORM_TYPES = ['multipart/form-data', 'application/x-www-form-urlencoded'];
const JSON_TYPE = ['application/json'];

/** A parameter of Swagger, and its pointer. */
interface Given {
  pointer: Pointer;
  value: JsonObject;
  /** Set if it was reached by a reference. */
  ref?: string;
}

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

interface Context {
  swagger: JsonObject;
  moves: Map<Pointer, Pointer>;
  consumes: string[] | undefined;
  produces: string[] | undefined;
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

function readResponses(
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

/** `#/responses/NotFound` of a `$ref` to it. */
function sharedPointer(value: JsonObject, group: string): Pointer | undefined {
  const { $ref: ref } = value;
  return typeof ref === 'string' && ref.startsWith(`#/${group}/`) ? ref : undefined;
}

function listParameters(listed: Json | undefined, at: Pointer, { swagger }: Context): Given[] {
  if (!Array.isArray(listed)) return [];
  return listed.flatMap((value, index): Given[] => {
    if (!isObject(value)) return [];
    const shared = sharedPointer(value, 'parameters');
    const found = shared && valueAt(swagger, shared);
    return shared && isObject(found)
      ? [{ pointer: shared, value: found, ref: shared }]
      : [{ pointer: joinPointer(at, index), value }];
  });
}

function plainParameters(given: Given[], at: Pointer, moves: Map<Pointer, Pointer>): Json[] {
  return given
    .filter(({ value }) => !isBody(value))
    .map(({ pointer, value, ref }, index) => {
      const to = joinPointer(at, index);
      if (ref !== undefined) return { $ref: joinPointer('#/components/parameters', lastToken(ref)) };
      return parameter(value, to, pointer, moves);
    });
}

function isBody({ in: where }: JsonObject): boolean {
  return where === 'body' || where === 'formData';
}

const STYLES: Record<string, JsonObject> = {
  csv: { explode: false },
  ssv: { style: 'spaceDelimited', explode: false },
  pipes: { style: 'pipeDelimited', explode: false },
  multi: { style: 'form', explode: true },
};

/** The lists whose `collectionFormat`, such as `tsv`, has no style in OpenAPI 3. How one of several items is written is a guess. */
function unknownFormats(swagger: JsonObject, moves: ReadonlyMap<Pointer, Pointer>): RepairWarning[] {
  return [...moves].flatMap(([to, at]): RepairWarning[] => {
    const given = valueAt(swagger, at);
    if (!isObject(given) || given['type'] !== 'array' || moves.get(parentPointer(to)) === at) return [];
    const format = given['collectionFormat'] ?? 'csv';
    if (typeof format === 'string' && ownMember(STYLES, format)) return [];
    const message = `has the collectionFormat ${JSON.stringify(format)}, which no style of OpenAPI 3 writes; each item is sent by itself`;
    return [{ pointer: to, message, guess: to }];
  });
}

/** Splits a parameter or header into its description and the schema of its values. */
function split(value: JsonObject): { about: JsonObject; schema: JsonObject } {
  const about: JsonObject = {};
  const schema: JsonObject = {};
  for (const [name, member] of Object.entries(value)) {
    if (['collectionFormat', 'x-example', 'x-examples'].includes(name)) continue;
    const isAbout =
      ['name', 'in', 'description', 'required', 'allowEmptyValue'].includes(name) ||
      (name.startsWith('x-') && name !== 'x-nullable');
    (isAbout ? about : schema)[name] = member;
  }
  return { about, schema };
}

function parameter(value: JsonObject, to: Pointer, at: Pointer, moves: Map<Pointer, Pointer>): JsonObject {
  moves.set(to, at);
  if (typeof value['$ref'] === 'string') return value;
  moves.set(joinPointer(to, 'schema'), at);
  const { about, schema } = split(value);
  const style = schema['type'] === 'array' ? (STYLES[String(value['collectionFormat'] ?? 'csv')] ?? {}) : {};
  const example = value['x-example'] ?? schema['example'];
  delete schema['example'];
  return { ...about, ...style, schema: swaggerSchema(schema), ...(example !== undefined && { example }) };
}

function requestBody(
  given: Given[],
  to: Pointer,
  consumes: string[] | undefined,
  moves: Map<Pointer, Pointer>,
): JsonObject | undefined {
  const body = given.findLast(({ value }) => value['in'] === 'body');
  if (body) {
    const { schema, description, required, 'x-example': example, 'x-examples': examples } = body.value;
    moves.set(to, body.pointer);
    const content = (consumes ?? JSON_TYPE).map((type) => {
      const at = joinPointer(to, 'content', type);
      moves.set(at, body.pointer);
      moves.set(joinPointer(at, 'schema'), joinPointer(body.pointer, 'schema'));
      const own = example ?? (isObject(examples) ? examples[type] : undefined);
      return [
        type,
        { ...(schema !== undefined && { schema: swaggerSchema(schema) }), ...(own !== undefined && { example: own }) },
      ] as const;
    });
    return {
      ...(description !== undefined && { description }),
      ...(required === true && { required }),
      content: Object.fromEntries(content),
    };
  }
  const fields = given.filter(({ value }) => value['in'] === 'formData' && typeof value['name'] === 'string');
  if (fields.length === 0) return undefined;
  const isUpload = fields.some(({ value }) => value['type'] === 'file');
  const listed = (consumes ?? []).filter((type) => FORM_TYPES.includes(type));
  const types = listed.length > 0 ? listed : [isUpload ? 'multipart/form-data' : 'application/x-www-form-urlencoded'];
  const names = fields.filter(({ value }) => value['required'] === true).map(({ value }) => String(value['name']));
  const properties = fields.map(({ value }): [string, Json] => {
    const { about, schema } = split(value);
    const converted = swaggerSchema(schema) as JsonObject;
    return [
      String(value['name']),
      { ...converted, ...(about['description'] !== undefined && { description: about['description'] }) },
    ];
  });
  const schema: JsonObject = {
    type: 'object',
    properties: Object.fromEntries(properties),
    ...(names.length > 0 && { required: names }),
  };
  moves.set(to, fields[0]?.pointer ?? '#');
  // By default Swagger joins the values of a list by commas; OpenAPI repeats the field.
  const joined = fields.filter(({ value }) => value['type'] === 'array' && value['collectionFormat'] !== 'multi');
  const encoding = Object.fromEntries(
    joined.map(({ value }): [string, Json] => [
      String(value['name']),
      STYLES[String(value['collectionFormat'] ?? 'csv')] ?? {},
    ]),
  );
  for (const type of types)
    for (const { pointer, value } of fields)
      moves.set(joinPointer(to, 'content', type, 'schema', 'properties', String(value['name'])), pointer);
  return {
    ...(names.length > 0 && { required: true }),
    content: Object.fromEntries(
      types.map((type) => [
        type,
        { schema: structuredClone(schema), ...(joined.length > 0 && type !== FORM_TYPES[0] && { encoding }) },
      ]),
    ),
  };
}

function response(
  value: JsonObject,
  to: Pointer,
  at: Pointer,
  produces: string[] | undefined,
  moves: Map<Pointer, Pointer>,
): JsonObject {
  moves.set(to, at);
  if (typeof value['$ref'] === 'string') return value;
  const { schema, examples, headers, ...rest } = value;
  const content = swaggerMedia(schema, examples, produces ?? JSON_TYPE);
  for (const type of Object.keys(content)) {
    moves.set(joinPointer(to, 'content', type), at);
    moves.set(joinPointer(to, 'content', type, 'schema'), joinPointer(at, 'schema'));
    moves.set(joinPointer(to, 'content', type, 'example'), joinPointer(at, 'examples', type));
  }
  const converted = Object.entries(isObject(headers) ? headers : {}).flatMap(([name, header]): [string, Json][] => {
    if (!isObject(header)) return [];
    const { about, schema: values } = split(header);
    moves.set(joinPointer(to, 'headers', name, 'schema'), joinPointer(at, 'headers', name));
    return [[name, { ...about, schema: swaggerSchema(values) }]];
  });
  return {
    ...rest,
    ...(converted.length > 0 && { headers: Object.fromEntries(converted) }),
    ...(Object.keys(content).length > 0 && { content }),
  };
}

const FLOWS: Record<string, string> = {
  application: 'clientCredentials',
  accessCode: 'authorizationCode',
  implicit: 'implicit',
  password: 'password',
};

function securityScheme(value: JsonObject): JsonObject {
  if (value['type'] === 'basic') {
    const { type: _, ...rest } = value;
    return { ...rest, type: 'http', scheme: 'basic' };
  }
  if (value['type'] !== 'oauth2') return value;
  const { flow, authorizationUrl, tokenUrl, scopes, ...rest } = value;
  const described = {
    ...(authorizationUrl !== undefined && { authorizationUrl }),
    ...(tokenUrl !== undefined && { tokenUrl }),
    scopes: scopes ?? {},
  };
  return { ...rest, flows: { [FLOWS[String(flow)] ?? 'implicit']: described } };
}

/** The texts of a list; undefined where there is none. */
function texts(value: Json | undefined): string[] | undefined {
  const found = Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
  return found.length > 0 ? found : undefined;
}
