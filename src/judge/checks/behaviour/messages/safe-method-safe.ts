import { differences } from '../../../behaviour/differences.ts';
import { noted } from '../../../behaviour/relation.ts';
import type { Check } from '../../../judgement.ts';

/** A read changes nothing of what a client sent (RFC 9110 §9.2.1). A note: others may have changed it meanwhile. */
export const safeMethodSafe: Check = {
  id: 'safe-method-safe',
  title: 'A read changes nothing (a note).',
  relates: (relation) => {
    if (relation.kind !== 'read twice') return [];
    const { comparison } = relation;
    return differences(
      { ...comparison, members: comparison.members.map((member) => ({ ...member, ...noted(member) })) },
      (name) => `reads ${name} other than a moment before, though nobody changed it`,
    );
  },
};
