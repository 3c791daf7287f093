/** Where a thread that judges recorded entries begins. */
import { parentPort, workerData } from 'node:worker_threads';
import type { Job, JobContract } from './job.ts';
import { createJobJudge, readContracts } from './judge-jobs.ts';

const judge = createJobJudge(await readContracts(workerData as JobContract[]));
parentPort?.on('message', (job: Job) => parentPort?.postMessage(judge(job)));
