/** A mock in a process of its own, so that a test sees what ends it and what memory it takes. Started by victim.testing.ts. */
import { docsPages } from '../../cli/pages.ts';
import { loadContract } from '../../contract/load.ts';
import { startMock } from '../server.ts';

const { files, ...options } = JSON.parse(process.argv[2] ?? '') as { files: string[] };
const contracts = await Promise.all(files.map((file) => loadContract(file)));
const { port } = await startMock({ ...options, contracts, port: 0, pages: docsPages() });

process.on('message', () => process.send?.({ peak: process.resourceUsage().maxRSS / 1024 }));
process.on('disconnect', () => process.exit());
process.send?.({ port });
