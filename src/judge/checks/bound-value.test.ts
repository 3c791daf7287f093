import { expect, test } from '@jest/globals';
import { boundValue } from './bound-value.ts';
import { ACCEPTED, checkTable, judgementOf } from '../../../test/support/check-table.ts';

const GUID = 'a85d5481-25ac-45c9-bd25-c54ae91eb638';

checkTable(boundValue, [
  { name: 'the documented body', example: 'docker-with-credentials', want: [] },
  {
    name: 'another guid with the link that goes with it',
    answer: (a) => {
      a.body.guid = GUID;
      a.body.links.self.href = `/v3/packages/${GUID}`;
    },
    want: [],
  },
  {
    name: 'a self link to another package',
    answer: (a) => void (a.body.links.self.href = `/v3/packages/${GUID}`),
    want: ['body#/links/self/href'],
  },
  {
    name: 'an app link to another app',
    answer: (a) => void (a.body.links.app.href = `/v3/apps/${GUID}`),
    want: ['body#/links/app/href'],
  },
  {
    name: 'another image',
    answer: (a) => void (a.body.data.image = 'registry/image:Latest'),
    want: ['body#/data/image'],
  },
  { name: 'another type', answer: (a) => void (a.body.type = 'bits'), want: ['body#/type'] },
  {
    name: 'another boolean',
    example: 'docker-with-credentials',
    answer: (a) => void (a.body.data.store_image = false),
    want: ['body#/data/store_image'],
  },
  {
    name: 'what was sent does not come back',
    expecting: ACCEPTED,
    sent: { type: 'docker', data: { image: 'other/image:1' } },
    answer: (a) => void delete a.body.data.image,
    want: ['body#/data/image'],
  },
  {
    name: 'what was not sent',
    expecting: ACCEPTED,
    sent: { type: 'bits' },
    answer: (a) => void (delete a.body.data.image, (a.body.type = 'bits')),
    want: [],
  },
  {
    name: 'a generated value that a server may keep in another form',
    expecting: { ...ACCEPTED, mayNormalize: true },
    answer: (a) => void (a.body.data.image = 'REGISTRY/image:latest'),
    want: [],
  },
  { name: 'a broken guid is its own finding, not that of the link', answer: (a) => void (a.body.guid = 7), want: [] },
]);

test('an absolute URL of the same resource is a note', () => {
  const judged = judgementOf({
    name: '',
    answer: (a) => void (a.body.links.self.href = `http://api.example.org${String(a.body.links.self.href)}`),
    want: [],
  });
  expect(boundValue.each?.(judged)).toMatchObject([{ severity: 'note', at: 'body#/links/self/href' }]);
});
