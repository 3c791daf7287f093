import { BY_NAME, relationTable, STATED } from '../../../../../test/support/relation-table.ts';
import { createdReadable } from './created-readable.ts';

const read = (status: number, basis: typeof STATED | typeof BY_NAME = STATED) =>
  ({ kind: 'own thing read', by: 'createThing', status, basis }) as const;

relationTable(createdReadable, [
  { name: 'what was created is there', relation: read(200), want: [] },
  { name: 'the read is not allowed', relation: read(403), want: [] },
  { name: 'what was created is not there', relation: read(404), want: ['violation status'] },
  { name: 'what was created is gone', relation: read(410), want: ['violation status'] },
  { name: 'what a name alone leads to is not there', relation: read(404, BY_NAME), want: ['note status'] },
]);
