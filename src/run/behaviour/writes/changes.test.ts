import { describe, expect, test } from '@jest/globals';
import type { RequestValues } from '../../../model/contract.ts';
import type { Json, JsonObject } from '../../../model/json.ts';
import { askedAndTold, type Api } from '../../../../test/support/asked-and-told.ts';
import { NO_OVERRIDES } from '../../../messages/overrides.ts';
import { brokenChange, changeOf, leastOf, partsOf, type Change } from './changes.ts';

const text = { type: 'string' };
const LINE = 'PUT /jobs/{id}';

interface Known {
  /** The body of the request that the target accepted; undefined where there is none. */
  accepted?: Json;
  /** Values of it that name other things. */
  references?: string[];
  /** Whether nothing is known of the operation. */
  isUnknown?: boolean;
}

/** A change of the first job of an API, and the things of it. */
async function changing(api: Api, { accepted, references = [], isUnknown = false }: Known = {}, line = LINE) {
  const { client, known, operation } = await askedAndTold(api);
  const values: RequestValues = { path: {}, query: {}, header: {}, cookie: {} };
  Object.assign(client.context.baselines, {
    startOf: () =>
      isUnknown
        ? undefined
        : {
            overrides: NO_OVERRIDES,
            ...(accepted !== undefined && { bases: [{ inputs: { ...values, body: accepted } }] }),
          },
    of: () => ({ accepted: { isReference: (_: string, value: string) => references.includes(value) } }),
  });
  const [one] = known.made;
  if (!one) throw new Error('nothing was created');
  return { client, change: changeOf(client, one, operation(line)) };
}

const bodyOf = (change: Change | undefined) => change?.inputs.body;
const taking = (content: JsonObject, more: JsonObject = {}): Api => ({
  operations: { [LINE]: { requestBody: { required: true, content }, ...more } },
});
const shape = (properties: JsonObject, required: string[] = []) => ({ type: 'object', required, properties });
const JOB = shape({ id: { ...text, readOnly: true }, title: text });

describe('a change of everything', () => {
  test('has the values of the seventh thing, and is made again with those of the eleventh on', async () => {
    const { change } = await changing({ members: { title: text, size: { type: 'integer' } } });
    expect(bodyOf(change)).toEqual({ id: '1', title: expect.stringMatching(/ mark16$/), size: expect.any(Number) });
    expect(change).toMatchObject({ at: '#', inputs: { path: { id: '1' }, mediaType: 'application/json' } });
    expect([change?.again(), change?.again()]).toEqual([
      { id: '1', title: expect.stringMatching(/ mark1a$/), size: expect.any(Number) },
      { id: '1', title: expect.stringMatching(/ mark1b$/), size: expect.any(Number) },
    ]);
  });

  test.each<[what: string, api: Api, known: Known]>([
    ['nothing is known of the operation', {}, { isUnknown: true }],
    ['it takes no body', { operations: { [LINE]: { requestBody: { content: {} } } } }, {}],
    ['no body can be made for it', taking({ 'application/json': { schema: false } }), {}],
    ['its body may not be another one', taking({ 'application/json': { schema: { const: 'a' } } }), { accepted: 'b' }],
  ])('is none where %s', async (_, api, known) => {
    expect((await changing(api, known)).change).toBeUndefined();
  });

  test.each<[types: string[], want: string]>([
    [['text/plain', 'application/json'], 'application/json'],
    [['application/json-patch+json', 'application/merge-patch+json'], 'application/merge-patch+json'],
    [['text/plain', 'application/json-patch+json'], 'application/json-patch+json'],
    [['text/plain', 'application/xml'], 'text/plain'],
  ])('is made for one of %j: %s', async (types, want) => {
    const content = Object.fromEntries(
      types.map((type) => [type, { schema: type === 'text/plain' ? text : type.includes('patch+') ? {} : JOB }]),
    );
    const { change } = await changing(taking(content), { accepted: want === 'text/plain' ? 'a' : { title: 'a' } });
    expect(change?.media.type).toBe(want);
  });

  test('starts from the accepted request before what the thing was created with', async () => {
    const { change } = await changing({ members: { title: text, size: {} } }, { accepted: { title: 'a', size: null } });
    expect(bodyOf(change)).toEqual({ title: expect.any(String), size: null });
  });

  test('starts from what the thing was created with before the documented request', async () => {
    const schema = shape({ title: text, note: { type: 'null' } });
    const content = { 'application/json': { schema, example: { title: 'a', note: null } } };
    const created = await changing({ ...taking(content), created: [{ id: '1', title: 'b' }] });
    expect(bodyOf(created.change)).not.toHaveProperty('note');
    const refused = await changing({ ...taking(content), created: [{ id: '1', title: 7 }] });
    expect(bodyOf(refused.change)).toHaveProperty('note', null);
  });

  test('is made of the schema where neither fits', async () => {
    const schema = shape({ kind: { enum: ['x', 'y'] } }, ['kind']);
    const { change } = await changing({ ...taking({ 'application/json': { schema } }), created: [{ id: '1' }] });
    expect(Object.keys(bodyOf(change) as JsonObject)).toEqual(['kind']);
  });

  test('keeps what names the thing, and what names other things', async () => {
    const members = { title: text, team: text, other: text };
    const accepted = { id: '7', title: 'a b', team: 't1', other: 't2' };
    const put = { ...taking({ 'application/json': { schema: shape({ id: text, ...members }) } }), members };
    const { change } = await changing(put, { accepted, references: ['t1'] });
    expect(bodyOf(change)).toMatchObject({ id: '1', team: 't1' });
    expect(bodyOf(change)).not.toMatchObject({ other: 't2' });
    expect(change?.again()).toMatchObject({ id: '1', team: 't1' });
  });

  test('has the name of another thing where its own is not allowed', async () => {
    const schema = shape({ id: { type: 'integer' }, title: text });
    const { change } = await changing(taking({ 'application/json': { schema } }), { accepted: { id: 7, title: 'a' } });
    expect(bodyOf(change)).toMatchObject({ id: 7 });
  });

  test('lies where the body wraps the thing', async () => {
    const wrapped = taking({ 'application/json': { schema: shape({ job: JOB }) } });
    const { change } = await changing(wrapped, { accepted: { job: { title: 'a' } } });
    expect(change?.at).toBe('#/job');
  });
});

describe('a JSON Patch', () => {
  const patch = taking({ 'application/json-patch+json': { schema: { type: 'array' } } });
  const patched = async (created: JsonObject) => {
    const { change, client } = await changing({ ...patch, created: [{ id: '1', ...created }] });
    return { change, client };
  };

  test('replaces each text of several words that the thing was created with', async () => {
    const { change, client } = await patched({ title: 'a b', note: 'word', 'a/b': 'c d', size: 3 });
    expect(bodyOf(change)).toEqual([
      { op: 'replace', path: '/title', value: 'a b mark110' },
      { op: 'replace', path: '/a~1b', value: 'c d mark110' },
    ]);
    expect(change?.again()).toMatchObject([{ value: 'a b mark111' }, {}]);
    expect(change?.at).toBeUndefined();
    // Its operations are no members that could be left out or be wrong.
    if (change)
      expect([partsOf(client, change), leastOf(client, change), brokenChange(client, change)]).toEqual([
        [],
        undefined,
        undefined,
      ]);
  });

  test.each([['2026-01-01 10:00'], ['f81d4fae-7dec-11d0-a765-00a0c91e6bf6'], ['word']])(
    'leaves %j as it is',
    async (value) => {
      const { change } = await patched({ title: value });
      expect(bodyOf(change)).toEqual([]);
    },
  );

  test.each([['in 2026-01-01'], ['f81d4fae-7dec-11d0-a765-00a0c91e6bf6 or so']])('replaces %j', async (value) => {
    const { change } = await patched({ title: value });
    expect(bodyOf(change)).toHaveLength(1);
  });
});

describe('a change of parts', () => {
  const members = { title: text, box: { type: 'object' }, size: { type: 'integer' }, on: { const: true }, note: text };
  const accepted = { title: 'a b', box: {}, size: 3, on: true, note: 'c d' };
  const made = async (api: Api, body: Json) => {
    const { client, change } = await changing(api, { accepted: body });
    if (!change) throw new Error('there is no change');
    return { client, change };
  };

  test('is one of the first member, one of a number, and one of the last', async () => {
    const { client, change } = await made({ members }, accepted);
    const parts = partsOf(client, change);
    expect(parts.map(({ names }) => names)).toEqual([['title'], ['size'], ['note']]);
    expect(parts.map(({ inputs: { body } }) => Object.keys(body as JsonObject))).toEqual([
      ['title'],
      ['size'],
      ['note'],
    ]);
    expect(parts[0]?.inputs).toMatchObject({ path: { id: '1' }, body: { title: expect.stringMatching(/ mark17$/) } });
  });

  test.each<[what: string, members: JsonObject, body: JsonObject, want: string[][]]>([
    ['one alone, where there is one', { title: text }, { title: 'a b' }, [['title']]],
    ['none of what cannot be another', { on: { const: true } }, { on: true }, []],
    ['none of objects', { box: { type: 'object', properties: { a: text } } }, { box: { a: 'b c' } }, []],
  ])('is %s', async (_, some, body, want) => {
    const { client, change } = await made({ members: some }, body);
    expect(partsOf(client, change).map(({ names }) => names)).toEqual(want);
  });

  test('leaves out nothing that is required', async () => {
    const schema = shape({ title: text, note: text }, ['title']);
    const { client, change } = await made(taking({ 'application/json': { schema } }), { title: 'a b', note: 'c d' });
    expect(partsOf(client, change).map(({ names }) => names)).toEqual([['title']]);
    expect(leastOf(client, change)).toMatchObject({ names: ['note'], inputs: { path: { id: '1' } } });
    expect(Object.keys(leastOf(client, change)?.inputs.body as JsonObject)).toEqual(['title']);
  });

  test('leaves out no more than may be missing together', async () => {
    const schema = { ...shape({ title: text, note: text }), minProperties: 1 };
    const { client, change } = await made(taking({ 'application/json': { schema } }), { title: 'a b', note: 'c d' });
    expect(leastOf(client, change)).toMatchObject({
      names: ['title'],
      inputs: { body: { note: expect.stringMatching(/ mark16$/) } },
    });
  });

  test('leaves out nothing where all of it is required', async () => {
    const schema = shape({ title: text }, ['title']);
    const { client, change } = await made(taking({ 'application/json': { schema } }), { title: 'a b' });
    expect(leastOf(client, change)).toBeUndefined();
  });

  test.each<[what: string, members: JsonObject, body: JsonObject, want: Json]>([
    [
      'an object in place of the last text',
      { title: text, note: text },
      { title: 'a b', note: 'c d' },
      { at: '#/note', value: { assay: [] } },
    ],
    ['a list in place of an object', { box: { type: 'object' } }, { box: {} }, { at: '#/box', value: ['assay', {}] }],
    ['a text in place of both', { box: { type: ['object', 'array'] } }, { box: {} }, { at: '#/box', value: 'assay' }],
    [
      'the first, where the last may be anything',
      { title: text, note: {} },
      { title: 'a b', note: 1 },
      { at: '#/title', value: { assay: [] } },
    ],
  ])('has, where it is to be wrong, %s', async (_, some, body, want) => {
    const { client, change } = await made({ members: some }, body);
    const broken = brokenChange(client, change);
    const { at, value } = want as { at: string; value: Json };
    expect(broken).toMatchObject({ at: `request body${at}`, clause: expect.stringMatching(/\/type$/) });
    expect((broken?.inputs.body as JsonObject)[at.slice(2)]).toEqual(value);
    if ('title' in body && at !== '#/title')
      expect(broken?.inputs.body).toMatchObject({ title: expect.stringMatching(/ mark18$/) });
  });

  test('is of the thing that the body wraps', async () => {
    const job = shape({ title: text, note: text });
    const wrapped = taking({ 'application/json': { schema: shape({ job }, ['job']) } });
    const { client, change } = await made(wrapped, { job: { title: 'a b', note: 'c d' } });
    expect(partsOf(client, change).map(({ names }) => names)).toEqual([['title'], ['note']]);
    expect(leastOf(client, change)).toMatchObject({ names: ['title', 'note'], inputs: { body: { job: {} } } });
    expect(brokenChange(client, change)?.at).toBe('request body#/job/note');
  });

  test('is none where the body has no object', async () => {
    const schema = { type: 'array', items: text };
    const { client, change } = await made(taking({ 'application/json': { schema } }), ['a b']);
    expect([partsOf(client, change), leastOf(client, change), brokenChange(client, change)]).toEqual([
      [],
      undefined,
      undefined,
    ]);
  });

  test('is never wrong where anything is right', async () => {
    const { client, change } = await made({ members: { note: {} } }, { note: 1 });
    expect(brokenChange(client, change)).toBeUndefined();
  });
});
