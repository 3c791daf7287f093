/** What goes between the main thread and those that make generated cases. */
import type { Contract, Operation } from '../../model/contract.ts';
import { createFuzzer, type Fuzzer } from '../../cases/fuzzing/fuzzer.ts';
import type { Base } from '../../cases/valid-requests.ts';
import { hasLargeIntegers } from '../../schema/restore-digits.ts';
import type { Overrides } from '../../messages/overrides.ts';
import { toPortableCase, type PortableCase } from '../../run/fold/portable-result.ts';

/** The first cases of so many numbers of one operation. */
export interface MakingQuestion {
  /** Tells starts apart, so that a thread prepares each but once. */
  start: number;
  operation: string;
  seed: number;
  overrides: Overrides;
  bases: PortableBase[] | undefined;
  from: number;
  count: number;
}

/** Examples by their pointers, as they belong to a contract. */
type PortableBase = Omit<Base, 'example'> & { example?: string };

/** What each number comes to; `unsure` where a message would not carry all of it. */
export type MakingAnswer = ({ attempt: number; case: PortableCase } | 'none' | 'unsure')[];

/** Undefined where a base is not all that it is once it was sent: with integers beyond 2^53, or an example of another operation. */
export function toPortableBases({ examples }: Operation, bases: Base[]): PortableBase[] | undefined {
  const isPortable = ({ inputs, example }: Base) =>
    (!example || examples.includes(example)) && !hasLargeIntegers(inputs);
  if (!bases.every(isPortable)) return undefined;
  return bases.map(({ example, ...base }) => ({ ...base, ...(example && { example: example.pointer }) }));
}

function basesOf({ examples }: Operation, bases: PortableBase[] | undefined): Base[] | undefined {
  return bases?.map(({ example: pointer, ...base }) => {
    const example = examples.find((one) => one.pointer === pointer);
    return { ...base, ...(example && { example }) };
  });
}

/** The side of a thread. */
export function createMaker(contract: Contract): (question: MakingQuestion) => MakingAnswer {
  const operations = new Map(contract.operations.map((operation) => [operation.id, operation]));
  const fuzzers = new Map<number, Fuzzer | undefined>();

  function fuzzerOf({ start, operation: id, seed, overrides, bases }: MakingQuestion): Fuzzer | undefined {
    if (fuzzers.has(start)) return fuzzers.get(start);
    const operation = operations.get(id);
    const fuzzer = operation && createFuzzer(contract, operation, overrides, seed, basesOf(operation, bases));
    fuzzers.set(start, fuzzer);
    return fuzzer;
  }

  return (question) => {
    const fuzzer = fuzzerOf(question);
    return Array.from({ length: question.count }, (_, nth) => {
      const first = fuzzer?.firstOf(question.from + nth);
      if (!first) return 'none';
      return hasLargeIntegers(first.case.inputs)
        ? 'unsure'
        : { attempt: first.attempt, case: toPortableCase(first.case) };
    });
  };
}
