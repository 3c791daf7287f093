import { expect, test } from '@jest/globals';
import { metaschema } from './metaschemas.ts';

const A_2019 = 'https://json-schema.org/draft/2019-09';
const A_2020 = 'https://json-schema.org/draft/2020-12';

test.each([
  'http://json-schema.org/draft-04/schema',
  'http://json-schema.org/draft-06/schema',
  'http://json-schema.org/draft-07/schema',
  `${A_2019}/schema`,
  ...['applicator', 'content', 'core', 'format', 'meta-data', 'validation'].map((part) => `${A_2019}/meta/${part}`),
  `${A_2020}/schema`,
  ...['applicator', 'content', 'core', 'format-annotation', 'meta-data', 'unevaluated', 'validation'].map(
    (part) => `${A_2020}/meta/${part}`,
  ),
])('the metaschema %s is known, and goes by that name', (uri) => {
  const { $id, id } = metaschema(uri) ?? {};
  expect(String($id ?? id).replace(/#$/, '')).toBe(uri);
});

test('a metaschema of a draft is known by https too, and each caller gets one of its own', () => {
  const one = metaschema('https://json-schema.org/draft-07/schema');
  expect(one).toEqual(metaschema('http://json-schema.org/draft-07/schema'));
  expect(one).not.toBe(metaschema('https://json-schema.org/draft-07/schema'));
});

test.each(['http://json-schema.org/draft-03/schema', `${A_2020}/applicator`, `${A_2020}/meta/format`, 'schema', ''])(
  'the metaschema %j is not known',
  (uri) => expect(metaschema(uri)).toBeUndefined(),
);
