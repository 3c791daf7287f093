import { expect, test } from '@jest/globals';
import type { JsonObject } from '../../../model/json.ts';
import { askedAndTold, type Api } from '../../../../test/support/asked-and-told.ts';
import { shownIn } from '../things.ts';
import { tellAnswered } from './answered.ts';

const text = { type: 'string' };
const MEMBERS = { title: text, 'a/b': text, size: { type: 'integer' } };

/** The members that are compared where a creation was answered with `body`, and a read then shows `read`. */
async function compared(body: JsonObject, read: JsonObject, api: Api = {}, status = 201) {
  const run = await askedAndTold({ members: MEMBERS, ...api }, (line) =>
    line.startsWith('POST') ? { status, body } : { body: read },
  );
  const inputs = { path: {}, query: {}, header: {}, cookie: {}, mediaType: 'application/json', body: { title: 'a' } };
  const written = await run.client.ask(run.operation('POST /jobs'), inputs, 'creates');
  const one = { ...inputs, path: { id: '1' } };
  const after = shownIn(run.client, await run.client.ask(run.operation('GET /jobs/{id}'), one, 'reads'));
  if (!written || !after) throw new Error('nothing was answered');
  tellAnswered(run.client, run.known, written, after, 'create');
  return run.told.map((told) =>
    told.kind === 'answered and read' ? [told.by, ...told.comparison.members.map(({ at }) => at)] : told.kind,
  );
}

const JOB = { id: '1', title: 'A', 'a/b': 'x', size: 1 };

test.each<[what: string, want: unknown[], body: JsonObject, read: JsonObject, api?: Api, status?: number]>([
  ['each member that both have', [['createJob', '#/id', '#/title', '#/a~1b', '#/size']], JOB, { ...JOB, title: 'B' }],
  ['no member that the read does not show', [['createJob', '#/id', '#/title']], JOB, { id: '1', title: 'A' }],
  ['a member that the answer lacks', [['createJob', '#/id', '#/title', '#/a~1b', '#/size']], { id: '1' }, JOB],
  [
    'no member whose answered value the read may not show',
    [['createJob', '#/id', '#/title', '#/a~1b']],
    { ...JOB, size: 'large' },
    JOB,
  ],
  [
    'no member that the answer is not described with',
    [['createJob', '#/id', '#/title']],
    JOB,
    JOB,
    {
      operations: {
        'POST /jobs': {
          responses: {
            201: {
              description: 'Done.',
              content: { 'application/json': { schema: { type: 'object', properties: { id: text, title: text } } } },
            },
          },
        },
      },
    },
  ],
  ['nothing where the creation was refused', [], JOB, JOB, {}, 400],
])(
  'the answer to a creation and the read that follows share %s',
  async (_, want, body, read, api = {}, status = 201) => {
    expect(await compared(body, read, api, status)).toEqual(want);
  },
);
