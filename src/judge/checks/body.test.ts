import { body } from './body.ts';
import { checkTable, REFUSED, type Row } from '../../../test/support/check-table.ts';
import { contractOf } from '../../../test/support/contracts.ts';

/** A contract whose answer has one media type. */
const answering = (type: string, media: object = { schema: { type: 'object' } }, method = 'get') =>
  contractOf({
    paths: { '/pets': { [method]: { responses: { 200: { description: 'One.', content: { [type]: media } } } } } },
  });
/** An example that stands for nothing: the body is what a row says. */
const shown = { schema: { type: 'string' }, example: 'a' };
const row = async (
  name: string,
  type: string,
  raw: string | Uint8Array,
  want: string[],
  { label = type, media, ...more }: { label?: string; media?: object } & Partial<Row> = {},
): Promise<Row> => ({
  ...{ name, contract: await answering(type, media ?? shown), example: 'default', raw, want },
  response: (a) => {
    if (label === '') delete a.headers['Content-Type'];
    else a.headers['Content-Type'] = label;
  },
  ...more,
});
const BY_STANDARD = { evidence: { kind: 'standard', because: 'RFC 9110 §8.3 and RFC 8259 §2' } } as const;

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
  await row('an empty text', 'text/plain', '', []),
  await row('empty bytes', 'application/octet-stream', '', []),
  await row('no text without a label', 'text/plain', '', ['body'], {
    label: '',
    says: { expected: 'a body of text/plain', actual: 'nothing' },
  }),
  await row('an empty text under another label', 'text/plain', '', ['body'], { label: 'text/html' }),
  await row('an empty XML', 'application/xml', '', ['body'], { says: { actual: 'nothing' } }),
  await row('an empty XML of a vocabulary', 'image/svg+xml', '', ['body']),
  await row('an empty format whose name begins as XML', 'application/xml-dtd', '', []),
  await row('nothing where the document names no media type', 'PDF', '', []),
  await row('empty JSON', 'application/json', '', ['body'], { says: { actual: 'nothing', ...BY_STANDARD } }),
  await row('half of JSON', 'application/json', '{', ['body'], { says: BY_STANDARD }),
  await row('half of JSON without a label', 'application/json', '{', ['body'], {
    label: '',
    says: { expected: 'a body of application/json' },
  }),
  await row('empty JSON without a label', 'application/json', '', ['body'], {
    label: '',
    says: { evidence: { kind: 'sentence' } },
  }),
  await row('half of JSON under another label is the finding of its media type', 'application/json', '{', [], {
    label: 'text/plain',
  }),
  await row('no JSON under another label', 'application/json', '', ['body'], { label: 'text/plain' }),
  await row('a text that breaks off', 'text/plain', 'a', [], { incomplete: 'the body broke off after 1 byte' }),
]);
