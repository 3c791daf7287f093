import type { Contract, Operation } from '../model/contract.ts';
import { lastToken } from '../json/pointer.ts';
import { shapeOfPath } from '../contract/resources/path-shapes.ts';
import type { Evidence, Feeder, Place, Resource, Resources, ResourceRole } from '../contract/resources/resource.ts';
import { plural, withArticle } from '../text/wording.ts';

/** Two columns of a listing. */
export type Row = [string, string];

const WHY: Record<Evidence, string> = {
  declared: 'the contract says so (x-resource)',
  link: 'a Link Object says so',
  location: 'it is where the thing is',
  self: 'it is where the thing is',
  exact: 'the same name',
  normalised: 'the same name in other spelling',
  suffix: 'what its name asks for',
  synonym: 'an identifier by another name',
  nested: 'the object of that name has it',
  bare: 'it is the whole answer',
  request: 'the client chooses it',
};

/** The things that an API keeps: what each operation does with them, and where answers name them. */
export function explainResources(contract: Contract, resources: Resources): Row[] {
  const asked = resources.inOrder(contract.operations);
  const first = (resource: Resource) => asked.findIndex((operation) => resources.of(operation)?.resource === resource);
  return resources.all
    .filter((resource) => first(resource) >= 0)
    .toSorted((a, b) => first(a) - first(b))
    .map((resource): Row => [`  ${resource.name}`, formatResource(resource)]);
}

function formatResource({
  create,
  list,
  read,
  update,
  remove,
  parent,
  item,
  collection,
  identities,
}: Resource): string {
  const by = (verb: string, operations: (Operation | undefined)[]) => {
    const ids = operations.flatMap((operation) => (operation ? [operation.id] : []));
    return ids.length > 0 ? [`${verb} by ${ids.join(' and ')}`] : [];
  };
  const [identity] = identities;
  const place = identity?.link ? `the link ${identity.link.link.name}` : identity?.place && formatPlace(identity.place);
  const does = [
    ...by('listed', [list]),
    ...by('created', create),
    ...by('read', [read]),
    ...by('changed', update),
    ...by('deleted', [remove]),
    ...(parent ? [`in ${withArticle(parent.name)}`] : []),
  ];
  const named = identity && place ? ` ${identity.from.id} names it in ${place}: ${WHY[identity.by]}.` : '';
  return `${item ?? collection ?? 'no path'}, ${does.join(', ')}.${named}`;
}

const DOES: Record<ResourceRole, string> = {
  create: 'creates',
  list: 'lists each',
  read: 'reads',
  update: 'changes',
  delete: 'deletes',
};

/** What an operation does with which thing, when it is asked, and what gives its parameters their values. */
export function explainRole(
  contract: Contract,
  resources: Resources,
  operation: Operation,
  order: Operation[],
): string {
  const role = resources.of(operation);
  const does = role
    ? `${DOES[role.role]} ${role.role === 'list' ? role.resource.name : withArticle(role.resource.name)}`
    : 'neither creates, lists, reads, changes nor deletes a resource';
  return `    ${does}, asked as number ${order.indexOf(operation) + 1} of ${plural(contract.operations.length, 'operation')}\n`;
}

export function explainFeeders(resources: Resources, operation: Operation): Row[] {
  const rows = new Map<string, string[]>();
  for (const { name } of operation.parameters.filter((one) => one.in === 'path')) rows.set(`{${name}}`, []);
  for (const feeder of resources.feeders(operation)) {
    const to = formatTarget(feeder);
    rows.set(to, [
      ...(rows.get(to) ?? []),
      `${formatPlace(feeder.from.place)} of ${feeder.from.operation.id} (${WHY[feeder.by]})`,
    ]);
  }
  return [...rows].map(([to, places]): Row => [
    `    ${to}`,
    places.length > 0 ? `from ${places.join(', then ')}` : `from no answer${whyNone(resources, operation, to)}`,
  ]);
}

function formatTarget({ to }: Feeder): string {
  if ('pointer' in to) return `body${to.pointer}`;
  return to.in === 'path' ? `{${to.name}}` : `${to.in} ${to.name}`;
}

/** Where a value stands, so that a reader finds it: a header, a member, or a member of each item. */
function formatPlace(place: Place): string {
  if (place.in === 'header') return `header ${place.name}`;
  if (place.in === 'request')
    return 'pointer' in place ? `request body${place.pointer}` : `request {${place.parameter}}`;
  return place.each === undefined
    ? `body${place.pointer}`
    : `each ${lastToken(place.pointer) || 'item'} in body${place.each}`;
}

function whyNone(resources: Resources, operation: Operation, to: string): string {
  const resource = resources.named(operation, to.slice(1, -1));
  if (!resource?.item) return ': nothing says what it names';
  const makers = [...resource.create, ...(resource.list ? [resource.list] : [])].filter(
    ({ path }) => shapeOfPath(path) !== shapeOfPath(operation.path),
  );
  return makers.length > 0
    ? `: what ${makers.map(({ id }) => id).join(' and ')} answers is not documented to have it`
    : `: nothing lists or creates ${withArticle(resource.name)}`;
}
