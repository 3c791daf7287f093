import { describe, expect, test } from '@jest/globals';
import type { JsonObject } from '../model/json.ts';
import { contractOf } from '../../test/support/contracts.ts';
import { sample } from './sample.ts';

const contractWith = (schemas: JsonObject) =>
  contractOf({ openapi: '3.1.0', info: { title: 'T', version: '1' }, paths: {}, components: { schemas } });
const NODE = { $ref: '#/components/schemas/Node' };

describe('a schema that holds itself', () => {
  test('has no value where it requires itself without end', async () => {
    const contract = await contractWith({
      Node: { type: 'object', required: ['left', 'right'], properties: { left: NODE, right: NODE } },
    });
    expect(sample(contract, NODE.$ref)).toBeUndefined();
    expect(sample(contract, NODE.$ref, 'full')).toBeUndefined();
  });

  test('has one where it need not', async () => {
    const contract = await contractWith({
      Node: { type: 'object', required: ['id'], properties: { id: { const: 1 }, next: NODE } },
    });
    expect(sample(contract, NODE.$ref)).toEqual({ id: 1 });
    expect(sample(contract, NODE.$ref, 'full')).toMatchObject({ id: 1, next: { id: 1 } });
  });

  test('and one that is deep and ends', async () => {
    const levels = Array.from({ length: 40 }, (_, level): [string, JsonObject] => [
      `L${level}`,
      level === 39
        ? { const: 'end' }
        : {
            type: 'object',
            required: ['below'],
            properties: { below: { $ref: `#/components/schemas/L${level + 1}` } },
          },
    ]);
    const contract = await contractWith(Object.fromEntries(levels));
    expect(JSON.stringify(sample(contract, '#/components/schemas/L0'))).toContain('"end"');
  });
});
