import { writeJson } from '../../report/printable-json.ts';
import type { Comparison } from '../comparison.ts';

/** For programs, and for `--baseline` of a later comparison. */
export function jsonComparison(comparisons: Comparison[]): string {
  return writeJson({ $schema: 'urn:assay:comparison:1', version: 1, comparisons });
}
