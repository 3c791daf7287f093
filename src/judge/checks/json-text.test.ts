import { jsonText } from './json-text.ts';
import { checkTable, PACKAGES } from '../../../test/support/check-table.ts';

const documented = PACKAGES.operations[0]?.examples[0]?.response?.body;
const text = JSON.stringify(documented);

checkTable(jsonText, [
  { name: 'the documented response', want: [] },
  { name: 'the documented response as text', raw: text, want: [] },
  {
    name: 'a member that comes again',
    raw: text.replace(/\}$/, ',"guid":"x"}'),
    want: ['body#/guid'],
    says: { severity: 'note', message: 'names "guid" more than once in one object' },
  },
  { name: 'a byte order mark', raw: `\ufeff${text}`, want: ['body'], says: { severity: 'note' } },
  { name: 'a byte order mark and a member that comes again', raw: '\ufeff{"a":1,"a":2}', want: ['body', 'body#/a'] },
  {
    name: 'text of another media type',
    raw: '{"a":1,"a":2}',
    response: (a) => void (a.headers['Content-Type'] = 'text/plain'),
    want: [],
  },
  { name: 'what is no JSON', raw: '\ufeff{', want: [] },
]);
