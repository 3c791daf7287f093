import { expect, test } from '@jest/globals';
import type { Case } from '../../model/case.ts';
import type { Sender } from '../../exchange/sender.ts';
import { withCanary } from './canary.ts';
import { stoppable } from './stoppable-sender.ts';

interface Step {
  id: string;
  method?: string;
  path?: string;
  /** What is answered, or nothing where no answer comes. */
  status?: number;
  /** Set where the request is meant to be refused for its credentials. */
  isMeant?: boolean;
}
const caseOf = ({ id, method = 'GET', path = `/${id}`, isMeant }: Step) =>
  ({
    operation: { id, path: path.replace(/\d+/, '{id}') },
    request: { method, path, headers: [] },
    expect: isMeant ? { kind: 'refused', at: 'credentials' } : { kind: 'accepted', at: 'request' },
  }) as unknown as Case;

/** What a run is told after these requests, and all that was sent; `again` is how an accepted one is answered when it is sent again. */
async function run(steps: Step[], again: number[]) {
  const sent: string[] = [];
  const answers = [...again];
  let now: Step | undefined;
  const plain = {
    isOver: false,
    ending: undefined,
    send: async ({ operation: { id } }: Case) => {
      sent.push(id);
      const status = now ? now.status : answers.shift();
      now = undefined;
      return { outcome: status === undefined ? { failure: {} } : { response: { status } } };
    },
  } as unknown as Sender;
  const canary = withCanary(stoppable(plain));
  for (const step of steps) {
    now = step;
    await canary.sender.send(caseOf(step));
  }
  return { told: canary.undecided(), sent, isOver: canary.sender.isOver };
}
const OK = { id: 'ok', status: 200 };
const ENDED = 'the credentials worked and then stopped working: ok accepted them before, and now answers';

test.each([401, 403])('a run ends where %i comes for what was accepted before, twice', async (status) => {
  const { told, sent, isOver } = await run(
    [OK, { id: 'other', status }, { id: 'late', status: 200 }],
    [status, status],
  );
  expect(told).toEqual([{ reason: `${ENDED} ${status}` }]);
  expect(sent).toEqual(['ok', 'other', 'ok', 'ok']);
  expect(isOver).toBe(true);
});

test.each<[what: string, steps: Step[], again: number[], sent: string[]]>([
  ['nothing was accepted before', [{ id: 'a', status: 401 }], [], ['a']],
  [
    'another request was accepted that changes something',
    [
      { ...OK, method: 'POST' },
      { id: 'a', status: 401 },
    ],
    [],
    ['ok', 'a'],
  ],
  ['it is accepted again', [OK, { id: 'a', status: 401 }], [200], ['ok', 'a', 'ok']],
  ['it is accepted the second time', [OK, { id: 'a', status: 401 }], [401, 200], ['ok', 'a', 'ok', 'ok']],
  [
    'the refusal is of another kind',
    [OK, { id: 'a', status: 400 }, { id: 'b', status: 404 }, { id: 'c' }],
    [],
    ['ok', 'a', 'b', 'c'],
  ],
  ['the refusal is what is asked for', [OK, { id: 'a', status: 401, isMeant: true }], [], ['ok', 'a']],
  [
    'only redirections came before',
    [
      { ...OK, status: 300 },
      { id: 'a', status: 401 },
    ],
    [],
    ['ok', 'a'],
  ],
  [
    'only informational answers came before',
    [
      { ...OK, status: 199 },
      { id: 'a', status: 401 },
    ],
    [],
    ['ok', 'a'],
  ],
  [
    'an operation is known to refuse',
    [OK, { id: 'a', status: 403 }, { id: 'a', status: 403 }],
    [200],
    ['ok', 'a', 'ok', 'a'],
  ],
])('a run goes on where %s', async (_, steps, again, sent) => {
  const result = await run(steps, again);
  expect(result).toEqual({ told: [], sent, isOver: false });
});

test('an operation that accepted something since is asked about again', async () => {
  const steps = [OK, { id: 'a', status: 403 }, { id: 'a', status: 200 }, { id: 'a', status: 403 }];
  const { told, sent } = await run(steps, [200, 403, 403]);
  expect(sent).toEqual(['ok', 'a', 'ok', 'a', 'a', 'a', 'a']);
  expect(told).toHaveLength(1);
});

test('the last five requests that changed something are named, without their queries', async () => {
  const changes = [1, 2, 3, 4, 5, 6].map((nth) => ({
    id: `c${nth}`,
    method: 'PUT',
    path: `/c${nth}?k=v`,
    status: 204,
  }));
  const { told } = await run([OK, ...changes, { id: 'x', status: 401 }], [401, 401]);
  expect(told).toEqual([
    {
      reason: `${ENDED} 401`,
      hint: 'The last requests before that changed something: PUT /c2, PUT /c3, PUT /c4, PUT /c5, PUT /c6.',
    },
  ]);
});

test('one request that changed something is named', async () => {
  const { told } = await run([OK, { id: 'c', method: 'POST', status: 201 }, { id: 'x', status: 401 }], [401, 401]);
  expect(told[0]?.hint).toBe('The last requests before that changed something: POST /c.');
});

const THING = { id: 'ok', path: '/things/7', status: 200 };
const DELETION = { id: 'delete', method: 'DELETE', path: '/things/7', status: 204 };
const REFUSED = { id: 'gone', status: 403 };

test.each<[what: string, steps: Step[], again: number[], sent: string[]]>([
  ['nothing else was read', [THING, DELETION, REFUSED], [], ['ok', 'delete', 'gone']],
  [
    'a list was read before',
    [{ id: 'list', status: 200 }, THING, DELETION, REFUSED],
    [200],
    ['list', 'ok', 'delete', 'gone', 'list'],
  ],
  [
    'another thing was read since',
    [THING, DELETION, { ...THING, id: 'other' }, REFUSED],
    [200],
    ['ok', 'delete', 'other', 'gone', 'other'],
  ],
])('what was read before a deletion may be gone, and shows nothing where %s', async (_, steps, again, sent) => {
  expect(await run(steps, again)).toMatchObject({ told: [], sent, isOver: false });
});

test.each([[{ ...DELETION, status: 404 }], [{ ...DELETION, method: 'PATCH' }]])(
  'what was read before is asked for again where nothing was deleted: %j',
  async (step) => {
    const { sent, isOver } = await run([THING, step, REFUSED], [403, 403]);
    expect(sent).toEqual(['ok', 'delete', 'gone', 'ok', 'ok']);
    expect(isOver).toBe(true);
  },
);
