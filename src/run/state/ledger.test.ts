import { describe, expect, test } from '@jest/globals';
import type { Json, JsonObject } from '../../model/json.ts';
import { createLedger, itemPath, itemTemplate, type Item, type Ledger } from './ledger.ts';

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
    ['the list was answered up to a millisecond later', 1_001, 1_000],
    ['nothing says when the list was answered', undefined, 1_000],
    ['nothing says when the creation was sent', 990, undefined],
  ])('stays listed where %s', (_, answered, sent) => {
    const ledger = createLedger();
    ledger.record({ template: PET, params: { id: 1 } }, 'listed', answered);
    expect(ledger.recordCreated({ template: PET, params: { id: 1 }, ...made }, sent)).toBe(false);
  });

  test('is created where a list was answered more than a millisecond after the creation was sent', () => {
    const ledger = createLedger();
    ledger.record({ template: PET, params: { id: 1 } }, 'listed', 1_001.5);
    expect(ledger.recordCreated({ template: PET, params: { id: 1 }, ...made }, 1_000)).toBe(true);
  });

  test('is the same with a slash at the end of its path', () => {
    const ledger = createLedger();
    ledger.recordCreated({ template: `${PET}/`, params: { id: 1 }, ...made });
    expect(ledger.isKnownCreated({ template: PET, params: { id: 1 } })).toBe(true);
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

test.each<[string, (ledger: Ledger, item: Item) => void]>([
  ['is created', (ledger, item) => void ledger.recordCreated({ ...item, ...made })],
  ['is seen', (ledger, item) => ledger.record(item, 'listed')],
])('what %s is neither absent nor gone any more', (_, happens) => {
  const ledger = createLedger();
  const item = { template: PET, params: { id: 1 } };
  ledger.recordAbsent(item);
  ledger.recordGone(item);
  expect([ledger.isAbsent(item), ledger.isGone(item)]).toEqual([true, true]);
  happens(ledger, item);
  expect([ledger.isAbsent(item), ledger.isGone(item)]).toEqual([false, false]);
});

test.each<[string, JsonObject, string]>([
  [PET, { id: 7 }, '/pets/7'],
  ['/shops/{shop}/pets/{id}.json', { shop: 'a b', id: ['x'] }, '/shops/a b/pets/["x"].json'],
  ['/pets', { id: 7 }, '/pets'],
])('the thing of %s with %j is written %s', (template, params, path) => {
  expect(itemPath({ template, params })).toBe(path);
});

describe('what is called otherwise now', () => {
  const called = (id: string) => ({ template: PET, params: { id }, ...made });
  const [from, own, other] = [called('a-r1'), called('b-r1'), called('b')];
  const ledgerOf = (...moves: (typeof from)[]) => {
    const ledger = createLedger({ isOwnName: (name) => name.includes('r1') });
    ledger.recordCreated(from);
    for (const to of moves) ledger.recordMoved(from, to);
    return ledger;
  };
  const names = (items: Item[]) => items.map(({ params }) => params['id']);

  test('is created under a name with a mark of the run', () => {
    const ledger = ledgerOf(own);
    expect([names(ledger.created()), ledger.moved()]).toEqual([['a-r1', 'b-r1'], []]);
  });

  test('may be there under another name, which is told once with the one before', () => {
    const ledger = ledgerOf(other, other);
    expect([names(ledger.created()), ledger.moved()]).toEqual([['a-r1'], [{ ...other, from }]]);
  });

  test('is not told of where that is known to be created, unless it is gone', () => {
    const ledger = ledgerOf();
    ledger.recordCreated(other);
    ledger.recordMoved(from, other);
    expect(ledger.moved()).toEqual([]);
    ledger.recordGone(other);
    ledger.recordMoved(from, other);
    expect(names(ledger.moved())).toEqual(['b']);
  });

  test('is told of where a list had shown it before the change was sent', () => {
    const ledger = createLedger({ isOwnName: () => true });
    ledger.record(own, 'listed', 900);
    ledger.recordMoved(from, own, 1_000);
    expect([names(ledger.created()), names(ledger.moved())]).toEqual([[], ['b-r1']]);
  });

  test('has a mark in the last of its names', () => {
    const ledger = createLedger({ isOwnName: (name) => name.includes('r1') });
    const nested = (shop: string, id: string) => ({
      template: '/shops/{shop}/pets/{id}',
      params: { shop, id },
      ...made,
    });
    ledger.recordMoved(from, nested('s', 'b-r1'));
    ledger.recordMoved(from, nested('s-r1', 'b'));
    expect([names(ledger.created()), names(ledger.moved())]).toEqual([['b-r1'], ['b']]);
  });
});

test('a case that created something is known by its id', () => {
  const ledger = createLedger();
  ledger.recordCreated({ template: PET, params: { id: 1 }, ...made });
  expect([ledger.hasCreated(made.case), ledger.hasCreated('createPet > two')]).toEqual([true, false]);
});

test('what is there is offered under the names of the path that asks for it, and to no other path', () => {
  const ledger = createLedger();
  ledger.recordCreated({ template: PET, params: { id: 1 }, ...made });
  expect(ledger.available({ path: '/pets/{petId}/photo' }).map(({ params }) => params)).toEqual([{ petId: 1 }]);
  expect(ledger.available({ path: '/owners/{id}' })).toEqual([]);
});

test.each([
  ['/pets/{id}/photo', '/pets/{id}'],
  ['{id}', '{id}'],
  ['/pets/{id}', '/pets/{id}'],
  ['/files/{name}.json', '/files/{name}'],
  ['/files/{name}.json/parts.json', '/files/{name}'],
  ['/files/{name}.tar', '/files/{name}.tar'],
  ['/pets', undefined],
])('the thing that %s names is %s', (path, want) => {
  expect(itemTemplate(path)).toBe(want);
});

describe('a thing under a name that only this run can have made', () => {
  const FEATURE = '/projects/{project}/features/{name}';
  const ledgerWith = (params: Record<string, string>) => {
    const ledger = createLedger({ isOwnName: (name) => name.includes('r1') });
    ledger.recordCreated({ template: FEATURE, params: { project: 7, name: 'c-r1' }, ...made });
    ledger.recordCreated({ template: FEATURE, params, ...made });
    return ledger;
  };

  test.each<[string, string, Record<string, string>, string]>([
    ['is created under another path', '/features/{name}', { name: 'a-r1' }, 'created'],
    ['is created where the path calls it otherwise', '/features/{child}/parents', { child: 'a-r1' }, 'created'],
    [
      'is created below a thing that the run knows by a number',
      '/archive/{p}/{name}',
      { p: '7', name: 'c-r1' },
      'created',
    ],
    ['is created below the same thing', '/archive/{p}/{name}', { p: 'own', name: 'a-r1' }, 'created'],
    ['is not known below something else', '/teams/{team}/features/{name}', { team: 't', name: 'a-r1' }, 'made-up'],
    ['is not known under another name of the run', '/features/{name}', { name: 'b-r1' }, 'made-up'],
    ['is not what lies above it', '/features/{name}', { name: 'own' }, 'made-up'],
  ])('%s', (_, template, params, want) => {
    expect(ledgerWith({ project: 'own', name: 'a-r1' }).provenance({ template, params })).toBe(want);
  });

  test.each<[string, string, string, string, string]>([
    ['a telling word and name', 'featureName', 'featureName', 'seldom', 'created'],
    ['a telling word in another spelling', 'featureName', 'feature_name', 'seldom', 'created'],
    ['a name of five characters', 'featureName', 'featureName', 'often', 'made-up'],
    ['a number', 'featureName', 'featureName', '1234567', 'made-up'],
    ['a word that says nothing', 'id', 'id', 'seldom', 'made-up'],
    ['a word that says nothing in another spelling', 'ID', 'ID', 'seldom', 'made-up'],
    ['another word', 'featureName', 'parent', 'seldom', 'made-up'],
  ])('is known under another path by %s, or not', (_, created, asked, value, want) => {
    const ledger = createLedger();
    ledger.recordCreated({
      template: `/projects/{p}/features/{${created}}`,
      params: { p: 'x', [created]: value },
      ...made,
    });
    expect(ledger.provenance({ template: `/features/{${asked}}`, params: { [asked]: value } })).toBe(want);
  });
});

test('a name is fresh as long as a read found nothing there', () => {
  const ledger = createLedger();
  const item = { template: PET, params: { id: 'x' } };
  ledger.recordAbsent(item);
  expect(ledger.isFresh(item)).toBe(false);
  ledger.recordFresh(item);
  expect(ledger.isFresh(item)).toBe(true);
  ledger.recordCreated({ ...item, ...made });
  expect(ledger.isFresh(item)).toBe(false);
});

test('a name that no URL can carry is not the name of what the run created', () => {
  const ledger = createLedger();
  expect(ledger.recordCreated({ template: PET, params: { id: 'a\ud800' }, ...made })).toBe(false);
  expect(ledger.provenance({ template: PET, params: { id: 'a\ufffd' } })).toBe('made-up');
  expect(ledger.recordCreated({ template: PET, params: { id: 'a\ud83d\ude00' }, ...made })).toBe(true);
});

describe('a thing that a contract reaches by a second path', () => {
  const FIELDS = '/fields/{collection}';
  /** What is known of the fields of a collection once this collection was created. */
  function fieldsOf(name: Json, [template, params]: [string, JsonObject], own: (name: Json) => Item) {
    const ledger = createLedger({ ownPath: (item) => own(item.params['collection'] ?? null) });
    ledger.recordCreated({ template, params, ...made });
    return ledger.provenance({ template: FIELDS, params: { collection: name } });
  }
  const NESTED = '/shops/{shop}/collections/{id}';
  const alone = (id: Json): Item => ({ template: '/collections/{id}', params: { id } });
  const nested = (id: Json): Item => ({ template: NESTED, params: { id } });
  const whole = (id: Json): Item => ({ template: NESTED, params: { shop: 1, id } });

  test.each<[string, Json, [string, JsonObject], (name: Json) => Item, string]>([
    ['is created by its own path', 7, ['/collections/{id}', { id: '7' }], alone, 'created'],
    ['is not known by another name', 8, ['/collections/{id}', { id: '7' }], alone, 'made-up'],
    ['is created by its whole path', 7, [NESTED, { shop: 1, id: 7 }], whole, 'created'],
    ['is not known by another whole path', 7, [NESTED, { shop: 2, id: 7 }], whole, 'made-up'],
    ['is created by a telling name alone', 'seldom', [NESTED, { shop: 1, id: 'seldom' }], nested, 'created'],
    [
      'is created by a telling name that is no text',
      ['seldom'],
      [NESTED, { shop: 1, id: ['seldom'] }],
      nested,
      'created',
    ],
    ['is not known by a name that says little', 'often', [NESTED, { shop: 1, id: 'often' }], nested, 'made-up'],
    ['is not known by the name of what it lies in', 'seldom', [NESTED, { shop: 'seldom', id: 'x' }], nested, 'made-up'],
  ])('%s', (_, name, created, own, want) => {
    expect(fieldsOf(name, created, own)).toBe(want);
  });
});
