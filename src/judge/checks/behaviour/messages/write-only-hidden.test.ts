import { relationTable } from '../../../../../test/support/relation-table.ts';
import { writeOnlyHidden } from './write-only-hidden.ts';

const shown = (...all: string[]) =>
  ({
    kind: 'write only',
    shown: all.map((at) => ({ at, clause: '#/components/schemas/Thing/properties/pin' })),
  }) as const;

relationTable(writeOnlyHidden, [
  { name: 'nothing that is only sent is shown', relation: { kind: 'write only', shown: [] }, want: [] },
  {
    name: 'what is only sent is shown in an item of a list',
    relation: { ...shown('body#/items/0/pin'), shown: [...shown('body#/items/0/pin').shown] },
    want: ['violation body#/items/0/pin'],
  },
]);
