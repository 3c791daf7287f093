import { mediaType } from './media-type.ts';
import { checkTable } from '../../../test/support/check-table.ts';
import { contractOf } from '../../../test/support/contracts.ts';

const answering = async (...types: string[]) => ({
  contract: await contractOf({
    paths: {
      '/pets': {
        get: {
          responses: {
            200: { description: 'One.', content: Object.fromEntries(types.map((type) => [type, { example: {} }])) },
          },
        },
      },
    },
  }),
  example: 'default' as const,
});

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
    says: {
      message: 'labels its body with another parameter than the documented one',
      expected: 'application/json;charset=utf-8',
      actual: '"application/json;charset=iso-8859-1"',
    },
  },
  {
    name: 'text',
    response: (a) => void (a.headers['Content-Type'] = 'text/plain'),
    want: ['header Content-Type'],
    says: { message: 'answers with another media type than the documented one', actual: 'text/plain' },
  },
  {
    name: 'another JSON format than the documented one',
    response: (a) => void (a.headers['Content-Type'] = 'application/hal+json'),
    want: ['header Content-Type'],
  },
  {
    name: 'none',
    response: (a) => void delete a.headers['Content-Type'],
    want: ['header Content-Type'],
    says: { message: 'does not say what media type the body has', actual: 'nothing' },
  },
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
  {
    name: 'anything where the document names no media type',
    ...(await answering('PDF')),
    response: (a) => void (a.headers['Content-Type'] = 'text/html'),
    want: [],
  },
  {
    name: 'one byte of another media type',
    ...(await answering('application/json')),
    raw: '1',
    response: (a) => void (a.headers['Content-Type'] = 'text/html'),
    want: ['header Content-Type'],
  },
  {
    name: 'one that none of two is',
    ...(await answering('application/json; charset=UTF-8', 'application/xml')),
    response: (a) => void (a.headers['Content-Type'] = 'text/html'),
    want: ['header Content-Type'],
    says: { expected: 'application/json or application/xml', actual: 'text/html' },
  },
  {
    name: 'a parameter that is written in capitals',
    ...(await answering('application/json; charset=UTF-8')),
    response: (a) => void (a.headers['Content-Type'] = 'application/json; charset=utf-8'),
    want: [],
  },
]);
