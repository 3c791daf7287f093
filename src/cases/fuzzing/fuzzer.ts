/*
 * Generated requests. Each numbered case has its own random source, made of the seed, the operation and the number, so that it
 * does not depend on what else is sent. A draft is a typical valid request, or one with an edge value in one place
 * (edge-requests), one violated clause (invalid-requests) or raw bytes (malformed-bodies). A draft becomes a case only if
 * validation confirms that it is valid or invalid as it claims. arbitraries/ turns schemas into fast-check arbitraries;
 * permitted-outcomes says what a server may do with a valid request; run/phases/shrink makes failing cases smaller.
 */

import { Random, type Arbitrary, type Value } from 'fast-check';
import type { Contract, Operation } from '../../model/contract.ts';
import type { Case, Expectation } from '../../model/case.ts';
import type { Request } from '../../model/exchange.ts';
import { ContractError } from '../../errors.ts';
import { requestMedia } from '../../messages/request-media.ts';
import { decodeOwnRequest } from '../../messages/decode-own-request.ts';
import { withPlaceholders } from '../fill-required.ts';
import { basesOf, hasEncoder, type Base } from '../valid-requests.ts';
import { encodeRequest } from '../../messages/encode-request.ts';
import { type Overrides } from '../../messages/overrides.ts';
import { lazy, randomOf, type Stage } from './arbitraries/base.ts';
import { isLeftOpen, unchangedDraft, type Draft, type RequestContext } from './draft.ts';
import { requestArbitrary } from './requests.ts';
import { permittedOutcomes } from './permitted-outcomes.ts';
import { isReadAs } from '../round-trips.ts';
import { createGenerationContext } from './arbitraries/values.ts';
import { ownMember } from '../../json/pointer.ts';
import { createSeenRequests } from './seen-requests.ts';
import { restoreDigits } from '../../schema/restore-digits.ts';

/** A generated case, and the smaller cases that it shrinks to. */
export interface GeneratedCase {
  case: Case;
  /** The valid case of which it is a variation, if there is one. */
  base(): Case | undefined;
  /** Smaller cases, the smallest first. */
  shrink(): Iterable<GeneratedCase>;
}

/** Makes cases for one operation: the same number gives the same case. */
export interface Fuzzer {
  operation: Operation;
  /** Undefined if several tries found no case, or only earlier ones. */
  next(): GeneratedCase | undefined;
  /** What the first draft of a number that is confirmed comes to, whatever was made before; undefined if none is. */
  firstOf(number: number): FirstCase | undefined;
}

/** The case of a number, and of which of its drafts it is. */
export interface FirstCase {
  attempt: number;
  case: Case;
}

/** What a number came to elsewhere; `first` is absent where no draft was confirmed. */
export interface MadeNumber {
  first?: FirstCase;
}

/** The numbers that were made elsewhere; undefined for one that was not. */
export type MadeElsewhere = (number: number) => MadeNumber | undefined;

/** How often a request is drawn again if validation contradicts its claim. */
const TRIES = 20;
/** After so many numbers in a row without a new case, the fuzzer ends. */
const DRY = 10;

/** The first number whose values are spread more widely. */
const LATE = 200;

type IsKnown = (request: Request) => boolean;

/** @returns undefined if there is no valid request to start from */
export function createFuzzer(
  contract: Contract,
  operation: Operation,
  overrides: Overrides,
  seed: number,
  bases: Base[] = basesOf(contract, operation, overrides),
  madeElsewhere: MadeElsewhere = () => undefined,
): Fuzzer | undefined {
  if (bases.length === 0) return undefined;
  const shown = shownBy(operation);
  const contextOf = (stage: Stage): RequestContext => ({
    ...{ operation, overrides, bases },
    generation: createGenerationContext(contract, shown, stage),
  });
  const context = contextOf('early');
  const early = requestArbitrary(context);
  const late = lazy(() => requestArbitrary(contextOf('late')));
  const placeholders = withPlaceholders(operation, overrides);
  const seen = createSeenRequests();

  function caseOf(draft: Draft, path: string, isKnown: IsKnown = () => false): Case | undefined {
    const proved = tryToProve(draft, isKnown);
    if (!proved) return undefined;
    const title = `a request ${draft.title} (${path})`;
    const id = `${operation.id} > ${title}`;
    return {
      id,
      phase: 'fuzzing',
      operation,
      title,
      inputs: draft.inputs,
      ...proved,
      ...placeholders,
      generated: { seed, path },
    };
  }

  /** @param arbitrary the one that drew the value */
  function prove(
    arbitrary: Arbitrary<Draft>,
    value: Value<Draft>,
    path: string,
    isKnown?: IsKnown,
  ): GeneratedCase | undefined {
    const made = caseOf(value.value, path, isKnown);
    if (!made) return undefined;
    const { from } = value.value;
    return {
      case: made,
      base: () => from && caseOf(unchangedDraft(context, from), path),
      *shrink() {
        let nth = -1;
        for (const smaller of arbitrary.shrink(value.value_, value.context)) {
          nth += 1;
          const next = prove(arbitrary, smaller, `${path}:${nth}`);
          if (next) yield next;
        }
      },
    };
  }

  /** A value for which the validator throws is neither valid nor invalid. */
  function tryToProve(draft: Draft, isKnown: IsKnown): ReturnType<typeof proveDraft> {
    try {
      return proveDraft(context, draft, isKnown);
    } catch (error) {
      if (error instanceof ContractError) throw error;
      return undefined;
    }
  }

  /** The first of a number's drafts from one on that is confirmed. */
  function make(
    number: number,
    from: number,
    isKnown?: IsKnown,
  ): (FirstCase & { generated: GeneratedCase }) | undefined {
    const arbitrary = number < LATE ? early : late;
    for (let attempt = from; attempt < TRIES; attempt += 1) {
      const random = new Random(randomOf(seed, operation.id, number, attempt));
      // Edge values are more frequent at first, as in fast-check's own runner.
      const bias = attempt === 0 ? 2 + Math.floor(Math.log10(number + 1)) : undefined;
      const generated = prove(arbitrary, arbitrary.generate(random, bias), String(number), isKnown);
      if (generated) return { attempt, case: generated.case, generated };
    }
    return undefined;
  }

  /** A case that was made elsewhere: what it varies and shrinks to is made where it is asked for. */
  function asGenerated(number: number, { attempt, case: made }: FirstCase): GeneratedCase {
    let again: GeneratedCase | undefined;
    const own = () => (again ??= make(number, attempt)?.generated);
    return {
      case: made,
      base: () => own()?.base(),
      shrink: () => own()?.shrink() ?? [],
    };
  }

  let number = -1;
  return {
    operation,
    next() {
      for (let dry = 0; dry < DRY; dry += 1) {
        number += 1;
        const known = madeElsewhere(number);
        let made: (FirstCase & { generated?: GeneratedCase }) | undefined = known
          ? known.first
          : make(number, 0, seen.has);
        while (made && !seen.add(made.case.request)) made = make(number, made.attempt + 1, seen.has);
        if (made) return made.generated ?? asGenerated(number, made);
      }
      return undefined;
    },
    firstOf: (wanted) => {
      const made = make(wanted, 0);
      return made && { attempt: made.attempt, case: made.case };
    },
  };
}

/** The values of an operation's documented requests, with the schemas that describe them. */
function shownBy(operation: Operation): Parameters<typeof createGenerationContext>[1] {
  return operation.examples.flatMap(({ request }) => {
    const body = { schema: requestMedia(operation, request)?.schema, value: request.body };
    const parameters = operation.parameters.map(({ in: where, name, schema }) => ({
      schema,
      value: ownMember(request[where], name),
    }));
    return [body, ...parameters].flatMap(({ schema, value }) =>
      schema !== undefined && value !== undefined ? [{ schema, value }] : [],
    );
  });
}

/**
 * The request of a draft and its expected response, if validation confirms its claim.
 * @param isKnown says that a request is not wanted again: that is much faster to see than what it is
 */
function proveDraft(
  context: RequestContext,
  draft: Draft,
  isKnown: IsKnown,
): { request: Request; expect: Expectation } | undefined {
  const { generation, operation, overrides } = context;
  const { contract } = generation;
  const { inputs, claim, clause, at, raw, example } = draft;
  if (!raw && !hasEncoder(operation, inputs)) return undefined;
  restoreDigits(contract.document, inputs);
  if (isLeftOpen(context, inputs)) return undefined;
  const encoded = encodeRequest(operation, inputs, overrides);
  const request = raw ? { ...encoded, body: raw } : encoded;
  if (isKnown(request)) return undefined;
  const read = decodeOwnRequest(contract, operation, request);
  if (read.errors.some(({ undecided }) => undecided)) return undefined;
  if (claim === 'either')
    return { request, expect: { kind: 'accepted', clause, at, mayRefuse: true, mayNormalize: true } };
  if (claim === 'invalid')
    return read.errors.length > 0 ? { request, expect: { kind: 'refused', clause, at } } : undefined;
  if (read.errors.length > 0 || !isReadAs(operation, overrides, inputs, read.inputs)) return undefined;
  const { mayRefuse, mayNormalize } = permittedOutcomes(generation, operation, inputs);
  return {
    request,
    expect: {
      kind: 'accepted',
      clause,
      at,
      mayRefuse: mayRefuse ? true : 'state',
      ...(mayNormalize && { mayNormalize: true as const }),
      ...(example && { example }),
    },
  };
}
