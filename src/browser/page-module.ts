import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'esbuild';
import type { Contract } from '../model/contract.ts';
import { UsageError } from '../errors.ts';
import { writeJson } from '../json/exact-integers.ts';
import { plural } from '../text/wording.ts';
import { compiledCode } from './compiled-code.ts';
import type { PackedContract } from './contract-from.ts';

/** This file is TypeScript in the repository, and JavaScript in the package. */
const EXTENSION = extname(import.meta.url);
const source = (path: string) => fileURLToPath(new URL(`${path}${EXTENSION}`, import.meta.url));

/** Files that need Node, and what stands in for them in a page. */
const EDGES: Record<string, string> = {
  [source('../schema/validator/load-ajv')]: source('edges/load-ajv'),
  [source('../schema/pattern/time-limit')]: source('edges/time-limit'),
  [source('../schema/metaschemas/metaschemas')]: source('edges/metaschemas'),
  [source('../http/content-coding')]: source('edges/content-coding'),
  [source('../mock/dynamic/prism')]: source('edges/prism'),
};

/** How the compiled code is found in the module; AJV would make functions of texts, which a strict page forbids. */
const FUNCTIONS = 'globalThis[Symbol.for("assay.functions")]';

/** A module for pages: its code, and its declarations. */
export interface PageModule {
  code: string;
  types: string;
}

/**
 * One ES module with the mock of contracts for MSW in a page. It imports `msw` alone, and makes no code of texts, so that it runs under a
 * content security policy without `unsafe-eval`.
 * @throws UsageError where esbuild is not installed
 */
export async function pageModule(contracts: Contract[]): Promise<PageModule> {
  const { build } = await loadBundler();
  const names = contracts.map(({ name }) => name);
  const { outputFiles } = await build({
    stdin: { contents: entryOf(contracts), resolveDir: fileURLToPath(new URL('.', import.meta.url)) },
    bundle: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    external: ['msw'],
    inject: [source('edges/buffer')],
    minify: true,
    write: false,
    logLevel: 'silent',
    plugins: [forPages],
  });
  const head = `/* The mock of ${plural(names.length, 'contract')} for MSW, written by assay msw. Do not edit. */\n`;
  return { code: head + (outputFiles[0]?.text ?? ''), types: head + TYPES };
}

async function loadBundler(): Promise<typeof import('esbuild')> {
  try {
    return await import('esbuild');
  } catch {
    throw new UsageError('assay msw needs esbuild, which is not installed', 'npm install --save-dev esbuild');
  }
}

const forPages: Plugin = {
  name: 'for pages',
  setup: ({ onLoad }) => {
    for (const [file, edge] of Object.entries(EDGES))
      onLoad({ filter: exactly(file) }, async () => ({
        contents: await readFile(edge, 'utf8'),
        loader: EXTENSION === '.ts' ? 'ts' : 'js',
        // Its imports are relative to itself.
        resolveDir: fileURLToPath(new URL('edges', import.meta.url)),
      }));
    onLoad({ filter: /[\\/]ajv[\\/]dist[\\/]compile[\\/]index\.js$/ }, async ({ path }) => ({
      contents: (await readFile(path, 'utf8')).replace('new Function(', `${FUNCTIONS}(`),
      loader: 'js',
    }));
  },
};

function exactly(file: string): RegExp {
  return new RegExp(`^${file.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`);
}

function entryOf(contracts: Contract[]): string {
  const packed = contracts.map(({ name, file, document, overrides }): PackedContract => {
    const own = { name, file: file.replace(/^.*[\\/]/, ''), document: writeJson(document) };
    return overrides ? { ...own, overrides } : own;
  });
  const codes = [...new Set(contracts.flatMap(compiledCode))];
  return [
    `import { contractFrom } from ${JSON.stringify(source('contract-from'))};`,
    `import { handlers as handlersOf } from ${JSON.stringify(source('../msw'))};`,
    `const functions = new Map([${codes.map((code) => `[${JSON.stringify(code)}, (self, scope) => {${code}}]`).join(',\n')}]);`,
    // A page may have several modules.
    `const others = ${FUNCTIONS} ?? Function;`,
    `${FUNCTIONS} = (self, scope, code) => functions.get(code) ?? others(self, scope, code);`,
    `const contracts = ${JSON.stringify(packed)}.map(contractFrom);`,
    'export const handlers = (options) => handlersOf(contracts, options);',
  ].join('\n');
}

const TYPES = `import type { RequestHandler } from 'msw';

export interface HandlersOptions {
  /** The base URL of the API, or '*' for any origin; by default the servers that the contracts name. */
  baseUrl?: string;
  /** What happens with a path that no contract documents: \`pass\`, the default, leaves it to other handlers. */
  undocumented?: 'pass' | 'refuse';
  mode?: 'echo' | 'static' | 'stateful';
  /** The shape of errors where the contract documents no body for them. */
  errors?: 'problem' | 'documented' | 'object';
  /** With a seed, the same requests get the same answers. */
  seed?: number;
}

/** Request handlers for \`setupWorker\` of msw/browser, and for \`setupServer\` of msw/node. */
export declare function handlers(options?: HandlersOptions): RequestHandler[];
`;
