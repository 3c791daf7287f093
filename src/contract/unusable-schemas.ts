import type { Contract, Operation, ResponseObject, Unusable } from '../model/contract.ts';
import { listOperations } from '../document/path-item.ts';
import { formatLocation } from '../errors.ts';
import { isObject, joinPointer, parentPointer } from '../json/pointer.ts';
import type { JsonObject, Pointer } from '../model/json.ts';
import { LOST_PARAMETER, lostIn, unusableFor } from '../schema/lost.ts';
import { resolvePointer } from '../schema/references.ts';

/** What cannot be used of an operation's parameters and bodies, so that its requests cannot be judged. */
export function unusableInRequest(contract: Contract, { pointer, parameters, body }: Operation): Unusable[] {
  const media = body?.media ?? [];
  const lost = [pointer, parentPointer(pointer), parentPointer(parentPointer(pointer))].flatMap((at) =>
    lostAt(contract, at, LOST_PARAMETER),
  );
  return [
    ...lost,
    ...unusable(contract, [...parameters, ...media, ...media.flatMap(({ unspecified }) => unspecified)]),
  ];
}

/** The same for a response. */
export function unusableInResponse(contract: Contract, { pointer, headers, media }: ResponseObject): Unusable[] {
  return [...lostAt(contract, pointer), ...unusable(contract, [...headers, ...media])];
}

/** The paths of a contract whose operations are not known; none for a contract of some of its operations. */
export function unusablePaths(contract: Contract): Unusable[] {
  const { document, operations } = contract;
  const { paths } = document;
  if (operations.length < countOperations(document)) return [];
  return Object.keys(isObject(paths) ? paths : {}).flatMap((path) => lostAt(contract, joinPointer('#/paths', path)));
}

function countOperations(document: JsonObject): number {
  const { paths } = document;
  return Object.keys(isObject(paths) ? paths : {}).reduce((sum, path) => {
    const item = resolvePointer(document, joinPointer('#/paths', path));
    return item && isObject(item.value) ? sum + listOperations(document, item.value, item.pointer).length : sum;
  }, 0);
}

function lostAt({ document, locate }: Contract, pointer: Pointer, key?: string): Unusable[] {
  const found = resolvePointer(document, pointer);
  const lost = found && lostIn(found.value, key);
  return lost ? [unusableFor(found.pointer, lost, locate)] : [];
}

/** All schemas of an operation that cannot be used, each once. */
export function unusableOf(contract: Contract, operation: Operation): Unusable[] {
  const all = [
    unusableInRequest(contract, operation),
    ...operation.responses.map((response) => unusableInResponse(contract, response)),
  ].flat();
  return [...new Map(all.map((one) => [one.message, one])).values()];
}

function unusable(contract: Contract, holders: { schema?: Pointer }[]): Unusable[] {
  return holders.flatMap(({ schema }) => (schema === undefined ? [] : (contract.unusable(schema) ?? [])));
}

/** As the reason why something is undecided. */
export function formatUnusable({ message, place, hint }: Unusable): {
  reason: string;
  hint: string;
} {
  return { reason: `${message} (${formatLocation(place)})`, hint };
}
