import type { Json, JsonObject } from '../../../model/json.ts';
import { isObject, valueAt } from '../../../json/pointer.ts';
import { keyword } from '../../../schema/keywords.ts';
import { applicable } from '../../../schema/subschemas.ts';
import { thingOfRequest, type KeptOperation } from '../../../contract/resources/kept-operation.ts';
import { isSuccess } from '../../mutant.ts';
import {
  behaviourMutant,
  inRole,
  onItems,
  objectIn,
  type BehaviourMutant,
  type BehaviourOperator,
  type Fault,
} from '../behaviour-mutant.ts';
import type { StateDocument } from '../../../mock/stateful/state.ts';

const FAMILY = 'write';

/** A server that answers a write as it should, and does not make it, or not in all places. */
export const lostWrites: BehaviourOperator = {
  name: 'lost-writes',
  family: FAMILY,
  mutants: (subject) => [
    ...inRole(subject, 'create').map((kept) => lost(kept, 'keeps nothing of what it creates')),
    ...inRole(subject, 'update').flatMap((kept) => [lost(kept, 'keeps what was before'), ...forgotten(kept)]),
    ...inRole(subject, 'delete').map((kept) => lost(kept, 'keeps what it deletes')),
    ...inRole(subject, 'list').flatMap((list) => [
      ...inRole(subject, 'create').map((create) => unlisted(list, create)),
      ...inRole(subject, 'delete').map((remove) => listedStill(list, remove)),
    ]),
  ],
};

/** Answers, and puts back what was kept before. */
const lost = (kept: KeptOperation, title: string): BehaviourMutant =>
  behaviourMutant(kept, FAMILY, title, kept.operation.pointer, () => async (request, server) => {
    if (server.operationOf(request) !== kept.operation) return server.answer(request);
    const before = server.snapshot();
    const response = await server.answer(request);
    if (isSuccess(response)) server.restore(before);
    return response;
  });

/** Loses one member of a change each, which it shows all the same. */
function forgotten(kept: KeptOperation): BehaviourMutant[] {
  const { operation, resource } = kept;
  const [media] = operation.body?.media ?? [];
  const sendable = [...thingOfRequest(kept, media).members].flatMap(([name, { clause }]) =>
    kept.members.names.has(name) && keyword(applicable(kept.contract, clause, ''), 'readOnly') !== true ? [name] : [],
  );
  return sendable.map((name) =>
    behaviourMutant(kept, FAMILY, `loses a change of ${name}`, operation.pointer, () => async (request, server) => {
      if (server.operationOf(request) !== operation) return server.answer(request);
      const before = server.thingOf(request, resource);
      const response = await server.answer(request);
      const after = server.thingOf(request, resource);
      if (isSuccess(response) && before && after)
        server.put(request, resource, { ...after, value: withMember(after.value, name, before.value[name]) });
      return response;
    }),
  );
}

function withMember(value: JsonObject, name: string, member: Json | undefined): JsonObject {
  const { [name]: _own, ...rest } = value;
  return member === undefined ? rest : { ...rest, [name]: member };
}

/** The lists leave out what was created. */
function unlisted(list: KeptOperation, create: KeptOperation): BehaviourMutant {
  return behaviourMutant(list, FAMILY, `leaves out what ${create.operation.id} creates`, list.operation.pointer, () => {
    const made = new Set<Json | undefined>();
    const lists = onItems(list, (items) => items.filter((item) => !made.has(identifierIn(item, list))))();
    return async (request, server) => {
      if (server.operationOf(request) === list.operation) return lists(request, server);
      const response = await server.answer(request);
      if (server.operationOf(request) === create.operation && isSuccess(response))
        made.add(identifierIn(objectIn(response.body), create));
      return response;
    };
  });
}

function identifierIn(item: Json | undefined, { at, identifier }: KeptOperation): Json | undefined {
  const thing = valueAt(item, at);
  return isObject(thing) && identifier !== undefined ? thing[identifier] : undefined;
}

/** The lists show what was there before the first deletion. */
function listedStill(list: KeptOperation, remove: KeptOperation): BehaviourMutant {
  return behaviourMutant(
    list,
    FAMILY,
    `shows what ${remove.operation.id} deletes`,
    remove.operation.pointer,
    (): Fault => {
      let before: StateDocument | undefined;
      return async (request, server) => {
        const operation = server.operationOf(request);
        if (operation === remove.operation) before ??= server.snapshot();
        if (operation !== list.operation || !before) return server.answer(request);
        const now = server.snapshot();
        server.restore(before);
        const response = await server.answer(request);
        server.restore(now);
        return response;
      };
    },
  );
}
