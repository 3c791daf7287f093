import type { Contract, Operation } from '../../model/contract.ts';
import { createFuzzer, type Fuzzer } from '../../cases/fuzzing/fuzzer.ts';
import type { Base } from '../../cases/valid-requests.ts';
import { hasLargeIntegers } from '../../schema/restore-digits.ts';
import { toPortableCase } from '../../run/fold/portable-result.ts';
import type { MakingAnswer, MakingQuestion, PortableBase } from './question.ts';

/** Makes cases in a thread: the side that draws, and the one that loads what draws. */
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

function basesOf({ examples }: Operation, bases: PortableBase[] | undefined): Base[] | undefined {
  return bases?.map(({ example: pointer, ...base }) => {
    const example = examples.find((one) => one.pointer === pointer);
    return { ...base, ...(example && { example }) };
  });
}
