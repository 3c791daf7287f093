import type { Contract, Operation, ResponseObject, Unusable } from '../model/contract.ts';
import { formatLocation } from '../errors.ts';
import type { Pointer } from '../model/json.ts';

/** The schemas of an operation's parameters and bodies that cannot be used, so that its requests cannot be judged. */
export function unusableInRequest(contract: Contract, { parameters, body }: Operation): Unusable[] {
  const media = body?.media ?? [];
  return unusable(contract, [...parameters, ...media, ...media.flatMap(({ unspecified }) => unspecified)]);
}

/** The same for a response. */
export function unusableInResponse(contract: Contract, { headers, media }: ResponseObject): Unusable[] {
  return unusable(contract, [...headers, ...media]);
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
