/** One of several parts of a run, each of which another machine does: the third of eight. */
export interface Shard {
  /** From 1 on. */
  index: number;
  count: number;
}
