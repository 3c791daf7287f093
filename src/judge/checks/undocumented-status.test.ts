import { contractOf } from '../../../test/support/contracts.ts';
import { checkTable } from '../../../test/support/check-table.ts';
import { undocumentedStatus } from './undocumented-status.ts';

/** A contract of one operation that documents these statuses. */
const documenting = (...statuses: string[]) =>
  contractOf({
    paths: {
      '/pets': {
        post: {
          operationId: 'addPet',
          requestBody: { content: { 'application/json': { example: { name: 'Rex' } } } },
          responses: Object.fromEntries(
            statuses.map((status) => [
              status,
              { description: '', content: { 'application/json': { example: { id: 1 } } } },
            ]),
          ),
        },
      },
    },
  });

const of = async (documented: string[], status: number) => ({
  contract: await documenting(...documented),
  example: 'default' as const,
  response: (answer: { status: number }) => void (answer.status = status),
});

const row = async (documented: number, status: number) => ({
  name: `${status} where ${documented} is what is documented`,
  ...(await of(['201', String(documented)], status)),
  want: ['status'],
  says: { severity: 'note' as const, expected: String(documented), actual: String(status) },
});

checkTable(undocumentedStatus, [
  { name: 'a refusal that is documented', ...(await of(['201', '400', '404'], 404)), want: [] },
  { name: 'a refusal in place of the documented one', ...(await of(['201', '400'], 422)), want: ['status'] },
  { name: 'a refusal where none is documented', ...(await of(['201'], 422)), want: [] },
  { name: 'a refusal of a documented range', ...(await of(['201', '4XX'], 422)), want: [] },
  { name: 'a refusal where a default is documented', ...(await of(['201', '400', 'default'], 422)), want: [] },
  { name: 'a refusal of another kind than the documented one', ...(await of(['201', '400'], 409)), want: [] },
  { name: '403 where 401 is documented', ...(await of(['201', '401'], 403)), want: ['status'] },
  { name: 'a success, which another check judges', ...(await of(['201', '400'], 202)), want: [] },
  { name: 'a failure, which another check judges', ...(await of(['201', '400'], 500)), want: [] },
  ...(await Promise.all(
    [
      [400, 422],
      [401, 403],
      [404, 410],
      [409, 412],
    ].flatMap(([one = 0, other = 0]) => [row(one, other), row(other, one)]),
  )),
]);
