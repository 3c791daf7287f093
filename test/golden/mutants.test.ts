import { test } from '@jest/globals';
import { analyze } from '../../src/bindings/analyze.ts';
import { exampleCases } from '../../src/cases/examples.ts';
import { makeCases } from '../../src/cases/plan.ts';
import { createConformingServer } from '../../src/mutation/conforming-server.ts';
import { createMutantJudge } from '../../src/mutation/mutant-judge.ts';
import { OPERATORS } from '../../src/mutation/operators/index.ts';
import { expectGolden, lines, loadLibrary } from './golden.ts';

const library = await loadLibrary();

test('the same mutants are made, and the examples show the same of them', async () => {
  const judge = createMutantJudge(library, makeCases(library, [exampleCases]));
  const server = createConformingServer(library);
  const told: string[] = [];
  for (const operation of library.operations) {
    const examples = operation.examples.map((example) => ({ example, leaves: analyze(library, operation, example) }));
    for (const mutant of OPERATORS.flatMap((operator) =>
      operator.mutants({ contract: library, operation, examples }),
    )) {
      const needed = new Set<string>();
      const killer = await judge(server, operation, mutant, needed);
      const { id, family, title, clause, equivalent, open } = mutant;
      told.push(`${operation.id} ${family}: ${title} (${id})`, `  ${clause}`);
      if (equivalent ?? open) told.push(`  ${JSON.stringify({ equivalent, open })}`);
      told.push(killer ? `  ${killer.check} at ${killer.case}: ${[...needed].join(', ')}` : '  is not noticed');
    }
  }
  expectGolden('mutants.txt', lines(told));
});
