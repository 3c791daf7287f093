/** A job or its answer. */
interface Numbered {
  id: number;
}

/** A thread that answers jobs, or dies. */
export interface PoolThread<Job extends Numbered, Answer extends Numbered> {
  postMessage(job: Job): void;
  on(event: 'message', listener: (answer: Answer) => void): unknown;
  on(event: 'error', listener: (error: Error) => void): unknown;
  on(event: 'exit', listener: () => void): unknown;
  terminate(): unknown;
  /**
   * Set for the thread that gives the jobs: it takes one where no other has room, as it gives none in the meantime, and none that
   * another died of, as its end would be that of the run.
   */
  isOwn?: true;
}

/** So many jobs wait at each thread, so that none of them is ever idle. */
const WAITING = 2;
/** A job that so many threads died of is given up. */
const MAX_DEATHS = 3;

/** Gives jobs to threads. */
export interface Pool<Job extends Numbered> {
  /** Resolves once there is room for a next job. */
  give(job: Job): Promise<void>;
  /** Resolves once all jobs are done. */
  finish(): Promise<void>;
  close(): Promise<void>;
}

/** What becomes of jobs. */
export interface PoolEvents<Job extends Numbered, Answer extends Numbered> {
  onAnswer(answer: Answer): void;
  /** Called for a job of which every thread dies; the last error, if there was one. */
  onGivenUp(job: Job, error: Error | undefined): void;
}

/** @param size how many threads there are. A thread that dies is replaced, and its jobs are done again. */
export function createPool<Job extends Numbered, Answer extends Numbered>(
  start: () => PoolThread<Job, Answer>,
  size: number,
  { onAnswer, onGivenUp }: PoolEvents<Job, Answer>,
): Pool<Job> {
  interface Member {
    thread: PoolThread<Job, Answer>;
    jobs: Map<number, Job>;
  }
  const deaths = new Map<Job, number>();
  const members = new Set<Member>();
  let failure: Error | undefined;
  let wake = () => {};

  function begin(): Member {
    const member: Member = { thread: start(), jobs: new Map<number, Job>() };
    let error: Error | undefined;
    members.add(member);
    member.thread.on('message', (answer) => {
      // What a thread still says after its end is done again by another.
      if (!members.has(member) || !member.jobs.delete(answer.id)) return;
      try {
        onAnswer(answer);
      } catch (problem) {
        failure ??= problem as Error;
      }
      wake();
    });
    member.thread.on('error', (problem) => (error = problem));
    member.thread.on('exit', () => {
      if (!members.delete(member)) return;
      // It is busy with the first; the others it never began.
      const [current, ...others] = member.jobs.values();
      const count = current ? (deaths.get(current) ?? 0) + 1 : 0;
      if (current) deaths.set(current, count);
      const again = current && count < MAX_DEATHS ? [current, ...others] : others;
      if (current && count >= MAX_DEATHS) onGivenUp(current, error);
      for (const job of again) assign(job);
      wake();
    });
    return member;
  }

  function assign(job: Job): void {
    const able = [...members].filter(({ thread }) => !thread.isOwn || !deaths.has(job));
    const least =
      members.size < size || able.length === 0
        ? begin()
        : able.reduce((one, other) => (loadOf(other) < loadOf(one) ? other : one));
    least.jobs.set(job.id, job);
    least.thread.postMessage(job);
  }

  const loadOf = ({ thread, jobs }: Member) => jobs.size + (thread.isOwn ? WAITING - 1 : 0);
  const hasRoom = () => members.size < size || [...members].some((member) => loadOf(member) < WAITING);
  const isDone = () => [...members].every(({ jobs }) => jobs.size === 0);
  const until = async (holds: () => boolean) => {
    while (!failure && !holds()) await new Promise<void>((resolve) => (wake = resolve));
    if (failure) throw failure;
  };

  return {
    give: (job) => {
      assign(job);
      return until(hasRoom);
    },
    finish: () => until(isDone),
    async close() {
      const threads = [...members].map(({ thread }) => thread);
      members.clear();
      await Promise.all(threads.map((thread) => thread.terminate()));
    },
  };
}
