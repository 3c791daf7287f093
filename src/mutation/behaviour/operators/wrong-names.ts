import type { Pointer } from '../../../model/json.ts';
import { isSuccess as isDocumentedSuccess } from '../../../contract/examples.ts';
import { ownMember } from '../../../json/pointer.ts';
import { scalarText } from '../../../json/scalar-text.ts';
import { applicable } from '../../../schema/subschemas.ts';
import { keyword } from '../../../schema/keywords.ts';
import { shapeOfSchema } from '../../../contract/resources/shape.ts';
import type { KeptOperation } from '../../../contract/resources/kept-operation.ts';
import { editBody, isSuccess, withText } from '../../mutant.ts';
import {
  behaviourMutant,
  headerOf,
  inRole,
  objectIn,
  onSuccess,
  withHeader,
  type BehaviourMutant,
  type BehaviourOperator,
  type Fault,
} from '../behaviour-mutant.ts';

const FAMILY = 'identity';

/** A server that names another thing than the one it means, or lets the client say what only the server may. */
export const wrongNames: BehaviourOperator = {
  name: 'wrong-names',
  family: FAMILY,
  mutants: (subject) => [
    ...inRole(subject, 'create').flatMap((kept) => [...repeats(kept), ...locations(kept), ...taken(kept)]),
    ...inRole(subject, 'update').flatMap(taken),
  ],
};

/** Each creation answers with the identifier of the first. */
function repeats(kept: KeptOperation): BehaviourMutant[] {
  const { identifier, operation } = kept;
  if (identifier === undefined) return [];
  return [
    behaviourMutant(kept, FAMILY, `gives each the ${identifier} of the first`, operation.pointer, () => {
      let first: string | undefined;
      return onSuccess(kept, (response) => {
        const id = ownMember(objectIn(response.body) ?? {}, identifier);
        if (id === undefined) return response;
        const own = scalarText(id);
        const named = (first ??= own);
        // Members and parts of links: a 47 inside of another identifier is not this one.
        const text = new TextDecoder()
          .decode(response.body)
          .replace(/[^"/?&=,:{}[\]\s]+/g, (word) => (word === own ? named : word));
        return withText(response, text);
      })();
    }),
  ];
}

function locations(kept: KeptOperation): BehaviourMutant[] {
  const header = kept.operation.responses
    .filter(isDocumentedSuccess)
    .flatMap(({ headers }) => headers)
    .find(({ name }) => /^location$/i.test(name));
  if (!header) return [];
  const mutant = (title: string, fault: () => Fault) => behaviourMutant(kept, FAMILY, title, header.pointer, fault);
  return [
    mutant(
      'names nothing in Location',
      onSuccess(kept, (response) => withHeader(response, 'Location', `${headerOf(response, 'Location') ?? ''}0`)),
    ),
    mutant('names the first in Location', () => {
      let first: string | undefined;
      return onSuccess(kept, (response) =>
        withHeader(response, 'Location', (first ??= headerOf(response, 'Location') ?? '')),
      )();
    }),
  ];
}

/** Takes what the contract says that only the server sets (`readOnly`). */
function taken(kept: KeptOperation): BehaviourMutant[] {
  const { contract, operation, resource, members } = kept;
  return serverMembers(kept).map(([name, clause]) =>
    behaviourMutant(kept, FAMILY, `takes ${name} from the client`, clause, () => async (request, server) => {
      const sent = server.operationOf(request) === operation ? objectIn(request.body) : undefined;
      const given = sent && ownMember(sent, name);
      if (!sent || given === undefined || !contract.accepts(clause, given)) return server.answer(request);
      const { [name]: _given, ...rest } = sent;
      const body = new TextEncoder().encode(JSON.stringify(rest));
      const response = await server.answer({ ...withHeader(request, 'Content-Length', String(body.length)), body });
      const thing = kept.role === 'create' ? server.newestOf(request, resource) : server.thingOf(request, resource);
      if (!thing || !isSuccess(response) || !members.names.has(name)) return response;
      server.put(request, resource, { ...thing, value: { ...thing.value, [name]: given } });
      return editBody(response, (shown) => ({ ...(shown as object), [name]: given }));
    }),
  );
}

/** The members of the shown thing that are readOnly, but the identifier, with their clauses. */
function serverMembers({ contract, members, at, list }: KeptOperation): [name: string, clause: Pointer][] {
  if (members.schema === undefined || at !== '#' || list !== undefined) return [];
  return [...shapeOfSchema(contract, members.schema).members].flatMap(([name, { clause }]) =>
    keyword(applicable(contract, clause, ''), 'readOnly') === true ? [[name, clause] as [string, Pointer]] : [],
  );
}
