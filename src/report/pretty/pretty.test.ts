import { expect, test } from '@jest/globals';
import { pretty } from './pretty.ts';
import type { Finding } from '../../model/finding.ts';
import type { Run } from '../../model/run.ts';
import { full, HOSTILE, runAgainst, violating, withBody } from '../../../test/support/sample-runs.ts';

test('reports a target that conforms', async () => {
  expect(pretty([await runAgainst((response) => response)])).toMatchInlineSnapshot(`
    "cloud-foundry-v3-packages against http://api.example.org

      created, and could not be undone
        · createPackage > docker: 2 requests answered with 201 may have created something, and the contract does not say where: curl -sS -i 'http://api.example.org/v3/apps/d8b8148d-5798-44de-821a-64b85b15e968/packages' -H 'Accept: application/json, */*;q=0.1' -H 'Content-Type: application/x-www-form-urlencoded' -H "Authorization: bearer $TOKEN" --data-raw '{"type":"docker","data":{"image":"registry/image:latest"}}'

      left open by the documents, so not judged
        · what a bits package may carry in its data, which can be empty
        · which of the credentials have to be given together

      statements: 60 verified, 0 broken, 2 not exercised
        ○ The API is reached under the api host of one's own domain. (Create a Package — Example Request)
        ○ The Host header names example.org, which stands here for one's own domain. (Packages (Experimental) API: Create a Package — Request, Headers)

    ✓ conforms  0 violations, 0 notes, 2 cases, 2 of 2 examples compared, 0.12 s
    "
  `);
});

test('reports a target with another state and another field', async () => {
  const run = await runAgainst((response) =>
    withBody(response, (body) => {
      body.state = 'STAGED';
      body.colour = 'red';
    }),
  );
  expect(pretty([run])).toMatchInlineSnapshot(`
    "cloud-foundry-v3-packages against http://api.example.org

      POST /v3/apps/{guid}/packages

      ✗ answers with another state than the documented one (literal-value, 2 cases)
        at        body#/state
        expected  "READY"
        got       "STAGED"
            10 │     "image": "registry/image:latest"
            11 │   },
          > 12 │   "state": "STAGED",
            13 │   "created_at": "2026-01-31T12:00:00Z",
            14 │   "updated_at": null,
        says      The state of the package is a word; a docker package is READY at once.
                  (Create a Package — Example Response, state)
        rests on  a value that the document prints
        clause    #/components/schemas/Package/properties/state
                  openapi/cloud-foundry-v3-packages/openapi.yaml:500:9
        repeat    curl -sS -i 'http://api.example.org/v3/apps/d8b8148d-5798-44de-821a-64b85b15e968/packages' -H 'Accept: application/json, */*;q=0.1' -H 'Content-Type: application/x-www-form-urlencoded' -H "Authorization: bearer $TOKEN" --data-raw '{"type":"docker","data":{"image":"registry/image:latest"}}'
        waive     40465501d5cd

      • answers with "colour", which the contract does not speak of (undocumented-field, a note, 2 cases)
        at        body#/colour
        expected  nothing
        got       "red"
            21 │     }
            22 │   },
          > 23 │   "colour": "red"
            24 │ }
        says      A package has a guid, a type, data, a state, two timestamps and links.
                  (Create a Package — Example Response)
        rests on  an inference that is carried by what a contract does not speak of is not forbidden
        clause    #/components/schemas/Package
                  openapi/cloud-foundry-v3-packages/openapi.yaml:457:5
        repeat    curl -sS -i 'http://api.example.org/v3/apps/d8b8148d-5798-44de-821a-64b85b15e968/packages' -H 'Accept: application/json, */*;q=0.1' -H 'Content-Type: application/x-www-form-urlencoded' -H "Authorization: bearer $TOKEN" --data-raw '{"type":"docker","data":{"image":"registry/image:latest"}}'
        waive     4b8c1f037536

      created, and could not be undone
        · createPackage > docker: 2 requests answered with 201 may have created something, and the contract does not say where: curl -sS -i 'http://api.example.org/v3/apps/d8b8148d-5798-44de-821a-64b85b15e968/packages' -H 'Accept: application/json, */*;q=0.1' -H 'Content-Type: application/x-www-form-urlencoded' -H "Authorization: bearer $TOKEN" --data-raw '{"type":"docker","data":{"image":"registry/image:latest"}}'

      left open by the documents, so not judged
        · what a bits package may carry in its data, which can be empty
        · which of the credentials have to be given together

      statements: 59 verified, 1 broken, 2 not exercised
        ✗ The state of the package is a word; a docker package is READY at once. (Create a Package — Example Response, state)
        ○ The API is reached under the api host of one's own domain. (Create a Package — Example Request)
        ○ The Host header names example.org, which stands here for one's own domain. (Packages (Experimental) API: Create a Package — Request, Headers)

    ✗ violates  1 violation, 1 note, 2 cases, 2 of 2 examples compared, 0.12 s
    "
  `);
});

test('reports an entry of each list, and a waived finding in short', async () => {
  expect(pretty([await full()])).toMatchInlineSnapshot(`
    "cloud-foundry-v3-packages against http://api.example.org, with the target and the waivers of sub/assay.yaml

      POST /v3/apps/{guid}/packages

      ✗ answers with another state than the documented one (literal-value, 2 cases)
        at        body#/state
        expected  "READY"
        got       "STAGED"
            10 │     "image": "registry/image:latest"
            11 │   },
          > 12 │   "state": "STAGED",
            13 │   "created_at": "2026-01-31T12:00:00Z",
            14 │   "updated_at": null,
        says      The state of the package is a word; a docker package is READY at once.
                  (Create a Package — Example Response, state)
        rests on  a value that the document prints
        clause    #/components/schemas/Package/properties/state
                  openapi/cloud-foundry-v3-packages/openapi.yaml:500:9
        repeat    curl -sS -i 'http://api.example.org/v3/apps/d8b8148d-5798-44de-821a-64b85b15e968/packages' -H 'Accept: application/json, */*;q=0.1' -H 'Content-Type: application/x-www-form-urlencoded' -H "Authorization: bearer $TOKEN" --data-raw '{"type":"docker","data":{"image":"registry/image:latest"}}'
        waive     40465501d5cd

      ~ answers with "colour", which the contract does not speak of (undocumented-field, a note, 2 cases, waived)
        because   known, to be mended (until 2026-12-31)
        at        body#/colour
        expected  nothing
        got       "red"
        says      A package has a guid, a type, data, a state, two timestamps and links. (Create a Package — Example Response)
        rests on  an inference that is carried by what a contract does not speak of is not forbidden
        clause    openapi/cloud-foundry-v3-packages/openapi.yaml:457:5
        waived    4b8c1f037536

      ? POST /v3/apps/{guid}/packages, docker: was not sent
        hint      Look there.

      ✗ the waiver 0123456789ab waives nothing any more
        hint      Renew it with another date, or take it out.

      created, and could not be undone
        · createPackage > docker: DELETE /v3/packages/1 was answered with 404

      held back, so not sent: 1 (--allow OPERATION, DELETE or all sends them)
        · deletePackage: it may change or delete what its path names

      seen, and not judged: 7
        · a.har#1: no operation matches GET /
        · a.har#2: no operation matches GET /
        · a.har#3: no operation matches GET /
        · a.har#4: no operation matches GET /
        · a.har#5: no operation matches GET /
          and 2 more

      left open by the documents, so not judged
        · what a bits package may carry in its data, which can be empty
        · which of the credentials have to be given together

      statements: 59 verified, 1 broken, 2 not exercised
        ✗ The state of the package is a word; a docker package is READY at once. (Create a Package — Example Response, state)
        ○ The API is reached under the api host of one's own domain. (Create a Package — Example Request)
        ○ The Host header names example.org, which stands here for one's own domain. (Packages (Experimental) API: Create a Package — Request, Headers)

    ✗ violates  1 violation, 0 notes, 1 waived, 1 stale waiver, 2 cases, 2 of 2 examples compared, 1 operation held back, 1 undecided, 0.12 s
    "
  `);
});

test('reports what a finding has beside its difference', async () => {
  const run = await violating();
  const [violation] = run.findings as [Finding];
  const finding: Finding = {
    ...violation,
    count: 1,
    at: 'status',
    said: 'No.',
    hint: 'Look there.',
    steps: [
      { title: 'first', curl: 'curl a', status: 201 },
      { title: 'second', curl: 'curl b' },
    ],
    generated: { seed: 42, path: '17:0' },
    operations: ['createPackage', 'other'].map((operation) => ({ operation, fingerprint: 'f', count: 1 })),
  };
  const [text = ''] = /^ {2}✗[^]*?\n\n/m.exec(pretty([{ ...run, findings: [finding] }])) ?? [];
  expect(text).toMatchInlineSnapshot(`
    "  ✗ answers with another state than the documented one (literal-value)
        at        status
        expected  "READY"
        got       "STAGED"
        server    No.
        in        createPackage, other
        says      The state of the package is a word; a docker package is READY at once.
                  (Create a Package — Example Response, state)
        rests on  a value that the document prints
        clause    #/components/schemas/Package/properties/state
                  openapi/cloud-foundry-v3-packages/openapi.yaml:500:9
        first     curl a   # 201
        then      curl b
        repeat    curl -sS -i 'http://api.example.org/v3/apps/d8b8148d-5798-44de-821a-64b85b15e968/packages' -H 'Accept: application/json, */*;q=0.1' -H 'Content-Type: application/x-www-form-urlencoded' -H "Authorization: bearer $TOKEN" --data-raw '{"type":"docker","data":{"image":"registry/image:latest"}}'
        seed      42, request 17 of its operation, made smaller in 1 step
        hint      Look there.
        waive     40465501d5cd (createPackage), or all of them by check: literal-value, pointer: '#/components/schemas/Package/properties/state'

    "
  `);
});

test.each([
  [3, undefined, [3, 3]],
  [4, undefined, [4, 1]],
  [4, 'verbose' as const, [4, 4]],
])('%d findings alike show the difference of each, or of the first: %s', async (count, detail, want) => {
  const run = await violating();
  const [violation] = run.findings as [Finding];
  const findings = Array.from({ length: count }, (_, nth) => ({ ...violation, fingerprint: String(nth) }));
  const text = pretty([{ ...run, findings }], detail && { detail });
  expect([text.match(/ {4}at {8}body/g)?.length, text.match(/ {4}expected {2}"READY"/g)?.length]).toEqual(want);
});

test('the numbers of the lines around a place end in one column', async () => {
  const run = await violating();
  const [violation] = run.findings as [Finding];
  const text = pretty([{ ...run, findings: [{ ...violation, at: 'body#/data/error' }] }]);
  expect(text.match(/^ {6}[ >] +\d+ │ +"?\w*/gm)).toEqual([
    '         7 │       "value',
    '         8 │     ',
    '      >  9 │     "error',
    '        10 │     "image',
    '        11 │   ',
  ]);
});

test('each operation has its own findings', async () => {
  const run = await violating();
  const { contract, findings } = run;
  const [operation] = contract.operations as [Run['contract']['operations'][number]];
  const operations = ['a', 'b', 'c'].map((id) => ({ ...operation, id, path: `/${id}` }));
  const own = findings.map((finding, nth) => ({ ...finding, operation: ['b', 'a'][nth] as string }));
  const text = pretty([{ ...run, contract: { ...contract, operations }, findings: own }]);
  expect(text.match(/^ {2}(POST|✗|•) \S+/gm)).toEqual(['  POST /a', '  • answers', '  POST /b', '  ✗ answers']);
});

test('the first five of seven statements that were not exercised are listed', async () => {
  const run = await violating();
  const [verified] = run.statements.filter(({ verdict }) => verdict === 'verified') as [Run['statements'][number]];
  const idle = Array.from({ length: 7 }, () => ({ ...verified, verdict: 'not exercised' as const }));
  const text = pretty([{ ...run, statements: [verified, ...idle] }]);
  expect(text).toMatch(/not exercised\n( {4}○ .*\n){5} {6}and 2 more\n/);
});

test('says that --strict counted a note, unless a waiver that does not hold is the reason', async () => {
  const run = await violating();
  const findings = run.findings.filter(({ severity }) => severity === 'note');
  const last = (staleWaivers: string[]) =>
    pretty([{ ...run, findings, staleWaivers }])
      .split('\n')
      .at(-2);
  expect(last([])).toMatch(/ \(1 note counted, as --strict asks\)$/);
  expect(last(['one'])).not.toContain('--strict');
});

test('reports a target that refuses the credentials', async () => {
  expect(pretty([await runAgainst((response) => ({ ...response, status: 401 }))])).toMatchInlineSnapshot(`
    "cloud-foundry-v3-packages against http://api.example.org

      ? POST /v3/apps/{guid}/packages, docker and 1 more: the target refuses the credentials (401)
        hint      Give credentials that it accepts with --header 'Authorization: …'.

      refused: 1
        · createPackage: 401

      left open by the documents, so not judged
        · what a bits package may carry in its data, which can be empty
        · which of the credentials have to be given together

      statements: 0 verified, 0 broken, 62 not exercised

      reach: 0 of 1 operation answered with success; 1 refused

    ? undecided  0 violations, 0 notes, 2 cases, 0 of 2 examples compared, 2 undecided, 0.12 s
    "
  `);
});

test('the text has colours only on request', async () => {
  const run = await runAgainst((response) => ({ ...response, status: 200 }));
  expect(pretty([run])).not.toContain('\u001b');
  expect(pretty([run], { colour: true })).toContain('\u001b[31m');
});

test("a target's control characters do not reach the terminal", async () => {
  const run = await runAgainst((response) =>
    withBody(
      {
        ...response,
        headers: response.headers.map(([name, value]) => [name, name === 'X-Content-Type-Options' ? HOSTILE : value]),
      },
      (body) => {
        body.state = HOSTILE;
        body[HOSTILE] = HOSTILE;
        body.links.self.href = HOSTILE;
      },
    ),
  );
  const contract = { ...run.contract, name: `a${HOSTILE}` };
  const text = pretty([{ ...run, contract }]);
  expect(text).toContain('script');
  // eslint-disable-next-line no-control-regex -- the test searches for control characters
  expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
});

test('no secret is shown, at any place in a response', async () => {
  const run = await runAgainst((response) =>
    withBody(response, (body) => {
      body.state = 'bearer s3cr3t-t0k3n';
      if (body.data.credentials) body.data.credentials.password = 'another very secret password';
      body.note = 'very secret password';
    }),
  );
  const text = pretty([run]);
  expect(run.findings.map(({ at }) => at)).toEqual(
    expect.arrayContaining(['body#/state', 'body#/data/credentials/password', 'body#/note']),
  );
  expect(text).not.toMatch(/s3cr3t|very secret/);
});

test('a quiet report keeps to findings, what is left behind and the verdict', async () => {
  const text = pretty([await runAgainst((response) => response)], { detail: 'quiet' });
  expect(text.match(/^ {2}\S.*|^\S.*/gm)).toEqual([
    'cloud-foundry-v3-packages against http://api.example.org',
    '  created, and could not be undone',
    '✓ conforms  0 violations, 0 notes, 2 cases, 2 of 2 examples compared, 0.12 s',
  ]);
});

test.each<[string, number, number]>([
  ['6 entries', 6, 6],
  ['the first 5 of 7 entries', 7, 5],
])('a report lists %s, and a verbose one all', async (_, entries, shown) => {
  const run = await runAgainst((response) => response);
  const unspecified = Array.from({ length: entries }, (_none, nth) => ({
    says: `sentence ${nth}`,
    pointer: '#',
    schema: '#',
  }));
  const listed = (detail?: 'verbose') =>
    pretty([{ ...run, unspecified }], detail && { detail }).match(/sentence \d/g)?.length;
  expect([listed(), listed('verbose')]).toEqual([shown, entries]);
});

test('shows what was tried of an operation that accepted nothing, harmless to print', async () => {
  const run = await runAgainst((response) => ({ ...response, status: 401 }));
  const [operation] = run.contract.operations;
  if (!operation) throw new Error('the contract has no operation');
  const tried = ['POST /a {} → 400: no', 'POST /a → 422: \u001b[31mred'];
  const page = pretty([{ ...run, undecided: [{ operation: operation.id, reason: 'nothing was accepted', tried }] }]);
  expect(page).toContain(`? ${operation.method} ${operation.path}: nothing was accepted
    sent      POST /a {} → 400: no
    sent      POST /a → 422: \\u001b[31mred
`);
  expect(pretty([{ ...run, undecided: [{ operation: 'unknown', reason: 'r' }] }])).toContain('? unknown: r');
});
