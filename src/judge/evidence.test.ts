import { expect, test } from '@jest/globals';
import type { Violation } from '../model/finding.ts';
import { judgementOf, REFUSED, type Documented, type Row } from '../../test/support/check-table.ts';
import { runChecks } from './run-checks.ts';

const BITS = { type: 'bits' };
const asBits = (change: (body: Documented['body']) => void): Partial<Row> => ({
  sent: BITS,
  expecting: { kind: 'accepted', clause: '#/components/schemas/PackageCreate', at: 'request body' },
  response: ({ body }) => {
    body.type = 'bits';
    delete body.data.image;
    change(body);
  },
});

/** The fault of a response, and the check, severity and evidence of the expected finding. */
const ROWS: (Partial<Row> & {
  name: string;
  found: [check: string, severity: string, kind: string, because?: string];
})[] = [
  {
    name: 'a printed value is another',
    response: (a) => void (a.body.state = 'STAGED'),
    found: ['literal-value', 'violation', 'value'],
  },
  {
    name: 'a printed null is a text',
    response: (a) => void (a.body.data.error = 'no such image'),
    found: ['literal-value', 'violation', 'value'],
  },
  {
    name: 'a printed null is a time, which a server may count as a change',
    response: (a) => void (a.body.updated_at = '2015-11-03T00:53:54Z'),
    found: ['literal-value', 'note', 'inference'],
  },
  {
    name: 'a printed null is a hash, which a server may know at once',
    response: (a) => void (a.body.data.hash.value = 'da39a3ee'),
    found: ['literal-value', 'note', 'inference'],
  },
  {
    name: 'a listed value is another',
    response: (a) => void (a.body.type = 'buildpack'),
    found: ['schema', 'violation', 'sentence'],
  },
  { name: 'a status is another', response: (a) => void (a.status = 200), found: ['status', 'violation', 'value'] },
  {
    name: 'the server fails',
    response: (a) => void (a.status = 500),
    found: ['server-error', 'violation', 'standard', 'RFC 9110 §15.6'],
  },
  {
    name: 'the label says JSON and the body is none',
    example: 'qcow2-bare',
    raw: '{"location":',
    found: ['body', 'violation', 'standard', 'RFC 9110 §8.3 and RFC 8259 §2'],
  },
  {
    name: 'a location is empty, which its type allows',
    example: 'qcow2-bare',
    response: (a) => void (a.body.location = ''),
    found: ['schema', 'note', 'inference'],
  },
  {
    name: 'a location is left out',
    example: 'qcow2-bare',
    response: (a) => void delete a.body.location,
    found: ['schema', 'violation', 'sentence'],
  },
  {
    name: 'the media type is another one, and no document names any',
    example: 'qcow2-bare',
    response: (a) => void (a.headers['Content-Type'] = 'text/html'),
    found: ['media-type', 'note', 'inference'],
  },
  {
    name: 'a bits package has no links',
    ...asBits((body) => delete body.links),
    found: ['schema', 'note', 'inference'],
  },
  {
    name: 'a docker package has no links',
    response: (a) => void delete a.body.links,
    found: ['schema', 'violation', 'value'],
  },
  {
    name: 'a bits package has no guid',
    ...asBits((body) => delete body.guid),
    found: ['schema', 'violation', 'value'],
  },
  {
    name: 'an image is refused that no document prints',
    expecting: {
      kind: 'accepted',
      clause: '#/components/schemas/PackageCreateData/properties/image/type',
      at: 'request body#/data/image',
    },
    response: (a) => void (a.status = 422),
    found: ['acceptance', 'note', 'inference'],
  },
  {
    name: 'a printed request is refused',
    response: (a) => void (a.status = 422),
    found: ['acceptance', 'violation', 'value'],
  },
  {
    name: 'a request without credentials is accepted',
    expecting: { kind: 'refused', clause: '#/components/securitySchemes/bearer', at: 'credentials' },
    found: [
      'credentials',
      'violation',
      'inference',
      'the Authorization header of every printed request, and OpenAPI 3.1 §4.8.30',
    ],
  },
  { name: 'a request without its type is accepted', expecting: REFUSED, found: ['refusal', 'violation', 'sentence'] },
];

test.each(ROWS)('$name', ({ found: [check, severity, kind, because], ...row }) => {
  const { reported } = runChecks(judgementOf({ want: [], ...row }));
  const seen = reported.map((one): [string, Violation] => [one.check.id, one.violation]);
  expect(seen.map(([id, violation]) => [id, violation.severity ?? 'violation', violation.evidence])).toStrictEqual([
    [check, severity, { kind, ...(because !== undefined && { because }) }],
  ]);
});

test('a body of another encoding than the inferred one is not judged, and the report says so', () => {
  const { doubts } = judgementOf({
    name: '',
    want: [],
    example: 'qcow2-bare',
    raw: '<location>/v1/images/1</location>',
    response: (a) => void (a.headers['Content-Type'] = 'application/xml'),
  });
  expect(doubts).toStrictEqual([
    { reason: 'no document names the media type of the answer, and its body is application/xml, which is not judged' },
  ]);
});
