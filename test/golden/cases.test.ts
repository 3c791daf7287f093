import { test } from '@jest/globals';
import type { Operation } from '../../src/model/contract.ts';
import { coverageCases } from '../../src/cases/coverage/coverage.ts';
import { exampleCases } from '../../src/cases/examples.ts';
import { makeCases } from '../../src/cases/plan.ts';
import { planSequences } from '../../src/cases/sequences/plan-sequences.ts';
import { NO_OVERRIDES } from '../../src/messages/overrides.ts';
import { caseLines, expectGolden, lines, loadLibrary, pretty } from './golden.ts';

const library = await loadLibrary();

test('the operations of the document are read as they are written', () =>
  expectGolden('operations.json', pretty(library.operations)));

test('the same examples and covering cases are made', () =>
  expectGolden('cases.txt', lines(makeCases(library, [exampleCases, coverageCases]).flatMap(caseLines))));

/** The operations of a plan by their names, as all else of them is in another text. */
const named = (key: string, value: unknown) =>
  (key === 'operation' || key === 'start' || key === 'from' || key === 'to') && isOperation(value) ? value.id : value;
const isOperation = (value: unknown): value is Operation =>
  typeof value === 'object' && value !== null && 'id' in value && 'responses' in value;

test('the same sequences are planned', () =>
  expectGolden('sequences.json', `${JSON.stringify(planSequences(library, NO_OVERRIDES), named, 1)}\n`));
