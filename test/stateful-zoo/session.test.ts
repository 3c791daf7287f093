import { expect, test } from '@jest/globals';
import { FAULTS } from './faults/index.ts';
import { session } from './session.ts';
import { UNUSUAL } from './unusual.ts';
import { shopThat } from './zoo.ts';

const right = session(shopThat(() => {}));

test('a shop of the zoo answers the same session always in the same way', () => {
  expect(session(shopThat(() => {}))).toBe(right);
});

test.each(FAULTS.map(({ of, name, does }) => [`${of}: ${name}`, does] as const))(
  'a person could notice the fault: %s',
  (_name, does) => {
    expect(session(shopThat(does))).not.toBe(right);
  },
);

test.each(UNUSUAL.slice(1).map(({ name, does }) => [name, does] as const))(
  'a person could notice what is unusual: %s',
  (_name, does) => {
    expect(session(shopThat(does))).not.toBe(right);
  },
);

test('no two rows of the zoo of shops have one name', () => {
  const names = [...FAULTS, ...UNUSUAL].map(({ name }) => name);
  expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
});
