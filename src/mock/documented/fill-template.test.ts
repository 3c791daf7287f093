import { describe, expect, test } from '@jest/globals';
import type { RequestValues } from '../../model/contract.ts';
import type { Origin } from '../../model/binding.ts';
import type { Json } from '../../model/json.ts';
import { createGeneratedValues } from './generated-values.ts';
import type { Placeholder, TemplateNode } from './body-template.ts';
import { createRenderContext, fillBody, lateValue, placeholderValue, type Choice } from './fill-template.ts';

const generated = createGeneratedValues({ now: () => new Date(0), newId: () => 'new' }, 1);
const fixed = (value: Json): TemplateNode => ({ kind: 'fixed', value });
const body = (pointer: string): Origin => ({ in: 'body', pointer });
const hole = (place: string, origin: Origin, more: Partial<Placeholder> = {}): Placeholder => ({
  ...{ kind: 'placeholder', place, template: [origin], late: origin.in === 'response', uri: false },
  ...{ documented: 'documented', regenerate: undefined, byDefault: undefined },
  ...more,
});
const object = (place: string, members: Record<string, TemplateNode>): TemplateNode => ({
  ...{ kind: 'object', place, members: Object.entries(members) },
});
const array = (place: string, ...items: TemplateNode[]): TemplateNode => ({ kind: 'array', place, items });

function contextOf(sent: Json | undefined, choices: [string, Choice][] = []) {
  const inputs: RequestValues = { path: { id: 'a b' }, query: {}, header: {}, cookie: {} };
  const context = createRenderContext(
    { ...inputs, ...(sent !== undefined && { body: sent }) },
    generated,
    encodeURIComponent,
  );
  for (const [place, choice] of choices) context.choices.set(place, choice);
  return context;
}
const A = hole('#/a', body('#/a'));

describe('a body', () => {
  test.each<[name: string, node: TemplateNode, sent: Json | undefined, want: Json | undefined]>([
    ['that is fixed', fixed({ a: [1] }), {}, { a: [1] }],
    ['with a value that was sent', object('#', { a: A, b: fixed(2) }), { a: 1 }, { a: 1, b: 2 }],
    ['with null, which was sent', object('#', { a: A }), { a: null }, { a: null }],
    ['without a value that was not sent', object('#', { a: A, b: fixed(2) }), {}, { b: 2 }],
    ['with nothing in it', object('#', { a: A }), {}, {}],
    ['that is one value', hole('#', body('#/a')), { a: 1 }, 1],
    ['that is one value which was not sent', hole('#', body('#/a')), {}, undefined],
    ['with what is new', { kind: 'generated', make: ({ serial }) => serial }, {}, 1],
    ['with a list of what was sent', array('#', A, hole('#/b', body('#/b')), fixed(3)), { b: 2 }, [2, 3]],
    [
      'without an object of which nothing was sent',
      object('#', { o: object('#/o', { a: hole('#/o/a', body('#/o/a')) }) }),
      {},
      {},
    ],
    [
      'with an object that was sent empty',
      object('#', { o: object('#/o', { a: hole('#/o/a', body('#/o/a')) }) }),
      { o: {} },
      { o: {} },
    ],
    [
      'without an object in place of which a text was sent',
      object('#', { o: object('#/o', { a: hole('#/o/a', body('#/o/a')) }) }),
      { o: 'x' },
      {},
    ],
    [
      'with members in the documented order, others behind them',
      hole('#', body('#'), { documented: { a: 1, b: { c: 1, d: 1 } } }),
      { z: 1, b: { x: 1, d: 2, c: 3 }, a: 4 },
      { a: 4, b: { c: 3, d: 2, x: 1 }, z: 1 },
    ],
  ])('is made %s', (_, node, sent, want) => {
    const made = fillBody(node, contextOf(sent)).body;
    expect(JSON.stringify(made)).toBe(JSON.stringify(want));
  });

  test('lists what was filled and what was left out', () => {
    const b = hole('#/b', body('#/b'));
    const { filled, omitted } = fillBody(object('#', { a: A, b }), contextOf({ a: 1 }));
    expect([filled, omitted]).toEqual([[A], [b]]);
  });

  test('fills values that depend on the body last, at any place', () => {
    const own = hole(
      '#/links/self',
      { in: 'response', pointer: '#/id' },
      { template: ['/x/', { in: 'response', pointer: '#/id' }] },
    );
    const node = object('#', { links: object('#/links', { self: own }), list: array('#/list', own), id: fixed(7) });
    const context = contextOf({});
    expect(fillBody(node, context).body).toEqual({ links: { self: '/x/7' }, list: ['/x/7'], id: 7 });
    expect(context.scene.response).toMatchObject({ id: 7 });
  });

  test('is the documented value if it depends on a missing part of the body', () => {
    expect(fillBody(hole('#', { in: 'response', pointer: '#/id' }), contextOf({})).body).toBe('documented');
  });
});

describe('a placeholder', () => {
  const withDefault = hole('#/a', body('#/a'), { byDefault: 'default' });
  test.each<[choice: Choice | undefined, sent: Json, want: Json | undefined]>([
    [undefined, {}, undefined],
    ['sent', {}, undefined],
    ['sent', { a: 1 }, 1],
    ['default', {}, 'default'],
    ['default', { a: 1 }, 1],
    ['documented', { a: 1 }, 'documented'],
  ])('a placeholder that is to be %s, of %j, is %j', (choice, sent, want) => {
    expect(placeholderValue(withDefault, contextOf(sent, choice ? [['#/a', choice]] : []))).toBe(want);
  });

  test('is filled member by member if that is chosen', () => {
    const whole = hole('#', body('#'), { byMember: object('#', { a: A, b: fixed(2) }) });
    expect(fillBody(whole, contextOf({ a: 1, z: 0 }, [['#', 'by member']])).body).toEqual({ a: 1, b: 2 });
    expect(fillBody(whole, contextOf({ a: 1, z: 0 })).body).toEqual({ a: 1, z: 0 });
    expect(fillBody(A, contextOf({ a: 1 }, [['#/a', 'by member']])).body).toBe(1);
  });

  test('is percent-encoded only in a URI', () => {
    const template = ['/x/', { in: 'path', name: 'id' }] as const;
    expect(placeholderValue(hole('#/a', body('#'), { template, uri: true }), contextOf({}))).toBe('/x/a%20b');
    expect(placeholderValue(hole('#/a', body('#'), { template }), contextOf({}))).toBe('/x/a b');
  });

  test('a placeholder without a source is the documented value, with new generated values', () => {
    const missing = hole('#/a', { in: 'response', pointer: '#/none' });
    expect(lateValue(missing, contextOf({}))).toBe('documented');
    expect(lateValue({ ...missing, regenerate: ({ serial }) => `new ${serial}` }, contextOf({}))).toBe('new 1');
  });
});
