import type { Contract } from '../../model/contract.ts';
import type { Case } from '../../model/case.ts';
import type { Resource } from '../../contract/resources/resource.ts';
import { resourcesOf } from '../../contract/resources/resources.ts';
import { plural } from '../../text/wording.ts';
import { createResourceClient, MAX_REQUESTS } from '../behaviour/resource-client.ts';
import type { Made } from '../behaviour/writes/create.ts';
import { judgeResource } from '../behaviour/judge-resource.ts';
import { endedEarly, type PhaseContext, type PhaseDefinition, type PhaseOutcome } from './phase.ts';

/**
 * Judges what an API does: things are created, read, listed, changed and deleted, and the answers are held against each other.
 * Nothing is changed or deleted but what the run created.
 */
export const behaviour: PhaseDefinition = {
  name: 'behaviour',
  isDefault: true,
  run: judgeBehaviour,
  limit: (contract) => keptResources(contract).length * MAX_REQUESTS,
  announce: (contracts) => {
    const count = contracts.reduce((sum, contract) => sum + keptResources(contract).length, 0);
    return count === 0 ? undefined : `at most ${count * MAX_REQUESTS} that create, read, list, change and delete`;
  },
  test: { title: 'what is created, read, listed, changed and deleted', of: 'contract' },
};

/** The resources of which something can be created and named, those before others that lie in them. */
function keptResources(contract: Contract): Resource[] {
  const chosen = new Set(contract.operations);
  const all = resourcesOf(contract).all.filter(
    ({ item, create }) => item !== undefined && create.some((one) => one.method === 'POST' && chosen.has(one)),
  );
  return all.sort((a, b) => depthOf(a) - depthOf(b));
}

function depthOf({ item = '' }: Resource): number {
  return item.split('{').length;
}

async function judgeBehaviour(context: PhaseContext): Promise<PhaseOutcome> {
  const { contract, target, sender, options, marks } = context;
  const resources = keptResources(contract);
  const found: PhaseOutcome = { cases: [], undecided: [], unjudged: [] };
  const why =
    resources.length === 0
      ? 'the contract documents nothing that is created and can then be asked for, so that there is no behaviour to judge'
      : target.stateless && `${target.name} keeps nothing, so that its behaviour was not judged`;
  const isElsewhere = resources.length === 0 && (target.stateless || options.shard);
  if (why) return { ...found, unjudged: isElsewhere ? [] : [{ reason: why }] };
  const mark = marks.series();
  const made = new Map<Resource, Made[]>();
  let done = 0;
  for (const resource of resources) {
    if (sender.isOver) break;
    const cases: Case[] = [];
    const client = createResourceClient(context, resource, cases, mark);
    const judged = await judgeResource(client, (resource.parent && made.get(resource.parent)) ?? []);
    found.cases.push(...cases);
    if ('made' in judged) made.set(resource, judged.made);
    else found.unjudged.push({ reason: `what the API does with ${resource.item} was not judged: ${judged.reason}` });
    done += 1;
  }
  if (done < resources.length && sender.ending)
    found.undecided.push(endedEarly(sender.ending, `${done} of ${plural(resources.length, 'kind')} of things`));
  return found;
}
