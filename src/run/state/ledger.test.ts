import { describe, expect, test } from '@jest/globals';
import { createLedger, itemTemplate } from './ledger.ts';

const PET = '/pets/{id}';
const made = { by: 'createPet', case: 'createPet > one' };

describe('the provenance of a thing', () => {
  test('is made-up where nothing is known of it', () => {
    expect(createLedger().provenance({ template: PET, params: { id: 1 } })).toBe('made-up');
  });

  test('is created where an answer proved it, whatever the type of its identifier', () => {
    const ledger = createLedger();
    ledger.recordCreated({ template: PET, params: { id: 1 }, ...made });
    expect(ledger.provenance({ template: PET, params: { id: '1' } })).toBe('created');
  });

  test('stays listed where a creation answers with what was there before', () => {
    const ledger = createLedger();
    ledger.record({ template: PET, params: { id: 1 } }, 'listed');
    expect(ledger.recordCreated({ template: PET, params: { id: 1 }, ...made })).toBe(false);
    expect(ledger.provenance({ template: PET, params: { id: 1 } })).toBe('listed');
  });

  test('is created where a list shows it that was answered after the creation was sent, as several requests are under way', () => {
    const ledger = createLedger();
    ledger.record({ template: PET, params: { id: 1 } }, 'listed', 1_020);
    expect(ledger.recordCreated({ template: PET, params: { id: 1 }, ...made }, 1_000)).toBe(true);
    expect(ledger.provenance({ template: PET, params: { id: 1 } })).toBe('created');
  });

  test.each([
    ['the list was answered before', 990, 1_000],
    ['the list was answered in the same millisecond', 1_000.4, 1_000],
    ['nothing says when the list was answered', undefined, 1_000],
    ['nothing says when the creation was sent', 990, undefined],
  ])('stays listed where %s', (_, answered, sent) => {
    const ledger = createLedger();
    ledger.record({ template: PET, params: { id: 1 } }, 'listed', answered);
    expect(ledger.recordCreated({ template: PET, params: { id: 1 }, ...made }, sent)).toBe(false);
  });

  test('is created for what lies in something created, and not the other way round', () => {
    const ledger = createLedger();
    ledger.recordCreated({ template: PET, params: { id: 1 }, ...made });
    expect(ledger.provenance({ template: '/pets/{id}/toys/{toy}', params: { id: 1, toy: 7 } })).toBe('created');
    expect(ledger.provenance({ template: '/pets/{id}/toys/{toy}', params: { id: 2, toy: 7 } })).toBe('made-up');
    ledger.recordCreated({ template: '/shops/{shop}/pets/{id}', params: { shop: 5, id: 1 }, ...made });
    expect(ledger.provenance({ template: '/shops/{shop}', params: { shop: 5 } })).toBe('made-up');
  });

  test('is kept apart for paths that only differ in their encoding', () => {
    const ledger = createLedger();
    ledger.recordCreated({ template: '/a/{x}/{y}', params: { x: '1/2', y: '3' }, ...made });
    expect(ledger.provenance({ template: '/a/{x}/{y}', params: { x: '1', y: '2/3' } })).toBe('made-up');
  });
});

test('what is gone is not offered again, and comes back when it is created again', () => {
  const ledger = createLedger();
  const offered = () => ledger.available({ path: '/pets/{id}/photo' }).map(({ params }) => params['id']);
  for (const id of [1, 2]) ledger.recordCreated({ template: PET, params: { id }, ...made });
  expect(offered()).toEqual([1, 2]);
  ledger.recordGone({ template: PET, params: { id: 1 } });
  expect(offered()).toEqual([2]);
  ledger.recordCreated({ template: PET, params: { id: 1 }, ...made });
  expect(offered()).toEqual([1, 2]);
  expect(ledger.available({ path: '/pets/{id}/toys/{toy}' })).toEqual([]);
  expect(ledger.available({ path: '/pets' })).toEqual([]);
});

test.each([
  ['/pets/{id}/photo', '/pets/{id}'],
  ['/pets/{id}', '/pets/{id}'],
  ['/files/{name}.json', '/files/{name}.json'],
  ['/pets', undefined],
])('the thing that %s names is %s', (path, want) => {
  expect(itemTemplate(path)).toBe(want);
});
