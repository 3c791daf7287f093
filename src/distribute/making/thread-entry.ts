/** Where a thread that makes generated cases begins. */
import { parentPort, workerData } from 'node:worker_threads';
import { readContracts, type JobContract } from '../jobs/job-contract.ts';
import { answerQuestions } from '../jobs/questions.ts';
import { createMaker } from './maker.ts';

for (const contract of await readContracts(workerData as JobContract[]))
  answerQuestions(parentPort, createMaker(contract));
