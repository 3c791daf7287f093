import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { SourceLocation } from '../model/contract.ts';
import { parseText } from './parse.ts';

export interface LintProblem {
  severity: 'error' | 'warn';
  rule: string;
  message: string;
  place: SourceLocation;
}

/** The problems that Redocly's recommended rules find in a bundled document. Reads no other files. */
export async function lintDocument(file: string): Promise<LintProblem[]> {
  const { BaseResolver, Source, createConfig, lint } = await import('@redocly/openapi-core');
  const path = resolve(file);
  const parsed = parseText(await readFile(path, 'utf8'), file);
  const config = await createConfig({ extends: ['recommended'] });
  class Reader extends BaseResolver {
    override loadExternalRef(ref: string): Promise<InstanceType<typeof Source>> {
      return ref === path
        ? Promise.resolve(new Source(path, parsed.text))
        : Promise.reject(new Error(`${ref} is not in the document`));
    }
  }
  const problems = await lint({ ref: path, config, externalRefResolver: new Reader(config.resolve) });
  return problems
    .filter(({ ignored }) => !ignored)
    .map(({ severity, ruleId, message, location: [location] }) => {
      const pointer = location?.pointer?.replace(/^#\/$/, '#') ?? '#';
      return {
        severity,
        rule: ruleId,
        message: message.split('\n', 1)[0] ?? '',
        get place() {
          return parsed.locate(pointer);
        },
      };
    });
}
