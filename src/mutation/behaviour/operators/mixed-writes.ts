import { ownMember } from '../../../json/pointer.ts';
import { isSuccess, mutantFailure, withText } from '../../mutant.ts';
import {
  behaviourMutant,
  inRole,
  objectIn,
  type BehaviourMutant,
  type BehaviourOperator,
  type Fault,
} from '../behaviour-mutant.ts';
import type { KeptOperation } from '../../../contract/resources/kept-operation.ts';
import { isError, isNotFound } from '../../../http/status.ts';

const FAMILY = 'state';

/** A server that mixes up the state before a write and the state after it. */
export const mixedWrites: BehaviourOperator = {
  name: 'mixed-writes',
  family: FAMILY,
  mutants: (subject) => {
    const [read] = inRole(subject, 'read');
    const updates = inRole(subject, 'update');
    return [
      ...updates.filter(({ operation }) => operation.method === 'PATCH').flatMap(dropsTheRest),
      ...(read ? updates.flatMap((kept) => [answersBefore(kept, read), readsBefore(kept, read)]) : []),
      ...updates.map(changesRefused),
      ...updates.filter(({ operation }) => operation.method === 'PUT').map(failsAgain),
      ...inRole(subject, 'delete').map(failsAgain),
    ];
  },
};

/** A partial change takes away each optional member that was not sent. */
function dropsTheRest(kept: KeptOperation): BehaviourMutant[] {
  const { operation, resource, members } = kept;
  const optional = [...members.names].filter((name) => !members.required.has(name));
  if (optional.length === 0) return [];
  return [
    behaviourMutant(kept, FAMILY, 'drops what was not sent', operation.pointer, () => async (request, server) => {
      const response = await server.answer(request);
      const thing = server.operationOf(request) === operation ? server.thingOf(request, resource) : undefined;
      const sent = objectIn(request.body);
      if (!thing || !sent || !isSuccess(response)) return response;
      const value = Object.fromEntries(
        Object.entries(thing.value).filter(([name]) => !optional.includes(name) || ownMember(sent, name) !== undefined),
      );
      server.put(request, resource, { ...thing, value });
      return response;
    }),
  ];
}

function answersBefore(kept: KeptOperation, read: KeptOperation): BehaviourMutant {
  return behaviourMutant(
    kept,
    FAMILY,
    'answers with what was before',
    kept.operation.pointer,
    () => async (request, server) => {
      if (server.operationOf(request) !== kept.operation) return server.answer(request);
      const before = await server.answer(readingOf(request, read));
      const response = await server.answer(request);
      return isSuccess(response) && isSuccess(before) && response.body.length > 0
        ? withText(response, new TextDecoder().decode(before.body))
        : response;
    },
  );
}

/** A stale reading: of the state before the last change. */
function readsBefore(kept: KeptOperation, read: KeptOperation): BehaviourMutant {
  const title = `shows what was before the last ${kept.operation.id}`;
  return behaviourMutant(read, FAMILY, title, kept.operation.pointer, (): Fault => {
    const before = new Map<string, Awaited<ReturnType<Fault>>>();
    return async (request, server) => {
      const operation = server.operationOf(request);
      const stale = operation === read.operation ? before.get(request.path) : undefined;
      if (stale) return stale;
      const old = operation === kept.operation ? await server.answer(readingOf(request, read)) : undefined;
      const response = await server.answer(request);
      if (old && isSuccess(old) && isSuccess(response)) before.set(request.path, old);
      return response;
    };
  });
}

/** A GET of the thing that a request is about, with the same credentials. */
function readingOf(request: Parameters<Fault>[0], { operation }: KeptOperation): Parameters<Fault>[0] {
  const headers = request.headers.filter(([name]) => !/^(?:content-|if-)/i.test(name));
  return { method: operation.method, path: request.path, headers };
}

/** A refused change keeps those of its members that are of the right type. */
function changesRefused(kept: KeptOperation): BehaviourMutant {
  const { operation, resource } = kept;
  return behaviourMutant(
    kept,
    FAMILY,
    'keeps a part of what it refuses',
    operation.pointer,
    () => async (request, server) => {
      const response = await server.answer(request);
      const thing = server.operationOf(request) === operation ? server.thingOf(request, resource) : undefined;
      const sent = objectIn(request.body);
      if (!thing || !sent || !isError(response.status)) return response;
      const right = Object.entries(sent).filter(
        ([name, value]) => typeof ownMember(thing.value, name) === typeof value,
      );
      server.put(request, resource, { ...thing, value: { ...thing.value, ...Object.fromEntries(right) } });
      return response;
    },
  );
}

/** Fails where an idempotent request is sent again (RFC 9110 §9.2.2). */
function failsAgain(kept: KeptOperation): BehaviourMutant {
  return behaviourMutant(kept, FAMILY, 'fails where the same is sent again', kept.operation.pointer, (): Fault => {
    const sent = new Set<string>();
    return async (request, server) => {
      const response = await server.answer(request);
      if (server.operationOf(request) !== kept.operation) return response;
      const key = `${request.path} ${new TextDecoder().decode(request.body)}`;
      if (sent.has(key) && (isSuccess(response) || isNotFound(response.status))) return mutantFailure();
      if (isSuccess(response)) sent.add(key);
      return response;
    };
  });
}
