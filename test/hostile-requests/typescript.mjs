/** Lets a process of its own, and its threads, run the sources as they stand: `node --import ./test/hostile-requests/typescript.mjs file.ts`. */
import { register } from 'node:module';

register('./typescript-hooks.mjs', import.meta.url);
