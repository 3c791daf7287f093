import type { Response } from '../../model/exchange.ts';
import type { Json } from '../../model/json.ts';
import { requestMedia } from '../../messages/request-media.ts';
import { applicableAt } from '../../schema/subschemas.ts';
import { joinPointer, lastToken, pointerTokens, replaceAt, valueAt } from '../../json/pointer.ts';
import { differentValue } from '../../schema/sample.ts';
import { alterSuccess, editBody, isSuccess, withText, type Mutant, type Operator } from '../mutant.ts';

/** A server that gives every creation the identifier of the first, everywhere in its answer. */
export const repeatedIdentifiers: Operator = ({ operation, examples }) => {
  const places = new Map(
    examples
      .flatMap(({ leaves }) => leaves.filter(({ identifies }) => identifies))
      .map((leaf) => [JSON.stringify(leaf.place), leaf]),
  );
  return [...places.values()].map(({ place, clause }): Mutant => {
    let first: string | undefined;
    const name = place.in === 'header' ? `the header ${place.name}` : pointerTokens(place.pointer).join('.');
    return {
      id: `${operation.id} repeats ${name}`,
      family: 'identifier',
      title: `repeats ${name}`,
      operation,
      clause,
      answer: alterSuccess((response) => {
        const own = identifierOf(response, place);
        if (own === undefined) return response;
        first ??= own;
        const headers = response.headers.map(
          ([header, value]) => [header, value.replaceAll(own, first as string)] as const,
        );
        return withText({ ...response, headers }, new TextDecoder().decode(response.body).replaceAll(own, first));
      }),
    };
  });
};

function identifierOf(
  response: Response,
  place: { in: 'header'; name: string } | { in: 'body'; pointer: string },
): string | undefined {
  if (place.in === 'header')
    return response.headers.find(([name]) => name.toLowerCase() === place.name.toLowerCase())?.[1];
  let found: Json | undefined;
  editBody(response, (body) => {
    found = valueAt(body, place.pointer);
    return body;
  });
  return typeof found === 'string' || typeof found === 'number' ? String(found) : undefined;
}

/** A server that answers every valid request as it answered the first. */
export const sameAnswer: Operator = ({ operation, examples }) => {
  if (!examples.some(({ leaves }) => leaves.some(({ kind, identifies }) => kind === 'bound' || identifies))) return [];
  let first: Response | undefined;
  const [example] = examples;
  return [
    {
      id: `${operation.id} answers every request alike`,
      family: 'bound',
      title: 'answers every request alike',
      operation,
      clause: example?.example.response?.pointer ?? operation.pointer,
      answer: async (server, request) => {
        const response = await server.answer(request);
        return isSuccess(response) ? (first ??= response) : response;
      },
    },
  ];
};

/** A server that has another default than the documented one for what was not sent. */
export const wrongDefaults: Operator = ({ contract, operation, examples }) => {
  const seen = new Set<string>();
  return examples.flatMap(({ example, leaves }) =>
    leaves.flatMap(({ place, template }): Mutant[] => {
      const [origin] = template ?? [];
      if (
        place.in !== 'body' ||
        template?.length !== 1 ||
        typeof origin !== 'object' ||
        origin.in !== 'body' ||
        seen.has(place.pointer)
      )
        return [];
      const schema = requestMedia(operation, example.request)?.schema;
      const owner =
        schema && example.request.body !== undefined
          ? applicableAt(contract, schema, example.request.body, origin.pointer).find(
              (subschema) => subschema.schema['default'] !== undefined,
            )
          : undefined;
      if (!owner) return [];
      seen.add(place.pointer);
      const wrong = differentValue(owner.schema['default'] ?? null);
      return [
        {
          id: `${operation.id} has another default for ${lastToken(origin.pointer)}`,
          family: 'default',
          title: `has another default for ${pointerTokens(origin.pointer).join('.')}`,
          operation,
          clause: joinPointer(owner.pointer, 'default'),
          answer: async (server, request) => {
            const response = await server.answer(request);
            const sent = valueAt(server.read(request).inputs.body, origin.pointer);
            return isSuccess(response) && sent === undefined
              ? editBody(response, (body) => replaceAt(body, place.pointer, wrong))
              : response;
          },
        },
      ];
    }),
  );
};
