/** Where a thread that judges recorded entries begins. */
import { parentPort, workerData } from 'node:worker_threads';
import type { Job } from './job.ts';
import { readContracts, type JobContract } from './job-contract.ts';
import { createJobJudge } from './judge-jobs.ts';

const judge = createJobJudge(await readContracts(workerData as JobContract[]));
parentPort?.on('message', (job: Job) => parentPort?.postMessage(judge(job)));
