import type { Json, JsonObject } from '../../../model/json.ts';
import { parameterFacts, type ParameterFacts } from '../../../cases/behaviour/parameter-facts.ts';
import { isEqual } from '../../../json/equal.ts';
import { sortMember } from './list-order.ts';
import { keyOfThing, readPage, type ResourceList, type Page, type Pages } from './pages.ts';

/** Asks for a list with each documented default, and holds it against the list without the parameter. */
export async function judgeDefaults(list: ResourceList, whole: Pages): Promise<void> {
  const { client, operation, kept } = list;
  for (const { in: where, name } of operation.parameters) {
    const facts = where === 'query' ? parameterFacts(client.contract, operation, name) : undefined;
    if (!facts?.byDefault || facts.isRequired) continue;
    const { value } = facts.byDefault;
    if (typeof value === 'object' || name === kept.rules.direction?.name) continue;
    await judgeDefault(list, facts, value, whole);
  }
}

async function judgeDefault(list: ResourceList, facts: ParameterFacts, value: Json, whole: Pages): Promise<void> {
  const { client, kept, most } = list;
  const { name } = facts.parameter;
  const isLimit = name === kept.rules.limit?.name;
  // A list that fits on the default page says nothing of it.
  if (isLimit && !(typeof value === 'number' && whole.things.length > value)) return;
  const rest: JsonObject = most && !isLimit ? { [most.name]: most.value } : {};
  const without = await readPage(list, rest, `the request for the list without ${name}`);
  const given = await readPage(
    list,
    { ...rest, [name]: value },
    `the request for the list with the default of ${name}`,
  );
  if (!without || !given) return;
  const show = shows(list, facts, value, isLimit);
  if (!isEqual(show(without), show(given))) {
    // Somebody may have changed the list meanwhile.
    const again = await readPage(list, rest, `the request for the list without ${name}, once more`);
    const back =
      again &&
      (await readPage(
        list,
        { ...rest, [name]: value },
        `the request for the list with the default of ${name}, once more`,
      ));
    if (!again || !back || !isEqual(show(again), show(without)) || !isEqual(show(back), show(given))) return;
  }
  client.tell(without.answer, {
    kind: 'default',
    ...{ parameter: name, value, without: show(without), given: show(given) },
    basis: { clause: facts.byDefault?.clause ?? facts.pointer, rests: 'default' },
  });
}

/** What of a page a default decides: its length, its order, or what is on it. */
function shows(list: ResourceList, { parameter }: ParameterFacts, value: Json, isLimit: boolean): (page: Page) => Json {
  if (isLimit) return ({ things }) => things.length;
  const member = parameter.name === list.kept.rules.sort?.name ? sortMember(list, value)?.member : undefined;
  if (member !== undefined) return ({ things }) => things.map(({ value: thing }) => thing[member] ?? null);
  return ({ things }) => things.map(keyOfThing).sort();
}
