import { expect, test } from '@jest/globals';
import { github } from './github.ts';
import { conforming, full, hostile, undecided, violating } from '../../test/support/sample-runs.ts';

test('sums up a target that conforms', async () => {
  expect(github([await conforming()])).toMatchInlineSnapshot(`
    "::notice title=cloud-foundry-v3-packages conforms::against http://api.example.org: 0 violations, 0 notes, 2 cases, 2 of 2 examples compared, 0.12 s%0Astatements: 60 verified, 0 broken, 2 not exercised
    ::warning file=openapi/cloud-foundry-v3-packages/openapi.yaml,line=125,col=5,title=cloud-foundry-v3-packages%3A could not be undone::createPackage > docker: 2 requests answered with 201 may have created something, and the contract does not say where: curl -sS -i 'http://api.example.org/v3/apps/d8b8148d-5798-44de-821a-64b85b15e968/packages' -H 'Accept: application/json, */*;q=0.1' -H 'Content-Type: application/x-www-form-urlencoded' -H "Authorization: bearer $TOKEN" --data-raw '{"type":"docker","data":{"image":"registry/image:latest"}}'
    "
  `);
});

test('annotates a target that violates', async () => {
  expect(github([await violating()])).toMatchInlineSnapshot(`
    "::error title=cloud-foundry-v3-packages violates::against http://api.example.org: 1 violation, 1 note, 2 cases, 2 of 2 examples compared, 0.12 s%0Astatements: 59 verified, 1 broken, 2 not exercised
    ::error file=openapi/cloud-foundry-v3-packages/openapi.yaml,line=500,col=9,title=createPackage%3A literal-value::answers with another state than the documented one%0Aat body#/state: expected "READY", got "STAGED"%0Asays: The state of the package is a word; a docker package is READY at once. (Create a Package — Example Response, state)%0Arests on a value that the document prints%0Awaive: 40465501d5cd
    ::warning file=openapi/cloud-foundry-v3-packages/openapi.yaml,line=125,col=5,title=cloud-foundry-v3-packages%3A could not be undone::createPackage > docker: 2 requests answered with 201 may have created something, and the contract does not say where: curl -sS -i 'http://api.example.org/v3/apps/d8b8148d-5798-44de-821a-64b85b15e968/packages' -H 'Accept: application/json, */*;q=0.1' -H 'Content-Type: application/x-www-form-urlencoded' -H "Authorization: bearer $TOKEN" --data-raw '{"type":"docker","data":{"image":"registry/image:latest"}}'
    ::notice file=openapi/cloud-foundry-v3-packages/openapi.yaml,line=457,col=5,title=createPackage%3A undocumented-field::answers with "colour", which the contract does not speak of%0Aat body#/colour: expected nothing, got "red"%0Asays: A package has a guid, a type, data, a state, two timestamps and links. (Create a Package — Example Response)%0Arests on an inference that is carried by what a contract does not speak of is not forbidden%0Awaive: 4b8c1f037536
    "
  `);
});

test('annotates a target that refuses the credentials', async () => {
  expect(github([await undecided()])).toMatchInlineSnapshot(`
    "::warning title=cloud-foundry-v3-packages undecided::against http://api.example.org: 0 violations, 0 notes, 2 cases, 0 of 2 examples compared, 2 undecided, 0.12 s%0Astatements: 0 verified, 0 broken, 62 not exercised%0A0 of 1 operation answered with success; 1 refused%0Arefused: createPackage: 401
    ::warning file=openapi/cloud-foundry-v3-packages/openapi.yaml,line=125,col=5,title=cloud-foundry-v3-packages%3A undecided::createPackage > docker and 1 more: the target refuses the credentials (401)%0AGive credentials that it accepts with --header 'Authorization: …'.
    "
  `);
});

test('annotates an entry of each list, the worst first', async () => {
  const run = await full();
  const unreached = (kind: string) =>
    Array.from({ length: 6 }, (_, nth) => ({ operation: `${kind}${nth}`, reason: `reason ${nth}` }));
  const reach = { ...run.reach, operations: 13, refused: unreached('refused'), notReached: unreached('missed') };
  expect(github([{ ...run, reach }])).toMatchInlineSnapshot(`
    "::error title=cloud-foundry-v3-packages violates::against http://api.example.org, with the target and the waivers of sub/assay.yaml: 1 violation, 0 notes, 1 waived, 1 stale waiver, 2 cases, 2 of 2 examples compared, 1 operation held back, 1 undecided, 0.12 s%0Astatements: 59 verified, 1 broken, 2 not exercised%0A1 of 13 operations answered with success; 6 refused; 6 not reached%0Arefused: refused0: reason 0%0Arefused: refused1: reason 1%0Arefused: refused2: reason 2%0Arefused: refused3: reason 3%0Arefused: refused4: reason 4%0Anot reached: missed0: reason 0%0Anot reached: missed1: reason 1%0Anot reached: missed2: reason 2%0Anot reached: missed3: reason 3%0Anot reached: missed4: reason 4
    ::error file=openapi/cloud-foundry-v3-packages/openapi.yaml,line=500,col=9,title=createPackage%3A literal-value::answers with another state than the documented one%0Aat body#/state: expected "READY", got "STAGED"%0Asays: The state of the package is a word; a docker package is READY at once. (Create a Package — Example Response, state)%0Arests on a value that the document prints%0Awaive: 40465501d5cd
    ::error title=cloud-foundry-v3-packages%3A a waiver that does not hold::the waiver 0123456789ab waives nothing any more
    ::warning file=openapi/cloud-foundry-v3-packages/openapi.yaml,line=125,col=5,title=cloud-foundry-v3-packages%3A undecided::createPackage > docker: was not sent%0ALook there.
    ::warning file=openapi/cloud-foundry-v3-packages/openapi.yaml,line=125,col=5,title=cloud-foundry-v3-packages%3A could not be undone::createPackage > docker: DELETE /v3/packages/1 was answered with 404%0ALook there.
    ::notice file=openapi/cloud-foundry-v3-packages/openapi.yaml,line=457,col=5,title=createPackage%3A undocumented-field::answers with "colour", which the contract does not speak of%0Awaived: known, to be mended (until 2026-12-31)%0Aat body#/colour: expected nothing, got "red"%0Asays: A package has a guid, a type, data, a state, two timestamps and links. (Create a Package — Example Response)%0Arests on an inference that is carried by what a contract does not speak of is not forbidden
    ::notice title=cloud-foundry-v3-packages%3A held back::deletePackage: it may change or delete what its path names%0AAllow operations with --allow OPERATION, --allow DELETE (a method) or --allow all.
    ::notice title=cloud-foundry-v3-packages%3A not judged::a.har#1: no operation matches GET /%0Aa.har#2: no operation matches GET /%0Aa.har#3: no operation matches GET /%0Aa.har#4: no operation matches GET /%0Aa.har#5: no operation matches GET /
    "
  `);
});

test('annotates neither what was held back nor what was not judged where there is nothing', async () => {
  const run = { ...(await full()), heldBack: [], unjudged: [] };
  expect(github([run])).not.toMatch(/held back::|not judged::/);
});

test('a title has no character that ends it', async () => {
  const run = await violating();
  const [first = ''] = github([{ ...run, contract: { ...run.contract, name: '100%, a:b' } }]).split('\n');
  expect(first).toMatch(/^::error title=100%25%2C a%3Ab violates::/);
});

test('a target cannot add a command of its own', async () => {
  const lines = github([await hostile(), await full()])
    .trimEnd()
    .split('\n');
  for (const line of lines)
    expect(line).toMatch(/^::(error|warning|notice) (file=[^,:]+,line=\d+,col=\d+,)?title=[^,:]+::[^\n\r]*$/);
  expect(lines.some((line) => line.includes('stop-commands'))).toBe(true);
});
