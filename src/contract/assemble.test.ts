import { describe, expect, test } from '@jest/globals';
import type { JsonObject } from '../model/json.ts';
import { assemble } from './assemble.ts';

const fail = (pointer: string, message: string, hint: string): never => {
  throw new Error(`${pointer} ${message}. ${hint}`);
};

/** A contract of a document, and the pointers whose places were looked for. */
function assembled(document: JsonObject) {
  const asked: string[] = [];
  const origin = { name: 'pets', file: 'pets.yaml', files: [], warnings: [], reading: [] } as never;
  const contract = assemble(
    document,
    origin,
    (pointer) => {
      asked.push(pointer);
      return { file: 'pets.yaml', line: asked.length, column: 1 };
    },
    fail,
  );
  return { contract, asked };
}

describe('a contract', () => {
  test('has the title, version and summary of its document', () => {
    const info = { title: ' Pets\n', version: ' 1.2 ', summary: 'All pets. ' };
    const { contract } = assembled({ info, paths: {} });
    expect(contract).toMatchObject({ name: 'pets', title: 'Pets', version: '1.2', summary: 'All pets.' });
  });

  test.each<[string, JsonObject]>([
    ['is missing', {}],
    ['is blank', { title: ' ', version: '\t', summary: '' }],
    ['is no text', { title: 1, version: 2, summary: null }],
  ])('has its name as its title where that %s', (_, info) => {
    expect(assembled({ info, paths: {} }).contract).toMatchObject({ title: 'pets', version: '', summary: '' });
  });

  test.each<JsonObject>([{}, { info: 'Pets' }])('is none without an info object: %j', (document) => {
    expect(() => assembled(document)).toThrow(
      '#/info is missing. Add `info` with a title and a version (OpenAPI 3.1 §4.8.2).',
    );
  });

  test('resolves a reference, and fails for one that leads nowhere', () => {
    const schemas = { Pet: { $ref: '#/components/schemas/Animal' }, Animal: { type: 'object' } };
    const { contract } = assembled({ info: {}, paths: {}, components: { schemas } });
    expect(contract.resolve('#/components/schemas/Pet').value).toEqual({ type: 'object' });
    expect(() => contract.resolve('#/components/schemas/Plant')).toThrow(
      '#/components/schemas/Plant leads nowhere. Point the $ref at something that the document holds.',
    );
  });

  test('looks for the place of a clause once, until it has looked for ten thousand others', () => {
    const { contract, asked } = assembled({ info: {}, paths: {} });
    const before = asked.length;
    const place = contract.locate('#/a');
    expect(contract.locate('#/a')).toBe(place);
    for (let nth = 1; nth < 10_000; nth += 1) contract.locate(`#/${nth}`);
    expect(contract.locate('#/a')).toBe(place);
    expect(asked).toHaveLength(before + 10_000);
    contract.locate('#/last');
    expect(contract.locate('#/a')).not.toBe(place);
    expect(asked).toHaveLength(before + 10_002);
  });
});
