import { createHash } from 'node:crypto';
import type { Contract } from '../model/contract.ts';

/** What tells a contract from others: the SHA-256 of its document as it is used. */
export function digestOf({ document }: Contract): string {
  return createHash('sha256').update(JSON.stringify(document)).digest('hex');
}
