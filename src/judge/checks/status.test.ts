import { status } from './status.ts';
import { ACCEPTED, checkTable, REFUSED } from '../../../test/support/check-table.ts';
import { contractOf } from '../../../test/support/contracts.ts';

/** A contract of two successes; the second one has the example's response. */
const TWO = await contractOf({
  paths: {
    '/pets': {
      post: {
        requestBody: { content: { 'application/json': { examples: { default: { value: { name: 'Rex' } } } } } },
        responses: {
          202: { description: 'Later.' },
          201: {
            description: 'Done.',
            content: { 'application/json': { examples: { default: { value: { id: 1 } } } } },
          },
        },
      },
    },
  },
});

/** A contract whose description names a status that its responses do not list. */
const DESCRIBED = await contractOf({
  paths: {
    '/pets': {
      post: {
        description: 'Normal response codes: 201, 204',
        requestBody: { content: { 'application/json': { examples: { default: { value: { name: 'Rex' } } } } } },
        responses: {
          201: {
            description: 'Done.',
            content: { 'application/json': { examples: { default: { value: { id: 1 } } } } },
          },
        },
      },
    },
  },
});

checkTable(status, [
  {
    name: 'a status that only the description names is a note',
    contract: DESCRIBED,
    example: 'default',
    response: (a) => void (a.status = 204),
    want: ['status'],
    says: {
      severity: 'note',
      hint: 'The description of the operation names this status, and its responses do not list it.',
    },
  },
  {
    name: 'a status that neither names is a violation',
    contract: DESCRIBED,
    example: 'default',
    response: (a) => void (a.status = 202),
    want: ['status'],
    says: { expected: '201', actual: '202' },
  },
  { name: 'the documented status', want: [] },
  { name: 'another success', response: (a) => void (a.status = 200), want: ['status'] },
  { name: 'a success without a body', response: (a) => void (a.status = 204), want: ['status'] },
  {
    name: 'another success to a valid request',
    expecting: ACCEPTED,
    response: (a) => void (a.status = 202),
    want: ['status'],
  },
  { name: 'the documented success to a valid request', expecting: ACCEPTED, want: [] },
  { name: 'a refusal is another finding', response: (a) => void (a.status = 400), want: [] },
  {
    name: '201 where 202 is documented',
    example: 'qcow2-bare',
    response: (a) => void (a.status = 201),
    want: ['status'],
  },
  {
    name: 'the last undocumented success',
    response: (a) => void (a.status = 299),
    want: ['status'],
    says: { expected: '201', actual: '299' },
  },
  { name: 'a redirect is another finding', response: (a) => void (a.status = 300), want: [] },
  { name: 'what is no answer yet is another finding', response: (a) => void (a.status = 199), want: [] },
  {
    name: 'a success of what has to be refused is another finding',
    expecting: REFUSED,
    response: (a) => void (a.status = 202),
    want: [],
  },
  {
    name: 'a success of what is gone is another finding',
    expecting: { ...REFUSED, kind: 'gone' },
    response: (a) => void (a.status = 202),
    want: [],
  },
  {
    name: 'another documented success than that of the example',
    contract: TWO,
    example: 'default',
    response: (a) => void (a.status = 202),
    want: ['status'],
    says: { expected: '201', actual: '202' },
  },
  {
    name: 'any documented success to a request that is no example',
    contract: TWO,
    example: 'default',
    expecting: { ...ACCEPTED, clause: '#/paths' },
    response: (a) => void (a.status = 202),
    want: [],
  },
]);
