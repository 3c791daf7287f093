import { documentedFields } from './documented-fields.ts';
import { ACCEPTED, checkTable } from '../../../test/support/check-table.ts';
import { contractOf } from '../../../test/support/contracts.ts';

/** A contract of an illustration, which cites no source. */
const PETS = await contractOf({
  paths: {
    '/pets': {
      get: {
        responses: {
          200: {
            description: 'All.',
            content: { 'application/json': { example: { none: null, tags: [{ name: 'a' }], box: { size: 3 } } } },
          },
        },
      },
    },
  },
});
const pets = { contract: PETS, example: 'default' } as const;

checkTable(documentedFields, [
  { name: 'the documented body', example: 'docker-with-credentials', want: [] },
  {
    name: 'optional members that the documented response has',
    example: 'docker-with-credentials',
    response: (a) => void delete a.body.data.store_image,
    want: ['body#/data/store_image'],
    says: { severity: undefined },
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
  { name: 'the items of an array need not be there', ...pets, response: (a) => void (a.body.tags = []), want: [] },
  {
    name: 'an object of an illustration',
    ...pets,
    response: (a) => void delete a.body.box,
    want: ['body#/box', 'body#/box/size'],
    says: {
      severity: 'note',
      clause: '#/paths/~1pets/get/responses/200/content/application~1json/example/box',
      message: 'leaves out box, which the documented response has',
      expected: 'an object',
    },
  },
  {
    name: 'a value of an illustration',
    ...pets,
    response: (a) => void delete a.body.box.size,
    want: ['body#/box/size'],
    says: { expected: '3' },
  },
  {
    name: 'a documented null',
    ...pets,
    response: (a) => void delete a.body.none,
    want: ['body#/none'],
    says: { expected: 'null' },
  },
  { name: 'no JSON', ...pets, raw: '{', want: [] },
  {
    name: 'another success than the documented one',
    ...pets,
    response: (a) => void ((a.status = 201), (a.body = {})),
    want: ['body#/none', 'body#/tags', 'body#/box', 'body#/box/size'],
  },
]);
