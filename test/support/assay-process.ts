/** `assay` as a process. */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const at = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/**
 * What Node is given to run assay: what was built, where that is newer than every source, as it starts in a fraction of the time; else the
 * sources themselves.
 */
export function assayArgs(): string[] {
  const built = at('dist/cli/bin.js');
  const isFresh = existsSync(built) && statSync(at('dist/.tsbuildinfo')).mtimeMs >= newestSource();
  return isFresh ? [built] : ['--import', at('test/hostile-requests/typescript.mjs'), at('src/cli/bin.ts')];
}

function newestSource(): number {
  const names = readdirSync(at('src'), { recursive: true, encoding: 'utf8' });
  const sources = names.filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'));
  return Math.max(...sources.map((name) => statSync(at(`src/${name}`)).mtimeMs));
}
