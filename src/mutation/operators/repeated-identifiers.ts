import type { Response } from '../../model/exchange.ts';
import type { Json } from '../../model/json.ts';
import { pointerTokens, valueAt } from '../../json/pointer.ts';
import { alterSuccess, editBody, withText, type Mutant, type MutationOperator } from '../mutant.ts';

/** A server that gives every creation the identifier of the first one, everywhere in its response. */
export const repeatedIdentifiers: MutationOperator = {
  name: 'repeated-identifiers',
  families: ['identifier'],
  mutants({ operation, examples }) {
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
  },
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
