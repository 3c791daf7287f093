import { documentedFields } from './documented-fields.ts';
import { ACCEPTED, checkTable } from '../../../test/support/check-table.ts';

checkTable(documentedFields, [
  { name: 'the documented body', example: 'docker-with-credentials', want: [] },
  {
    name: 'optional members that the documented response has',
    example: 'docker-with-credentials',
    response: (a) => void delete a.body.data.store_image,
    want: ['body#/data/store_image'],
  },
  {
    name: 'each member of an object that is missing (the first is told, the rest are its consequences)',
    example: 'docker-with-credentials',
    response: (a) => void delete a.body.data.credentials,
    want: ['', '/user', '/email', '/password', '/login_server'].map((member) => `body#/data/credentials${member}`),
  },
  { name: 'null is not missing', response: (a) => void (a.body.updated_at = null), want: [] },
  {
    name: 'another request than the documented one',
    example: 'docker-with-credentials',
    expecting: ACCEPTED,
    response: (a) => void delete a.body.data.store_image,
    want: [],
  },
]);
