import { body } from './body.ts';
import { checkTable, REFUSED } from '../../../test/support/check-table.ts';

checkTable(body, [
  { name: 'the documented body', want: [] },
  { name: 'other white space and a byte order mark', raw: '\ufeff {}\r\n', want: [] },
  { name: 'no body', raw: '', want: ['body'] },
  { name: 'white space', raw: ' \n', want: ['body'] },
  { name: 'half of a body', raw: '{"guid": "4cb65058', want: ['body'] },
  { name: 'a body that broke off', incomplete: 'the body broke off after 10 bytes', want: ['body'] },
  { name: 'a body that is not UTF-8', raw: new Uint8Array([0x22, 0xff, 0x22]), want: ['body'] },
  { name: 'a body that nests without end', raw: '['.repeat(100_000), want: ['body'] },
  {
    name: 'HTML under its own label is the finding of its media type',
    raw: '<p>',
    response: (a) => void (a.headers['Content-Type'] = 'text/html'),
    want: [],
  },
  { name: 'a refusal needs no body', expecting: REFUSED, raw: '', response: (a) => void (a.status = 400), want: [] },
]);
