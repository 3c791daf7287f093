import { type Base, basesOf, withBranches, validityOf, fingerprint } from '../valid-requests.ts';
import type { Contract, Operation } from '../../model/contract.ts';
import type { Case } from '../../model/case.ts';
import type { Request } from '../../model/exchange.ts';
import { withPlaceholders } from '../fill-required.ts';
import { encodeRequest } from '../../messages/encode-request.ts';
import type { Overrides } from '../../messages/overrides.ts';
import { type Draft, type DraftContext, accepted, refused } from './draft.ts';
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
  const of = (base: Base): DraftContext => ({ contract, operation, overrides, base });
  const branched = withBranches(contract, operation, bases).map(of);
  const first = bases.slice(0, 1).map(of);
  const drafts = [
    ...bases
      .filter(({ example }) => !example)
      .map((base) =>
        accepted(of(base), {
          inputs: base.inputs,
          ...{ clause: operation.pointer, at: 'request', title: 'with what is required' },
        }),
      ),
    ...branched.flatMap(validBodies),
    ...first.flatMap(otherMedia),
    ...bases.flatMap((base) => parameterDrafts(of(base))),
    ...branched.flatMap(invalidBodies),
    ...first.flatMap((context) => [...malformedBodies(context), ...withoutCredentials(context)]),
  ];
  return proved(
    contract,
    operation,
    drafts,
    bases.filter(({ example }) => example).map(({ inputs }) => encodeRequest(operation, inputs, overrides)),
    withPlaceholders(operation, overrides),
  );
}

function withoutCredentials(context: DraftContext): Draft[] {
  const { operation, overrides, base } = context;
  const { inputs } = base;
  const [scheme] = operation.security.flat();
  if (!scheme) return [];
  const draft = refused(context, {
    inputs,
    ...{ clause: scheme.pointer, at: 'credentials', title: 'without credentials' },
  });
  return [{ ...draft, request: encodeRequest(operation, inputs, overrides, false) }];
}

/** The drafts that are valid or invalid as they claim. Equal requests count once, and so does one change to several requests. */
function proved(
  contract: Contract,
  operation: Operation,
  drafts: Draft[],
  known: Request[],
  placeholders: Pick<Case, 'placeholderParameters'>,
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
        ...placeholders,
      },
    ];
  });
}
