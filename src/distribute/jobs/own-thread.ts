import { EventEmitter } from 'node:events';
import type { Contract } from '../../model/contract.ts';
import type { Job, JobThread } from './job.ts';
import { createJobJudge } from './judge-jobs.ts';

/**
 * The thread that gives the jobs, as one of those that take them: it has the contracts already, and nothing else to do. It takes a job
 * at a time, so that it gives others between them.
 */
export function createOwnThread(contracts: readonly Contract[]): JobThread {
  const events = new EventEmitter();
  const judge = createJobJudge(contracts);
  const take = (job: Job): void => {
    try {
      events.emit('message', judge(job));
    } catch (error) {
      events.emit('error', error);
      events.emit('exit');
    }
  };
  return {
    isOwn: true,
    postMessage: (job) => void setImmediate(take, job),
    on: events.on.bind(events),
    terminate: () => events.removeAllListeners(),
  };
}
