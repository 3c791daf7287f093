import { defaultValue } from './default-value.ts';
import { checkTable } from '../../../test/support/check-table.ts';

checkTable(defaultValue, [
  { name: 'not sent, and not answered', want: [] },
  {
    name: 'not sent, and answered with the default',
    response: (a) => void (a.body.data.store_image = false),
    want: [],
  },
  {
    name: 'not sent, and answered with something else',
    response: (a) => void (a.body.data.store_image = true),
    want: ['body#/data/store_image'],
  },
  { name: 'sent, and answered as it was sent', example: 'docker-with-credentials', want: [] },
]);
