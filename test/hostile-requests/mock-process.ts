/** A mock in a process of its own, so that a test sees its end and its memory. Started by start-mock-process.ts. */
import { docsPages } from '../../src/cli/serving/docs-pages.ts';
import { loadContract } from '../../src/contract/load.ts';
import { startMock } from '../../src/mock/server/server.ts';

const { files, ...options } = JSON.parse(process.argv[2] ?? '') as { files: string[] };
const contracts = await Promise.all(files.map((file) => loadContract(file)));
const { port } = await startMock({ ...options, contracts, port: 0, pages: docsPages() });

process.on('message', () => process.send?.({ peak: process.resourceUsage().maxRSS / 1024 }));
process.on('disconnect', () => process.exit());
process.send?.({ port });
