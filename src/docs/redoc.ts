import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { neutralizeReferences } from './neutralize-references.ts';
import type { JsonObject } from '../model/json.ts';

const require = createRequire(import.meta.url);

/**
 * Documented values are unfolded, for what is folded away is not found. Those that Redoc makes up where none is documented
 * stay shallow: of schemas that name each other they grow without bound, and stop the browser.
 */
const OPTIONS = {
  jsonSamplesExpandLevel: 'all',
  expandResponses: 'all',
  generatedSamplesMaxDepth: 3,
  schemasExpansionLevel: 3,
  hideDownloadButtons: true,
};

/**
 * The page that Redoc makes of a document, its scripts inside. Takes about half a second, in a process of its own.
 * @throws Error with what Redocly says, where it cannot
 */
export async function runRedoc(document: JsonObject): Promise<string> {
  // A folder of its own, so that no redocly.yaml of the user's has a say in it.
  const folder = await mkdtemp(join(tmpdir(), 'assay-docs-'));
  try {
    await writeFile(join(folder, 'openapi.json'), JSON.stringify(neutralizeReferences(document)));
    const args = [
      redoclyCli(),
      'build-docs',
      'openapi.json',
      '--output',
      'page.html',
      '--inlineBundle',
      '--openapi',
      JSON.stringify(OPTIONS),
    ];
    await promisify(execFile)(process.execPath, args, { cwd: folder, env: quietEnvironment(), maxBuffer: 1 << 24 });
    return await readFile(join(folder, 'page.html'), 'utf8');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The file that Redocly's command starts; its package.json does not say where for `import`. */
function redoclyCli(): string {
  const manifest = require.resolve('@redocly/cli/package.json');
  const { bin } = require(manifest) as { bin: { redocly: string } };
  return join(dirname(manifest), bin.redocly);
}

/** No telemetry, in the run or in the page, no look for updates, and none of the options of the Node around it. */
function quietEnvironment(): NodeJS.ProcessEnv {
  return {
    ...process.env,
    NODE_OPTIONS: '',
    NO_COLOR: '1',
    REDOCLY_TELEMETRY: 'off',
    REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true',
  };
}
