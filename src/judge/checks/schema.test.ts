import { schema } from './schema.ts';
import { checkTable } from '../../../test/support/check-table.ts';

checkTable(schema, [
  { name: 'the documented body', want: [] },
  {
    name: 'fractions of a second and an offset',
    response: (a) => void (a.body.created_at = '2015-11-03T01:53:54.123456+01:00'),
    want: [],
  },
  {
    name: 'a null that the schema allows',
    response: (a) => void (a.body.updated_at = '2015-11-03T00:53:54Z'),
    want: [],
  },
  {
    name: 'another order of members',
    response: (a) => void (a.body = Object.fromEntries(Object.entries(a.body as object).reverse())),
    want: [],
  },
  { name: 'a missing member', response: (a) => void delete a.body.created_at, want: ['body#/created_at'] },
  {
    name: 'a missing object does not tell of what it held',
    response: (a) => void delete a.body.links,
    want: ['body#/links'],
  },
  { name: 'another type', response: (a) => void (a.body.data.hash = 'sha1'), want: ['body#/data/hash'] },
  { name: 'another format', response: (a) => void (a.body.created_at = 'yesterday'), want: ['body#/created_at'] },
  {
    name: 'null where it is not allowed',
    response: (a) => void (a.body.data.store_image = null),
    want: ['body#/data/store_image'],
  },
  {
    name: 'a docker package without its image',
    response: (a) => void delete a.body.data.image,
    want: ['body#/data/image'],
  },
  {
    name: 'a bits package without an image',
    response: (a) => void (delete a.body.data.image, (a.body.type = 'bits')),
    want: [],
  },
  { name: 'an array', response: (a) => void (a.body = []), want: ['body#'] },
  {
    name: 'an image without a location',
    example: 'qcow2-bare',
    response: (a) => void (a.body = {}),
    want: ['body#/location'],
  },
  {
    name: 'a location that is no URI',
    example: 'qcow2-bare',
    response: (a) => void (a.body.location = 'not a URI'),
    want: ['body#/location'],
  },
  {
    name: 'a location on another host',
    example: 'qcow2-bare',
    response: (a) => void (a.body.location = 'https://glance.example.org/v1/images/1'),
    want: [],
  },
]);
