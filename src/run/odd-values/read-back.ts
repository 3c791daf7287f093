import type { Case } from '../../model/case.ts';
import type { Exchange } from '../../model/exchange.ts';
import type { OddCase } from '../../cases/odd-values/odd-values.ts';
import { isServerError } from '../../http/status.ts';
import { thingOfRequest } from '../../contract/resources/kept-operation.ts';
import { renamed } from '../../contract/resources/path-shapes.ts';
import type { Resource } from '../../contract/resources/resource.ts';
import { resourcesOf } from '../../contract/resources/resources.ts';
import { ownMember, pointerTokens } from '../../json/pointer.ts';
import { scalarText } from '../../json/scalar-text.ts';
import { noted, type SharedMember } from '../../judge/behaviour/relation.ts';
import { requestMedia } from '../../messages/request-media.ts';
import {
  answerOf,
  createResourceClient,
  isDone,
  plainInputs,
  type Answer,
  type ResourceClient,
} from '../behaviour/resource-client.ts';
import { readThing, sentThing, sharedMembers, shownIn } from '../behaviour/things.ts';
import { nameOf, type Made } from '../behaviour/writes/create.ts';
import type { PhaseContext } from '../phases/phase.ts';

/** Reads what was written with an odd value. */
export interface Reader {
  /** Holds what was sent, and what was answered, against what a read shows. */
  readBack(testCase: OddCase, exchange: Exchange): Promise<void>;
  /** Asks once for each list in which something with an odd value now is. */
  readLists(): Promise<void>;
}

/** What was written of one resource. */
interface Written {
  client: ResourceClient;
  first?: Made;
  /** What the target failed on first, when it wrote or read that: its list may fail as well. */
  suspect?: Answer;
}

/** @param cases gets each case that was sent */
export function createReader(context: PhaseContext, cases: Case[], mark: () => string): Reader {
  const { contract, target, sender } = context;
  const resources = resourcesOf(contract);
  const clients = new Map<Resource, Written>();

  function clientOf(resource: Resource): Written {
    const entry = clients.get(resource) ?? {
      client: createResourceClient(context, resource, cases, mark, 'odd-values'),
    };
    clients.set(resource, entry);
    return entry;
  }

  async function readBack(testCase: OddCase, exchange: Exchange): Promise<void> {
    const { operation, odd } = testCase;
    const used = resources.of(operation);
    if (target.stateless || odd.at === undefined || !used || !('response' in exchange.outcome)) return;
    const { resource, role } = used;
    if ((role !== 'create' && role !== 'update') || !resource.read) return;
    const written = answerOf(testCase, exchange, exchange.outcome.response);
    const entry = clientOf(resource);
    const { client } = entry;
    if (isServerError(written.status)) entry.suspect ??= written;
    if (!isDone(written)) return;
    const made = role === 'create' ? createdBy(client, written) : changedBy(client, written);
    if (!made) return;
    entry.first ??= made;
    const title = `the request for what ${operation.id} wrote ${titleOf(testCase)}`;
    const shown = await readThing(client, made, title, [written]);
    if (shown && isServerError(shown.status)) entry.suspect ??= written;
    const read = shownIn(client, shown);
    if (!read) return;
    const [sending, showing] = [client.kept(operation, role), client.kept(resource.read, 'read')];
    const members = sharedMembers(client, sending, written, showing, new Set())
      .filter(({ at }) => isAt(client, written, role, odd.at, at))
      .map((member): SharedMember => (odd.kind.mayChange ? { ...noted(member), at: member.at } : member));
    const { place, value: actual } = read.thing;
    client.tell(read.answer, {
      ...{ kind: 'sent and read', by: operation.id, after: role === 'create' ? 'creation' : 'change' },
      comparison: { members, place, wanted: sentThing(sending, written), actual },
    });
    const answered = client.shown(sending, written);
    if (answered)
      client.tell(read.answer, {
        ...{ kind: 'answered and read', by: operation.id },
        comparison: { members, place, wanted: answered.value, actual },
      });
  }

  return {
    readBack,
    readLists: async () => {
      for (const [{ list }, { client, first, suspect }] of clients) {
        if (!list || !first || sender.isOver) continue;
        const inputs = plainInputs(client, list, first.params);
        await client.ask(list, inputs, 'the request for a list of what has odd values', {
          after: [suspect ?? first.by],
        });
      }
    },
  };
}

function titleOf({ title }: Case): string {
  return title.replace(/^a request /, '');
}

function createdBy(client: ResourceClient, written: Answer): Made | undefined {
  const { operation, inputs } = written.case;
  return nameOf(client, { operation, kept: client.kept(operation, 'create') }, written, inputs);
}

/** What a change was about, by its path. */
function changedBy({ resource: { item, parameter } }: ResourceClient, by: Answer): Made | undefined {
  const { operation, inputs } = by.case;
  if (item === undefined || parameter === undefined) return undefined;
  const params = renamed(inputs.path, operation.path, item);
  const id = ownMember(params, parameter.name);
  return id === undefined ? undefined : { params, id: scalarText(id), inputs, by };
}

/** Whether a member of a thing is the one that was sent the odd value, or holds it. */
function isAt(
  client: ResourceClient,
  { case: { operation, inputs } }: Answer,
  role: 'create' | 'update',
  odd = '#',
  at = '#',
) {
  const { at: place } = thingOfRequest(client.kept(operation, role), requestMedia(operation, inputs));
  const own = pointerTokens(odd).slice(pointerTokens(place).length);
  return pointerTokens(at).every((token, index) => token === own[index]);
}
