import type { JudgedExchange } from './judged-exchange.ts';
import { requestMedia } from '../messages/request-media.ts';
import type { Contract } from '../model/contract.ts';
import type { Case } from '../model/case.ts';
import { secretsOfHeaders, secretValues } from '../contract/secrets.ts';

/** What may appear in no report: credentials that were sent, secret values that were sent, and those that came back. */
export function secretsOf(contract: Contract, judged: Map<Case, JudgedExchange>): string[] {
  const entries = [...judged];
  const sent = entries.flatMap(([{ operation, inputs, request }, { exchange }]) => {
    const schema = requestMedia(operation, inputs)?.schema;
    return [
      ...secretsOfHeaders([...request.headers, ...exchange.request.headers], operation),
      ...secretValues({ contract, schema }, inputs.body),
    ];
  });
  const received = entries.flatMap(([{ operation }, { exchange, judgement }]) => [
    ...('response' in exchange.outcome ? secretsOfHeaders(exchange.outcome.response.headers, operation) : []),
    ...(judgement ? secretValues({ contract, schema: judgement.media?.schema }, judgement.response.json) : []),
  ]);
  return [...sent, ...received];
}
