import type { DocumentedResponse } from '../../model/contract.ts';
import type { Violation } from '../../model/finding.ts';
import type { Json } from '../../model/json.ts';
import { isInconsistent } from '../../contract/inconsistent-examples.ts';
import { joinPointer, lastToken, pointerTokens, valueAt } from '../../json/pointer.ts';
import { kindOf, show } from '../../text/wording.ts';
import { weightOfExample } from '../illustration.ts';
import type { Check } from '../judgement.ts';

/** The response to a documented request has every member of its documented response. */
export const documentedFields: Check = {
  id: 'documented-fields',
  title: 'The answer to a documented request has every documented field.',
  rests: { kind: 'value' },
  each: (judged) => {
    const { expect, response: received, documented, contradictions } = judged;
    const response = expect.kind === 'documented' ? expect.example.response : undefined;
    if (!response || response.of !== documented || response.body === undefined || received.json === undefined)
      return [];
    return placesOf(response).flatMap((place): Violation[] => {
      if (valueAt(received.json, place) !== undefined || isInconsistent(contradictions, place)) return [];
      const shown = valueAt(response.body, place);
      return [
        {
          clause: joinPointer(response.pointer, ...pointerTokens(place)),
          at: `body${place}`,
          message: `leaves out ${lastToken(place)}, which the documented response has`,
          expected: typeof shown === 'object' && shown !== null ? kindOf(shown) : show(shown),
          actual: 'nothing',
          ...weightOfExample(judged),
        },
      ];
    });
  },
};

const places = new WeakMap<DocumentedResponse, string[]>();

function placesOf(response: DocumentedResponse): string[] {
  let known = places.get(response);
  if (!known) places.set(response, (known = memberPlaces(response.body ?? null)));
  return known;
}

/** The places of all members, at every depth, without array items: an example does not say how many items there are. */
function memberPlaces(value: Json, at = '#'): string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  return Object.entries(value).flatMap(([name, child]) => {
    const place = joinPointer(at, name);
    return [place, ...memberPlaces(child, place)];
  });
}
