import type { Json } from '../model/json.ts';
import { isObject, ownMember, pointerTokens } from '../json/pointer.ts';
import { applicable, applicableBelow, namedMemberSchemas, type Subschema } from '../schema/subschemas.ts';
import type { Judgement } from './judgement.ts';

/** A place in a body with `*` for the keys of maps, which are data: what is wrong of many charts is told once. Undefined without a map. */
export function withoutMapKeys(
  { contract, media, response }: Pick<Judgement, 'contract' | 'media' | 'response'>,
  at: string,
): string | undefined {
  const place = /^body(#\/.*)$/s.exec(at)?.[1];
  if (place === undefined || media?.schema === undefined || response.json === undefined) return undefined;
  let schemas = applicable(contract, media.schema, response.json);
  let value: Json | undefined = response.json;
  let hasKeys = false;
  const tokens = pointerTokens(place).map((token) => {
    if (value === undefined) return token;
    const isKey = isObject(value) && Object.hasOwn(value, token) && isMapKey(schemas, token);
    hasKeys ||= isKey;
    schemas = applicableBelow(contract, schemas, value, token);
    value = below(value, token);
    return isKey ? '*' : token;
  });
  return hasKeys ? `body#/${tokens.join('/')}` : undefined;
}

/** Whether only a schema for all further members describes a member: no document can name it. */
function isMapKey(schemas: Subschema[], name: string): boolean {
  const isNamed = schemas.some((subschema) => {
    const { properties } = subschema.schema;
    return isObject(properties) && Object.hasOwn(properties, name);
  });
  return (
    !isNamed &&
    schemas.some(
      (subschema) =>
        isObject(subschema.schema['additionalProperties']) || namedMemberSchemas(subschema, name).length > 0,
    )
  );
}

function below(value: Json, token: string): Json | undefined {
  if (Array.isArray(value)) return value[Number(token)];
  return isObject(value) ? ownMember(value, token) : undefined;
}
