import { describe, expect, test } from '@jest/globals';
import type { JsonObject } from '../../model/json.ts';
import { listOf, model, number, shape, type Told } from '../../../test/support/told-operations.ts';

const created: Told = { answers: shape({ id: number }), status: '201' };
const FLOWS: Record<string, Told> = { 'POST /chat-flows': created, 'GET /chat-flows/{id}': {} };

/** An operation whose path parameter `name` has a description. */
const described = (description: string, more: JsonObject = {}, name = 'id'): Told => ({
  answers: listOf(shape({ id: number })),
  more: { ...more, parameters: [{ name, in: 'path', required: true, description, schema: {} }] },
});

/** What feeds the parameter of the operation that is told last, and what that operation does. */
async function found(told: Record<string, Told>): Promise<string> {
  const { contract, resources } = await model(told);
  const last = contract.operations.at(-1);
  if (!last) throw new Error('no operation');
  const [feeder] = resources.feeders(last);
  return `${feeder?.from.operation.id ?? 'nothing'}, ${resources.of(last)?.role ?? 'no role'}`;
}

test.each<[description: string, want: string]>([
  ['Chat Flow ID', 'POST /chat-flows, no role'],
  ['chat-flow id', 'POST /chat-flows, no role'],
  ['The unique identifier of the chat flow to read the leads of', 'POST /chat-flows, no role'],
  ['ID of the chat flow whose leads are read', 'POST /chat-flows, no role'],
  ["The chat flow's UUID", 'POST /chat-flows, no role'],
  ['Chat Flow ID to filter by', 'POST /chat-flows, no role'],
  ['My Own Chat Flow ID', 'POST /chat-flows, no role'],
  ['A chat flow', 'nothing, read'],
  ['ID of the lead of a chat flow', 'nothing, read'],
  ['Lead ID', 'nothing, read'],
  ['Identity of a chat flow', 'nothing, read'],
  [`${'very '.repeat(30)}chat flow id`, 'nothing, read'],
  ['', 'nothing, read'],
])('an {id} of nothing that is created, described as “%s”, is fed by: %s', async (description, want) => {
  const last = { ...described(description), answers: shape({ id: number }) };
  expect(await found({ ...FLOWS, 'GET /leads/{id}': last })).toBe(want);
});

describe('an {id} of things that are created themselves', () => {
  const LEADS: Record<string, Told> = { ...FLOWS, 'POST /leads': created, 'GET /leads': {} };

  test.each<[string, more: JsonObject, want: string]>([
    ['nothing else speaks of what its description names', { summary: 'All leads' }, 'POST /leads, delete'],
    ['the summary speaks of it too', { summary: 'The leads of a chat flow' }, 'POST /chat-flows, no role'],
    ['the description does', { description: 'Reads those of one chat flow.' }, 'POST /chat-flows, no role'],
    ['the name of the operation does', { operationId: 'leadsOfChatFlow' }, 'POST /chat-flows, no role'],
    [
      'the contract says itself what it is',
      { summary: 'The leads of a chat flow', 'x-resource': { name: 'lead', role: 'delete' } },
      'POST /leads, delete',
    ],
  ])('is fed by what its place in the path says, or by its description: %s', async (_, more, want) => {
    expect(await found({ ...LEADS, 'DELETE /leads/{id}': described('Chat Flow ID', more) })).toBe(want);
  });
});

test.each([
  ['has a name of its own', 'leadId'],
  ['is a name', 'name'],
])('a parameter that %s is what it is called', async (_, name) => {
  expect(await found({ ...FLOWS, [`GET /leads/{${name}}`]: described('Chat Flow ID', {}, name) })).not.toContain(
    'chat',
  );
});
