import { parameterFacts } from '../../../cases/behaviour/parameter-facts.ts';
import { isAllowed } from '../../../cases/valid-requests.ts';
import type { Json } from '../../../model/json.ts';
import { isEqual } from '../../../json/equal.ts';
import { joinPointer, replaceAt, valueAt } from '../../../json/pointer.ts';
import { isDone, type Answer } from '../resource-client.ts';
import type { Read } from '../things.ts';
import type { Change } from '../writes/changes.ts';
import type { ResourceList } from './pages.ts';

/**
 * Changes a thing once more where a member that the list filters by has the value again that it was created with: only another one tells
 * whether a filter goes by what is kept now. Members of few values come back to the first soon.
 * @param first the thing as it was created @param now the thing after all changes
 * @returns the answer, where the target made the change
 */
export async function leaveFirstValues(
  { client, operation, kept, made }: ResourceList,
  first: Read,
  now: Read,
  change: Change,
): Promise<Answer | undefined> {
  const { media, at } = change;
  if (at === undefined) return undefined;
  let body = change.again();
  let tells = false;
  for (const { name, member } of kept.rules.filters) {
    const facts = parameterFacts(client.contract, operation, name);
    const place = joinPointer(at, member);
    const old = first.thing.value[member];
    const sent = valueAt(body, place);
    if (!facts || sent === undefined || old === undefined) continue;
    const others: Json[] = facts.values.length > 0 ? facts.values : facts.types.has('boolean') ? [true, false] : [];
    const other = [sent, ...others].find(
      (value) => !isEqual(value, old) && isAllowed(client.contract, media, replaceAt(body, place, value)),
    );
    if (other === undefined) continue;
    body = replaceAt(body, place, other);
    tells ||= isEqual(now.thing.value[member], old);
  }
  if (!tells) return undefined;
  const changed = await client.ask(
    change.operation,
    { ...change.inputs, body },
    'the request for a change of what the list filters by',
    { after: [made.by] },
  );
  return changed && isDone(changed) ? changed : undefined;
}
