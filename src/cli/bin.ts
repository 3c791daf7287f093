#!/usr/bin/env node
import { EXIT } from './terminal/exit-codes.ts';
import { processIo } from './terminal/io.ts';
import { runInThread } from './terminal/thread.ts';

const io = processIo();
const code = await runInThread(process.argv.slice(2), io);
// A target may hold a connection open, and nothing is waited for but that the report has gone out.
await flush();
if (io.failure !== undefined) {
  io.err(`assay: stdout cannot be written to (${io.failure})\n`);
  await flush();
}
process.exit(io.failure === undefined ? code : EXIT.usage);

function flush(): Promise<unknown> {
  return Promise.all(
    [process.stdout, process.stderr].map((stream) => new Promise((resolve) => stream.write('', resolve))),
  );
}
