import type { Violation } from '../../model/finding.ts';
import type { Origin, Template } from '../../model/binding.ts';
import type { Json } from '../../model/json.ts';
import { requestMedia } from '../../messages/request-media.ts';
import { applicableAt } from '../../schema/subschemas.ts';
import { isEqual } from '../../json/equal.ts';
import { joinPointer, lastToken, parentPointer, valueAt } from '../../json/pointer.ts';
import { show } from '../../text/wording.ts';
import type { Check, Judgement } from '../judgement.ts';

/** A member that was not sent and has a documented default comes back with that default, if it comes back. */
export const defaultValue: Check = {
  id: 'default-value',
  title: 'What was left out comes back as its documented default, if at all.',
  each: (judged) => {
    const { operation, inputs, response, leaves } = judged;
    // What a partial change leaves out stays as it was (RFC 5789 §2).
    if (operation.method === 'PATCH') return [];
    const seen = new Set<string>();
    const found: Violation[] = [];
    for (const { leaf, at } of leaves) {
      const [origin] = leaf.template ?? NO_TEMPLATE;
      if (leaf.place.in !== 'body' || leaf.template?.length !== 1 || typeof origin !== 'object' || origin.in !== 'body')
        continue;
      const actual = valueAt(response.json, leaf.place.pointer);
      if (
        actual === undefined ||
        inputs.body === undefined ||
        valueAt(inputs.body, origin.pointer) !== undefined ||
        seen.has(at)
      )
        continue;
      seen.add(at);
      const fallback = defaultOf(judged, origin);
      if (!fallback || fallback.value === actual || typeof fallback.value === 'object') continue;
      // What the schema of the default refuses is of another branch of a choice, or a matter of the schema.
      if (!judged.contract.accepts(parentPointer(fallback.clause), actual)) continue;
      found.push({
        clause: fallback.clause,
        at,
        message: `answers with another ${lastToken(leaf.place.pointer)} than the documented default, though none was sent`,
        expected: show(fallback.value),
        actual: show(actual),
      });
    }
    return found;
  },
};

const NO_TEMPLATE: Template = [];

function defaultOf(
  { contract, operation, inputs }: Judgement,
  origin: Extract<Origin, { in: 'body' }>,
): { value: Json; clause: string } | undefined {
  const schema = requestMedia(operation, inputs)?.schema;
  if (!schema || inputs.body === undefined) return undefined;
  const [found, ...others] = applicableAt(contract, schema, inputs.body, origin.pointer).filter(
    (candidate) => candidate.schema['default'] !== undefined,
  );
  // Where the object around it was not sent, it may be of any branch of a choice, each with a default of its own.
  if (others.some((other) => !isEqual(other.schema['default'], found?.schema['default']))) return undefined;
  // A server cannot follow a default that violates its own schema.
  if (!found || !contract.accepts(found.pointer, found.schema['default'] as Json)) return undefined;
  return { value: found.schema['default'] as Json, clause: joinPointer(found.pointer, 'default') };
}
