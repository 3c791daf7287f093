import { type Base, basesOf, withBranches, validityOf, fingerprint } from '../valid-requests.ts';
import type { Contract, Operation } from '../../model/contract.ts';
import type { Case } from '../../model/case.ts';
import type { Request } from '../../model/exchange.ts';
import { placeholderParameters } from '../fill-required.ts';
import { encodeRequest } from '../../messages/encode-request.ts';
import type { Overrides } from '../../messages/overrides.ts';
import { type Draft, accepted, refused } from './draft.ts';
import { validBodies, invalidBodies, otherMedia, malformedBodies } from './body-drafts.ts';
import { parameterDrafts } from './parameter-drafts.ts';

/**
 * Systematic cases of an operation. Each differs from a valid request in one thing; the valid ones must be accepted, the invalid
 * ones refused. Each is proved by the schemas, and none is about what the contract leaves open.
 */
export function coverageCases(
  contract: Contract,
  operation: Operation,
  overrides: Overrides,
  bases: Base[] = basesOf(contract, operation, overrides),
): Case[] {
  if (bases.length === 0) return [];
  const branched = withBranches(contract, operation, bases);
  const drafts = [
    ...bases
      .filter(({ example }) => !example)
      .map((base) =>
        accepted(
          contract,
          operation,
          overrides,
          base,
          base.inputs,
          operation.pointer,
          'request',
          'with what is required',
        ),
      ),
    ...branched.flatMap((base) => validBodies(contract, operation, overrides, base)),
    ...otherMedia(contract, operation, overrides, bases),
    ...bases.flatMap((base) => parameterDrafts(contract, operation, overrides, base)),
    ...branched.flatMap((base) => invalidBodies(contract, operation, overrides, base)),
    ...bases
      .slice(0, 1)
      .flatMap((base) => [
        ...malformedBodies(operation, overrides, base),
        ...withoutCredentials(operation, overrides, base),
      ]),
  ];
  return proved(
    contract,
    operation,
    drafts,
    bases.filter(({ example }) => example).map(({ inputs }) => encodeRequest(operation, inputs, overrides)),
    placeholderParameters(operation, overrides),
  );
}

function withoutCredentials(operation: Operation, overrides: Overrides, { inputs }: Base): Draft[] {
  const [scheme] = operation.security.flat();
  if (!scheme) return [];
  const draft = refused(operation, overrides, inputs, scheme.pointer, 'credentials', 'without credentials');
  return [{ ...draft, request: encodeRequest(operation, inputs, overrides, false) }];
}

/** The drafts that are valid or invalid as they claim. Equal requests count once, and so does one change to several requests. */
function proved(
  contract: Contract,
  operation: Operation,
  drafts: Draft[],
  known: Request[],
  placeholders: string[],
): Case[] {
  const seen = new Set(known.map(fingerprint));
  return drafts.flatMap((draft): Case[] => {
    const key = fingerprint(draft.request);
    const title = `a request ${draft.title}`;
    if (
      seen.has(key) ||
      seen.has(title) ||
      validityOf(contract, operation, draft.request) !== (draft.expect.kind !== 'refused')
    )
      return [];
    seen.add(key).add(title);
    return [
      {
        id: `${operation.id} > ${title}`,
        phase: 'coverage',
        operation,
        ...draft,
        title,
        ...(placeholders.length > 0 && { placeholderParameters: placeholders }),
      },
    ];
  });
}
