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

test('a target cannot add a command of its own', async () => {
  const lines = github([await hostile(), await full()])
    .trimEnd()
    .split('\n');
  for (const line of lines)
    expect(line).toMatch(/^::(error|warning|notice) (file=[^,:]+,line=\d+,col=\d+,)?title=[^,:]+::[^\n\r]*$/);
  expect(lines.some((line) => line.includes('stop-commands'))).toBe(true);
});
