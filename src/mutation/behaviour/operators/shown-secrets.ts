import type { Json, Pointer } from '../../../model/json.ts';
import { shapeOfSchema } from '../../../contract/resources/shape.ts';
import { isObject, replaceAt, valueAt } from '../../../json/pointer.ts';
import { keyword } from '../../../schema/keywords.ts';
import { applicable } from '../../../schema/subschemas.ts';
import type { KeptOperation } from '../../../contract/resources/kept-operation.ts';
import { editBody } from '../../mutant.ts';
import { behaviourMutant, inRole, onSuccess, type BehaviourOperator, type KeptSubject } from '../behaviour-mutant.ts';
import type { KeepingServer } from '../keeping-server.ts';
import type { Request } from '../../../model/exchange.ts';

const FAMILY = 'writeOnly';

/** A server that shows what was only to be written. */
export const shownSecrets: BehaviourOperator = {
  name: 'shown-secrets',
  family: FAMILY,
  mutants: (subject) =>
    writeOnlyMembers(subject).flatMap(([name, clause]) =>
      subject.operations
        .filter(({ role }) => role !== 'delete')
        .map((kept) =>
          behaviourMutant(
            kept,
            FAMILY,
            `shows ${name}`,
            clause,
            onSuccess(kept, (response, request, server) =>
              editBody(response, (body) => shown(kept, name, body, request, server)),
            ),
          ),
        ),
    ),
};

/** The writeOnly members that a creation can send. */
function writeOnlyMembers(subject: KeptSubject): [name: string, clause: Pointer][] {
  const found = inRole(subject, 'create').flatMap(({ contract, operation }) =>
    (operation.body?.media ?? []).flatMap(({ schema }) =>
      schema === undefined ? [] : [...shapeOfSchema(contract, schema).members],
    ),
  );
  const { contract } = subject;
  return [...new Map(found)].flatMap(([name, { clause }]) =>
    keyword(applicable(contract, clause, ''), 'writeOnly') === true ? [[name, clause] as [string, Pointer]] : [],
  );
}

/** The answer with the member as it is kept. */
function shown(kept: KeptOperation, name: string, body: Json, request: Request, server: KeepingServer): Json {
  const { identifier, resource, list, role } = kept;
  if (list === undefined) {
    const thing = role === 'create' ? server.newestOf(request, resource) : server.thingOf(request, resource);
    return withSecret(body, kept, name, thing?.value[name]);
  }
  const items = valueAt(body, list);
  if (!Array.isArray(items) || identifier === undefined) return body;
  const secrets = new Map<Json | undefined, Json | undefined>();
  for (const [, { things }] of server.store.collections())
    for (const { value } of things) secrets.set(value[identifier], value[name]);
  const changed = items.map((item) => {
    const thing = valueAt(item, kept.at);
    return withSecret(item, kept, name, isObject(thing) ? secrets.get(thing[identifier]) : undefined);
  });
  return replaceAt(body, list, changed);
}

function withSecret(body: Json, { at }: KeptOperation, name: string, secret: Json | undefined): Json {
  const thing = valueAt(body, at);
  return secret === undefined || !isObject(thing) ? body : replaceAt(body, at, { ...thing, [name]: secret });
}
