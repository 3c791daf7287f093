/** Lets a process and its threads run the TypeScript sources: `node --import ./test/hostile-requests/typescript.mjs file.ts`. */
import { register } from 'node:module';

register('./typescript-hooks.mjs', import.meta.url);
