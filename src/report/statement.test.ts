import { createHash } from 'node:crypto';
import { expect, test } from '@jest/globals';
import type { Run } from '../model/run.ts';
import { conforming, full, undecided, violating } from '../../test/support/sample-runs.ts';
import { attestation } from './attestation.ts';
import { badge } from './badge.ts';
import { json } from './json.ts';
import { ownVersion } from '../version.ts';
import { statement } from './statement.ts';

const now = new Date('2026-02-01T00:00:00Z');

test('a statement says who was held to what, when, how far, and which sentences hold', async () => {
  const text = statement([await violating()], { now });
  for (const words of [
    'Cloud Foundry v3 packages: violates',
    '| date | 2026-02-01T00:00:00.000Z |',
    '- ✗ broken: The state of the package is a word',
    '- ✓ verified: ',
    '- ○ not exercised: ',
    '## Violations\n\n- <code>createPackage</code>: answers with another state',
  ])
    expect(text.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)))).toContain(words);
});

test('a statement leaves out the sections that have nothing to say', async () => {
  expect(statement([await conforming()], { now })).not.toMatch(/## (Violations|Undecided|Waived)/);
  expect(statement([await full()], { now })).toMatch(/## Waived[^]*## Waivers that do not hold/);
});

/** One sentence of each verdict, so that the list is short. */
const shortened = (run: Run): Run => ({
  ...run,
  statements: (['broken', 'not exercised', 'verified'] as const).flatMap((wanted) =>
    run.statements.filter(({ verdict }) => verdict === wanted).slice(0, 1),
  ),
});

/** Without the digests and the version, which change. */
const undigested = (text: string) => text.replace(/\b[\da-f]{64}\b/g, 'SHA').replaceAll(ownVersion(), 'VERSION');

test('a statement has a section for each kind of entry', async () => {
  const run = shortened(await full());
  const refused = [{ operation: 'createPackage', reason: 'refused it' }];
  const reach = { ...run.reach, operations: 2, refused };
  const text = statement([{ ...run, reach }, shortened(await conforming())], { now });
  expect(undigested(text)).toMatchInlineSnapshot(`
    "# Cloud Foundry v3 packages: violates

    |  |  |
    | --- | --- |
    | contract | <code>cloud-foundry-v3-packages</code>: Cloud Foundry v3 packages, version 3 |
    | document | <code>openapi/cloud-foundry-v3-packages/openapi&#46;yaml</code>, SHA-256 as it was read <code>SHA</code> |
    | target | <code>http&#58;//api&#46;example&#46;org, with the target and the waivers of sub/assay&#46;yaml</code> |
    | date | 2026-02-01T00:00:00.000Z |
    | checked with | assay VERSION, phases examples |
    | reach | 1 of 2 operations answered with success; 1 refused |
    | result | 1 violation, 0 notes, 1 waived, 1 stale waiver, 2 cases, 2 of 2 examples compared, 1 operation held back, 1 undecided, 0&#46;12 s |
    | evidence | SHA-256 of the JSON report <code>SHA</code> |

    ## Sentences of the documents

    - ✗ broken: The state of the package is a word; a docker package is READY at once&#46; (Create a Package &#8212; Example Response, state)
    - ○ not exercised: The API is reached under the api host of one&#39;s own domain&#46; (Create a Package &#8212; Example Request)
    - ✓ verified: A POST to the packages of an app creates a package&#46; (Create a Package &#8212; Definition)

    ## Violations

    - <code>createPackage</code>: answers with another state than the documented one (literal-value, <code>40465501d5cd</code>)

    ## Waived

    - <code>createPackage</code>: answers with &#34;colour&#34;, which the contract does not speak of, waived: known, to be mended

    ## Undecided

    - createPackage &#62; docker&#58; was not sent

    ## Waivers that do not hold

    - the waiver 0123456789ab waives nothing any more

    ## Not asked, as it might have changed what was there

    - deletePackage&#58; it may change or delete what its path names

    ## Not judged

    - a&#46;har&#35;<!-- -->1&#58; no operation matches GET /
    - a&#46;har&#35;<!-- -->2&#58; no operation matches GET /
    - a&#46;har&#35;<!-- -->3&#58; no operation matches GET /
    - a&#46;har&#35;<!-- -->4&#58; no operation matches GET /
    - a&#46;har&#35;<!-- -->5&#58; no operation matches GET /
    - a&#46;har&#35;<!-- -->6&#58; no operation matches GET /
    - a&#46;har&#35;<!-- -->7&#58; no operation matches GET /

    ## Created, and could not be undone

    - createPackage &#62; docker&#58; DELETE /v3/packages/1 was answered with 404


    # Cloud Foundry v3 packages: conforms

    |  |  |
    | --- | --- |
    | contract | <code>cloud-foundry-v3-packages</code>: Cloud Foundry v3 packages, version 3 |
    | document | <code>openapi/cloud-foundry-v3-packages/openapi&#46;yaml</code>, SHA-256 as it was read <code>SHA</code> |
    | target | <code>http&#58;//api&#46;example&#46;org</code> |
    | date | 2026-02-01T00:00:00.000Z |
    | checked with | assay VERSION, phases examples |
    | reach | 1 of 1 operation answered with success |
    | result | 0 violations, 0 notes, 2 cases, 2 of 2 examples compared, 0&#46;12 s |
    | evidence | SHA-256 of the JSON report <code>SHA</code> |

    ## Sentences of the documents

    - ○ not exercised: The API is reached under the api host of one&#39;s own domain&#46; (Create a Package &#8212; Example Request)
    - ✓ verified: A POST to the packages of an app creates a package&#46; (Create a Package &#8212; Definition)

    ## Created, and could not be undone

    - createPackage &#62; docker&#58; 2 requests answered with 201 may have created something, and the contract does not say where&#58; curl -sS -i &#39;http&#58;<!-- -->//api&#46;example&#46;org/v3/apps/d8b8148d-5798-44de-821a-64b85b15e968/packages&#39; -H &#39;Accept&#58; application/json, &#42;/&#42;;q&#61;0&#46;1&#39; -H &#39;Content-Type&#58; application/x-www-form-urlencoded&#39; -H &#34;Authorization&#58; bearer &#36;TOKEN&#34; --data-raw &#39;&#123;&#34;type&#34;&#58;&#34;docker&#34;,&#34;data&#34;&#58;&#123;&#34;image&#34;&#58;&#34;registry/image&#58;latest&#34;&#125;&#125;&#39;
    "
  `);
});

test('an attestation has the sentences, the violations and what is undecided of each run', async () => {
  const run = shortened(await full());
  expect(JSON.parse(undigested(attestation([run, { ...run, phases: [] }], { now })))).toMatchInlineSnapshot(`
    {
      "_type": "https://in-toto.io/Statement/v1",
      "predicate": {
        "conformance": [
          {
            "assay": "VERSION",
            "contract": {
              "file": "openapi/cloud-foundry-v3-packages/openapi.yaml",
              "name": "cloud-foundry-v3-packages",
              "sha256": "SHA",
              "title": "Cloud Foundry v3 packages",
              "version": "3",
            },
            "date": "2026-02-01T00:00:00.000Z",
            "phases": [
              "examples",
            ],
            "reach": {
              "answered": 1,
              "heldBack": 0,
              "notReached": 0,
              "operations": 1,
              "refused": 0,
            },
            "sentences": [
              {
                "says": "The state of the package is a word; a docker package is READY at once.",
                "source": "Create a Package — Example Response, state",
                "verdict": "broken",
              },
              {
                "says": "The API is reached under the api host of one's own domain.",
                "source": "Create a Package — Example Request",
                "verdict": "not exercised",
              },
              {
                "says": "A POST to the packages of an app creates a package.",
                "source": "Create a Package — Definition",
                "verdict": "verified",
              },
            ],
            "target": "http://api.example.org, with the target and the waivers of sub/assay.yaml",
            "undecided": [
              "createPackage > docker: was not sent",
            ],
            "verdict": "violates",
            "violations": [
              {
                "check": "literal-value",
                "fingerprint": "40465501d5cd",
                "message": "answers with another state than the documented one",
                "operation": "createPackage",
              },
            ],
          },
          {
            "assay": "VERSION",
            "contract": {
              "file": "openapi/cloud-foundry-v3-packages/openapi.yaml",
              "name": "cloud-foundry-v3-packages",
              "sha256": "SHA",
              "title": "Cloud Foundry v3 packages",
              "version": "3",
            },
            "date": "2026-02-01T00:00:00.000Z",
            "phases": [],
            "reach": {
              "answered": 1,
              "heldBack": 0,
              "notReached": 0,
              "operations": 1,
              "refused": 0,
            },
            "sentences": [
              {
                "says": "The state of the package is a word; a docker package is READY at once.",
                "source": "Create a Package — Example Response, state",
                "verdict": "broken",
              },
              {
                "says": "The API is reached under the api host of one's own domain.",
                "source": "Create a Package — Example Request",
                "verdict": "not exercised",
              },
              {
                "says": "A POST to the packages of an app creates a package.",
                "source": "Create a Package — Definition",
                "verdict": "verified",
              },
            ],
            "target": "http://api.example.org, with the target and the waivers of sub/assay.yaml",
            "undecided": [
              "createPackage > docker: was not sent",
            ],
            "verdict": "violates",
            "violations": [
              {
                "check": "literal-value",
                "fingerprint": "40465501d5cd",
                "message": "answers with another state than the documented one",
                "operation": "createPackage",
              },
            ],
          },
        ],
      },
      "predicateType": "urn:assay:conformance:1",
      "subject": [
        {
          "digest": {
            "sha256": "SHA",
          },
          "name": "report.json",
        },
      ],
    }
  `);
});

test('the evidence of an attestation is the JSON report of the same runs', async () => {
  const runs = [await violating(), await undecided()];
  const { subject, predicate } = JSON.parse(attestation(runs, { now })) as {
    subject: { name: string; digest: { sha256: string } }[];
    predicate: { conformance: { verdict: string; sentences: { verdict: string }[]; violations: unknown[] }[] };
  };
  expect(subject).toEqual([
    { name: 'report.json', digest: { sha256: createHash('sha256').update(json(runs)).digest('hex') } },
  ]);
  expect(predicate.conformance.map(({ verdict, violations }) => [verdict, violations.length])).toEqual([
    ['violates', 1],
    ['undecided', 0],
  ]);
  expect(predicate.conformance[0]?.sentences.filter(({ verdict }) => verdict === 'broken')).toHaveLength(1);
});

test.each([
  ['conforms, 60 of 62 sentences', '#2e7d32', conforming],
  ['violates, 59 of 62 sentences', '#b71c1c', violating],
  ['undecided, 0 of 62 sentences', '#8a6100', undecided],
])('a badge says %s', async (words, colour, make) => {
  const svg = badge([await make()]);
  expect(svg).toContain(`aria-label="assay: ${words}"`);
  expect(svg).toContain(`fill="${colour}"`);
});

test('a badge is as wide as its words', async () => {
  expect(badge([{ ...(await conforming()), statements: [] }])).toMatchInlineSnapshot(`
    "<svg xmlns="http://www.w3.org/2000/svg" width="110" height="20" role="img" aria-label="assay: conforms">
    <title>assay: conforms</title>
    <rect width="45" height="20" fill="#444"/>
    <rect x="45" width="65" height="20" fill="#2e7d32"/>
    <g fill="#fff" text-anchor="middle" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11">
    <text x="22.5" y="14">assay</text>
    <text x="77.5" y="14">conforms</text>
    </g>
    </svg>
    "
  `);
});

test('a badge of several runs has the worst verdict', async () => {
  expect(badge([await conforming(), await violating()])).toContain('violates, 119 of 124 sentences');
});

test('a badge of a contract without documents says the verdict alone', async () => {
  expect(badge([{ ...(await conforming()), statements: [] }])).toContain('<title>assay: conforms</title>');
});
