import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from '@jest/globals';
import { CHECKS } from './index.ts';
import { runChecks } from '../run-checks.ts';
import { judgementOf } from '../../../test/support/check-table.ts';

const FILES = readdirSync('src/judge/checks', { recursive: true, encoding: 'utf8' }).map((file) =>
  join('src/judge/checks', file),
);

test('no two checks have the same id', () => {
  expect(new Set(CHECKS.map(({ id }) => id)).size).toBe(CHECKS.length);
});

test('the first of several checks that report one place counts, and what each rests on is said', () => {
  const formatted = CHECKS.map(({ id, title, rests }) => {
    const because = rests && 'because' in rests ? `: ${rests.because}` : '';
    return `${id}: ${title}${rests ? ` (${rests.kind}${because})` : ''}`;
  });
  expect(formatted.join('\n')).toMatchInlineSnapshot(`
    "server-error: No request makes the server fail. (standard: RFC 9110 §15.6)
    use-after-delete: What was deleted is not there any more. (standard: RFC 9110 §9.3.5)
    link: What an answer leads to is there.
    acceptance: A request that fits the contract is accepted.
    refusal: A request that breaks the contract is refused.
    credentials: Where the contract asks for credentials, a request without them is refused.
    scheme-spelling: The scheme of the credentials may be written in any letters. (standard: RFC 9110 §11.1)
    status: A success has the documented status.
    undocumented-status: A refusal has the status that is documented for its kind.
    media-type: The body bears a documented media type.
    headers: The documented headers are present and valid.
    body: The documented body is there, whole, and can be read.
    json-text: A JSON body names each member once, and begins without a byte order mark.
    schema: The body conforms to its schema.
    documented-fields: The answer to a documented request has every documented field. (value)
    kept-value: What was created is read with the identifier and the values that it was created with.
    bound-value: What was sent comes back, and what belongs together agrees. (value)
    literal-value: The answer to a documented request has the documented literal values. (value)
    default-value: What was left out comes back as its documented default, if at all.
    fresh-identifier: Each creation has an identifier of its own. (inference: the name, which is that of an identifier)
    write-only: The body holds nothing that is only sent in requests (a note). (standard: JSON Schema 2020-12 Validation §9.4)
    undocumented-field: The body has no field that the contract does not speak of (a note). (inference: what a contract does not speak of is not forbidden)
    created-readable: What was created can be read.
    created-listed: What was created is in the list of its collection.
    update-kept: What was changed is read with its new values.
    limit-respected: A page has no more things than were asked for.
    default-applied: A parameter that is left out has its documented default.
    pages-disjoint: No thing is on two pages of a list.
    pages-complete: The pages of a list leave nothing out.
    filter-respected: A filter lets through what fits it, and all of that.
    sort-respected: A list is in the order that was asked for.
    total-counted: The total of a list is the number of its things.
    answer-is-state: What a write answers with is what a read shows.
    update-partial: A change leaves everything else as it was.
    refusal-changes-nothing: A refused request changes nothing.
    identifier-by-server: The server chooses an identifier that is readOnly.
    read-only-ignored: What is readOnly is not taken from a request.
    write-only-hidden: What is only sent is in no answer about the thing.
    identifier-unique: No two things that were created have the same identifier.
    deleted-gone: What was deleted is gone, and nothing else.
    idempotent-repeat: The same PUT or DELETE once more does no more than the first.
    location-leads: A Location leads to what was created.
    self-leads: What a thing says of its own address leads to it.
    etag-changes: An entity tag changes with the thing, and If-Match goes by it.
    not-modified: If-None-Match is answered with 304 where the entity tag is the present one, and only then.
    negotiation: A documented media type comes to whoever prefers it.
    undocumented-media-type-refused: A body of an undocumented media type is refused.
    wrong-credentials-refused: Wrong credentials are refused.
    right-credentials-accepted: The given credentials of each alternative are enough.
    safe-method-safe: A read changes nothing (a note).
    callback: What the server sends to a callback or a webhook is as documented."
  `);
});

test.each(CHECKS.map(({ id, each, relates }) => ({ id, each, relates })))(
  '$id is tested with a response that conforms and one that violates',
  ({ id, each, relates }) => {
    const file = FILES.find((one) => basename(one) === `${id}.test.ts`);
    if (file === undefined) throw new Error(`there is no ${id}.test.ts`);
    expect(file.startsWith('src/judge/checks/behaviour/')).toBe(relates !== undefined);
    // checkTable itself fails if either kind is missing.
    if (each) expect(readFileSync(file, 'utf8')).toContain('checkTable(');
    if (relates) expect(readFileSync(file, 'utf8')).toContain('relationTable(');
  },
);

test.each(['docker', 'docker-with-credentials', 'qcow2-bare'] as const)(
  'the documented response to %s passes every check',
  (example) => {
    expect(runChecks(judgementOf({ name: '', example, want: [] }))).toEqual({ reported: [], broken: [] });
  },
);

test('one cause gives one finding', () => {
  const places = (response: Parameters<typeof judgementOf>[0]['response']) =>
    runChecks(judgementOf({ name: '', example: 'docker-with-credentials', response, want: [] })).reported.map(
      ({ check, violation }) => `${check.id} ${violation.at}`,
    );
  expect(places((a) => void delete a.body.data)).toEqual(['schema body#/data']);
  expect(places((a) => void delete a.body.data.credentials)).toEqual(['documented-fields body#/data/credentials']);
  expect(places((a) => void (a.body.guid = null))).toEqual(['schema body#/guid']);
  expect(places((a) => void (a.status = 200))).toEqual(['status status']);
  expect(places((a) => void (a.status = 500))).toEqual(['server-error request']);
  expect(places((a) => void (a.status = 404))).toEqual(['acceptance request']);
});

test('a check that throws is reported and does not pass', () => {
  const broken = {
    id: 'broken',
    title: '',
    each: () => {
      throw new Error('oops');
    },
  };
  expect(runChecks(judgementOf({ name: '', want: [] }), [broken]).broken).toHaveLength(1);
});
