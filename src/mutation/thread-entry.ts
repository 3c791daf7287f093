/** Where a thread that judges mutants begins. */
import { parentPort, workerData } from 'node:worker_threads';
import { readContracts, type JobContract } from '../distribute/jobs/job-contract.ts';
import { answerQuestions } from '../distribute/jobs/questions.ts';
import { openMutantSet } from './mutant-set.ts';
import { createBatchJudge } from './judge-in-threads.ts';

for (const contract of await readContracts(workerData as JobContract[]))
  answerQuestions(parentPort, createBatchJudge(await openMutantSet(contract)));
