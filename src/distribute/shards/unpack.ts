/** What a shard saw, made of the plain data of its report again. */
import type { Case } from '../../model/case.ts';
import type { Contract, Operation, Statement } from '../../model/contract.ts';
import type { Finding } from '../../model/finding.ts';
import type { Exchange, Request } from '../../model/exchange.ts';
import type { Result } from '../../model/run.ts';
import type { ShardEntries, ShardFinding, ShardFold, ShardMessage, ShardResult } from '../../model/shard-report.ts';
import { addGroup, noEntries, type EntryGroups } from '../../judge/entries.ts';
import { emptyFold, type Fold } from '../../run/fold/fold.ts';

/** @throws Error for an operation that the contract does not have */
export function unpackFold(contract: Contract, packed: ShardFold): Fold {
  const findingOf = createFindings(contract);
  const operations = new Map(contract.operations.map((operation) => [operation.id, operation]));
  const results = new Map(
    packed.results.map((result) => [
      result.number,
      { ...unpackResult(operations, result), findings: result.findings.map(findingOf) },
    ]),
  );
  const resultOf = (number: number) => ({ number, result: known(results, number) });
  return {
    ...emptyFold(),
    counts: { ...packed.counts },
    phases: new Set(packed.phases),
    findings: new Map(
      packed.findings.map(({ finding, shown, size, first }) => [
        finding.fingerprint,
        { finding: findingOf(finding), shown: resultOf(shown), size, first },
      ]),
    ),
    touched: new Map(
      packed.touched.map(({ operation, clauses, isAccepting }) => [
        operation,
        { touched: new Set(clauses), isAccepting },
      ]),
    ),
    reached: new Map(packed.reached.map(({ operation, ...reach }) => [operation, reach])),
    undecided: unpackEntries(packed.undecided),
    kept: packed.kept.map(resultOf),
  };
}

export function unpackEntries({ groups, others }: ShardEntries): EntryGroups {
  const entries = noEntries();
  for (const group of groups) addGroup(entries, { ...group });
  entries.others += others;
  return entries;
}

/** Findings with the statements of the contract again. */
function createFindings(contract: Contract): (packed: ShardFinding) => Finding {
  const keyOf = ({ kind, pointer, says }: Pick<Statement, 'kind' | 'pointer' | 'says'>) =>
    JSON.stringify([kind, pointer, says]);
  const statements = new Map(contract.statements().map((statement) => [keyOf(statement), statement]));
  return ({ statement: packed, ...finding }) => {
    if (!packed) return finding;
    const { document: title, ...rest } = packed;
    const named: Statement = { ...rest, ...(title !== undefined && { document: { id: title, title } }) };
    return { ...finding, statement: statements.get(keyOf(packed)) ?? named };
  };
}

function unpackResult(operations: ReadonlyMap<string, Operation>, packed: ShardResult): Omit<Result, 'findings'> {
  const { id, phase, title, expect, mediaType, response, failure, startedAt, duration = 0 } = packed;
  const operation = known(operations, packed.operation);
  const { method, path, ...message } = packed.request;
  const body = bodyOf(message);
  const request: Request = { method, path, headers: message.headers, ...(body && { body }) };
  const nothing = { path: {}, query: {}, header: {}, cookie: {} };
  const outcome: Exchange['outcome'] | undefined = response
    ? {
        response: {
          status: response.status,
          headers: response.headers,
          body: bodyOf(response) ?? new Uint8Array(),
          ...(response.incomplete !== undefined && { incomplete: response.incomplete }),
        },
      }
    : failure === undefined
      ? undefined
      : { failure: { kind: 'unreachable', message: failure } };
  return {
    case: {
      ...{ id, phase, operation, title, request, expect: unpackExpect(operation, expect) },
      inputs: { ...nothing, ...(mediaType !== undefined && { mediaType }) },
    },
    ...(outcome && {
      exchange: { request, outcome, duration, retries: 0, ...(startedAt !== undefined && { startedAt }) },
    }),
    ...(packed.undecided && { undecided: packed.undecided }),
  };
}

function unpackExpect(operation: Operation, { kind, clause, at, example }: ShardResult['expect']): Case['expect'] {
  const documented = operation.examples.find(({ pointer }) => pointer === example);
  if (kind === 'documented' && documented) return { kind, example: documented };
  return {
    kind: kind === 'documented' ? 'accepted' : kind,
    clause: clause ?? operation.pointer,
    at: at ?? 'request',
  };
}

function bodyOf({ text, base64 }: ShardMessage): Uint8Array | undefined {
  if (base64 !== undefined) return Buffer.from(base64, 'base64');
  return text === undefined ? undefined : Buffer.from(text);
}

function known<Key, Value>(values: ReadonlyMap<Key, Value>, key: Key): Value {
  const value = values.get(key);
  if (value === undefined) throw new Error(`a shard speaks of ${String(key)}, which is not there`);
  return value;
}
