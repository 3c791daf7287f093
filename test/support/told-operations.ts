import type { JsonObject } from '../../src/model/json.ts';
import type { Place } from '../../src/contract/resources/resource.ts';
import { resourcesOf } from '../../src/contract/resources/resources.ts';
import { contractOf } from './contracts.ts';

/** What a test says of an operation: its answer, its body and the rest of it. */
export interface Told {
  /** The schema of the answer, or of its members. */
  answers?: JsonObject;
  status?: string;
  takes?: JsonObject;
  query?: string[];
  more?: JsonObject;
  headers?: JsonObject;
}

export const text = { type: 'string' };
export const number = { type: 'integer' };
export const shape = (members: JsonObject): JsonObject => ({ type: 'object', properties: members });
export const listOf = (items: JsonObject): JsonObject => ({ type: 'array', items });
export const json = (schema: JsonObject) => ({ 'application/json': { schema } });

/** The contract of operations that are told by method and path, and what it keeps. */
export async function model(told: Record<string, Told>, components: JsonObject = {}) {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const [line, { answers, status = '200', takes, query = [], more = {}, headers }] of Object.entries(told)) {
    const [method = '', path = ''] = line.split(' ');
    const names = [...path.matchAll(/\{([^{}]*)\}/g)].map(([, name]) => ({
      name,
      in: 'path',
      required: true,
      schema: {},
    }));
    paths[path] = {
      ...paths[path],
      [method.toLowerCase()]: {
        operationId: line,
        parameters: [...names, ...query.map((name) => ({ name, in: 'query', schema: {} }))],
        ...(takes && { requestBody: { content: json(shape(takes)) } }),
        responses: {
          [status]: { description: 'Done.', ...(answers && { content: json(answers) }), ...(headers && { headers }) },
        },
        ...more,
      },
    };
  }
  const contract = await contractOf({ paths, components: { schemas: components } });
  return { contract, resources: resourcesOf(contract) };
}

/** A place in a few characters: `#/data each #/id`. */
export function formatPlace(place: Place): string {
  if (place.in === 'header') return place.name;
  if (place.in === 'request') return `sent ${'pointer' in place ? place.pointer : place.parameter}`;
  return place.each === undefined ? place.pointer : `${place.each} each ${place.pointer}`;
}
