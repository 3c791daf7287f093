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
 * Documented values are expanded, because readers do not find collapsed ones. Values that Redoc generates stay shallow: for
 * recursive schemas they grow without bound, and stop the browser.
 */
const OPTIONS = {
  jsonSamplesExpandLevel: 'all',
  expandResponses: 'all',
  generatedSamplesMaxDepth: 3,
  schemasExpansionLevel: 3,
  hideDownloadButtons: true,
};

/**
 * Redoc's page of a document, with its scripts inside. Takes about half a second, in a process of its own.
 * @throws Error with Redocly's message, if it fails
 */
export async function runRedoc(document: JsonObject): Promise<string> {
  // A new folder, so that no redocly.yaml of the user applies.
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

/** The file of Redocly's command; its package.json does not export it. */
function redoclyCli(): string {
  const manifest = require.resolve('@redocly/cli/package.json');
  const { bin } = require(manifest) as { bin: { redocly: string } };
  return join(dirname(manifest), bin.redocly);
}

/** No telemetry, in the process or in the page, no search for updates, and no options of this Node process. */
function quietEnvironment(): NodeJS.ProcessEnv {
  return {
    ...process.env,
    NODE_OPTIONS: '',
    NO_COLOR: '1',
    REDOCLY_TELEMETRY: 'off',
    REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true',
  };
}
