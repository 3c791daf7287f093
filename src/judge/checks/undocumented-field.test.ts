import { undocumentedField } from './undocumented-field.ts';
import { ACCEPTED, checkTable } from '../../../test/support/check-table.ts';

checkTable(undocumentedField, [
  { name: 'the documented body', example: 'docker-with-credentials', want: [] },
  {
    name: 'more members, at every depth',
    response: (a) => void ((a.body.name = 'x'), (a.body.links.upload = { href: '/' }), (a.body.data.hash.salt = null)),
    want: ['body#/data/hash/salt', 'body#/links/upload', 'body#/name'],
  },
  {
    name: 'the first ten of many members',
    response: (a) => {
      for (let nth = 0; nth < 12; nth += 1) a.body[`x${nth}`] = nth;
    },
    want: [...'0123456789'].map((nth) => `body#/x${nth}`),
  },
  {
    name: 'what a generated request may have sent',
    expecting: { ...ACCEPTED, mayNormalize: true },
    response: (a) => void (a.body.name = 'x'),
    want: [],
  },
]);
