import { show } from '../../../../text/wording.ts';
import { resting } from '../../../behaviour/relation.ts';
import type { Check } from '../../../judgement.ts';

/** An identifier that is `readOnly` is the server's to choose: one that a client sends all the same is ignored or refused (OpenAPI 3.1 §4.8.24). */
export const identifierByServer: Check = {
  id: 'identifier-by-server',
  title: 'The server chooses an identifier that is readOnly.',
  relates: (relation) =>
    relation.kind !== 'taken' || relation.what !== 'identifier'
      ? []
      : relation.members.map(({ at, value, basis }) => ({
          ...resting(basis),
          at,
          message: 'takes the identifier that the client sent, which is readOnly',
          expected: 'a value of the server',
          actual: show(value),
        })),
};
