import type { Command } from './options/options.ts';

/** Each command with its summary. A command is loaded when it is called, so that none waits for the packages of another. */
export const COMMANDS: Record<string, { summary: string; load: () => Promise<Command> }> = {
  check: {
    summary: 'Checks a server against its contract.',
    load: async () => (await import('./commands/check.ts')).check,
  },
  compare: {
    summary: 'Holds several targets against one contract, side by side.',
    load: async () => (await import('./commands/compare.ts')).compare,
  },
  merge: {
    summary: 'Puts the reports of shards together to those of the whole run.',
    load: async () => (await import('./commands/merge.ts')).merge,
  },
  worker: {
    summary: 'Does chunks of the runs in a queue.',
    load: async () => (await import('./commands/worker.ts')).worker,
  },
  init: {
    summary: 'Sets up a contract from any OpenAPI document.',
    load: async () => (await import('./commands/init.ts')).init,
  },
  mock: {
    summary: 'Serves a mock that answers as the documents say.',
    load: async () => (await import('./commands/mock.ts')).mock,
  },
  proxy: {
    summary: 'Passes traffic on to a server, and judges what passes.',
    load: async () => (await import('./commands/proxy.ts')).proxy,
  },
  docs: {
    summary: 'Writes the documentation as pages that need no network.',
    load: async () => (await import('./commands/docs.ts')).docs,
  },
  types: {
    summary: 'Writes the TypeScript types of the contracts.',
    load: async () => (await import('./commands/types.ts')).types,
  },
  list: {
    summary: 'Lists the contracts and their operations.',
    load: async () => (await import('./commands/list.ts')).list,
  },
  explain: {
    summary: 'Shows what is sent, where values come from, and how answers are compared.',
    load: async () => (await import('./commands/explain.ts')).explain,
  },
  msw: {
    summary: 'Writes the mock as one module for pages with MSW.',
    load: async () => (await import('./commands/msw.ts')).msw,
  },
  mutate: {
    summary: 'Puts faults into the mock, and lists those that no check notices.',
    load: async () => (await import('./commands/mutate.ts')).mutate,
  },
  completion: {
    summary: 'Prints what a shell completes assay by.',
    load: async () => (await import('./terminal/completion.ts')).completionOf(loadAll),
  },
  start: {
    summary: 'Serves mock and docs, and checks every contract.',
    load: async () => (await import('./commands/start.ts')).start,
  },
};

async function loadAll(): Promise<Command[]> {
  const commands: Command[] = [];
  for (const { load } of Object.values(COMMANDS)) commands.push(await load());
  return commands;
}
