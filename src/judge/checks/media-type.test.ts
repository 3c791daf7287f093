import { mediaType } from './media-type.ts';
import { checkTable } from '../../../test/support/check-table.ts';

checkTable(mediaType, [
  { name: 'the documented media type with a parameter', want: [] },
  {
    name: 'other parameters and letter case',
    response: (a) => void (a.headers['Content-Type'] = 'Application/JSON; charset="UTF-8"; x=1'),
    want: [],
  },
  {
    name: 'the documented media type without its parameter',
    response: (a) => void (a.headers['Content-Type'] = 'application/json'),
    want: [],
  },
  {
    name: 'another charset than the documented one',
    response: (a) => void (a.headers['Content-Type'] = 'application/json;charset=iso-8859-1'),
    want: ['header Content-Type'],
  },
  { name: 'text', response: (a) => void (a.headers['Content-Type'] = 'text/plain'), want: ['header Content-Type'] },
  {
    name: 'another JSON format than the documented one',
    response: (a) => void (a.headers['Content-Type'] = 'application/hal+json'),
    want: ['header Content-Type'],
  },
  { name: 'none', response: (a) => void delete a.headers['Content-Type'], want: ['header Content-Type'] },
  {
    name: 'one that is no media type',
    response: (a) => void (a.headers['Content-Type'] = 'json'),
    want: ['header Content-Type'],
  },
  {
    name: 'no body at all is another finding',
    raw: '',
    response: (a) => void delete a.headers['Content-Type'],
    want: [],
  },
  {
    name: 'HTML where JSON was inferred',
    example: 'qcow2-bare',
    response: (a) => void (a.headers['Content-Type'] = 'text/html'),
    want: ['header Content-Type'],
  },
]);
