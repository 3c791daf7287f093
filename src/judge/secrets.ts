import type { JudgedExchange } from './judged-exchange.ts';
import { requestMedia } from '../messages/request-media.ts';
import { NO_OVERRIDES, type Overrides } from '../messages/overrides.ts';
import type { Contract } from '../model/contract.ts';
import type { Case } from '../model/case.ts';
import { createMasker } from '../contract/mask-known-values.ts';
import { createBoundedSet, type BoundedSet } from '../json/bounded-set.ts';
import { isSecretParameter } from '../contract/secret-names.ts';
import { isSecretHeader, secretsOfHeaders, secretValues, type Secured } from '../contract/secrets.ts';

/** Where the values of a run's requests come from. */
export interface Provenance {
  /** The user's values for every request. */
  overrides?: Overrides | undefined;
  /** Set if all requests are recorded traffic, without made-up values. */
  isRecorded?: boolean;
}

/** Which values are secret, and which are not because the run made them up; learned exchange by exchange. */
export interface RunSecrets {
  /** Learns what one exchange shows; in the order of the exchanges. */
  see(testCase: Case, entry: JudgedExchange): void;
  /** Whether nothing more is learned. */
  isFull(): boolean;
  /** Whether a value that was sent or received needs not to be learned. */
  isKnown(from: 'given' | 'received', value: string): boolean;
  /** Lets go of what belongs to one exchange. */
  forget(testCase: Case): void;
  /** Masks the long secrets that were given, documented or received, anywhere in a text. */
  mask(text: string): string;
  /** Whether the value at a secret place was made up for a request. */
  isMadeUp(value: string): boolean;
  /** What `mask` masks. */
  known(): string[];
  /** The secrets of one exchange, of any length. */
  ofExchange(testCase: Case): string[];
}

/** As many secrets of recorded traffic are masked wherever they stand; each exchange's own are masked in its findings in any case. */
const MAX_RECORDED = 1_000;
/** So many values are remembered that were made up last, and that came last. */
const REMEMBERED = 50_000;

export function createSecrets(
  contract: Contract,
  { overrides = NO_OVERRIDES, isRecorded = false }: Provenance = {},
): RunSecrets {
  const secured: Secured = { security: [contract.operations.flatMap(({ security }) => security.flat())] };
  const given = new Set(secretsOfOverrides(secured, overrides));
  const documented = new Set(documentedSecrets(contract));
  const received = createBoundedSet<string>(REMEMBERED);
  const madeUp = createBoundedSet<string>(REMEMBERED);
  const own = new Map<Case, { entry: JudgedExchange; secrets: string[] }>();
  let masking: { origins: string[]; mask: (text: string) => string; long: string[] } | undefined;

  function see(testCase: Case, entry: JudgedExchange): void {
    if (own.get(testCase)?.entry === entry) return;
    const sent = sentBy(contract, testCase);
    const answered = receivedBy(contract, testCase, entry);
    own.set(testCase, { entry, secrets: [...sent, ...answered] });
    if (isFull()) return;
    const learn = (values: Pick<BoundedSet<string>, 'has' | 'add'>, secret: string) => {
      if (!values.has(secret)) masking = undefined;
      values.add(secret);
    };
    for (const secret of isRecorded ? sentHeaders(testCase, entry) : tokensOf(testCase, entry)) learn(given, secret);
    // A value that was sent before a server sent it was made up.
    for (const secret of sent) {
      if (isRecorded) learn(given, secret);
      else if (!isReal(secret)) madeUp.add(secret);
    }
    for (const secret of answered) if (!madeUp.has(secret)) learn(received, secret);
  }

  // Recorded traffic has no end.
  const isFull = () => isRecorded && given.size + received.size >= MAX_RECORDED;

  const isReal = (value: string) => given.has(value) || documented.has(value) || received.has(value);

  function all(): NonNullable<typeof masking> {
    if (masking) return masking;
    const long = [...given, ...[...documented].filter(isTelling), ...[...received].filter(isToken)];
    const origins = [...given, ...documented].filter(({ length }) => length >= 4);
    return (masking = { origins, mask: createMasker(long), long });
  }

  function isMadeUp(value: string): boolean {
    return !isRecorded && !isReal(value) && !all().origins.some((origin) => value.includes(origin));
  }

  return {
    see,
    isFull,
    isKnown: (from, value) => (from === 'given' ? given : received).has(value),
    forget: (testCase) => void own.delete(testCase),
    mask: (text) => all().mask(text),
    known: () => all().long,
    isMadeUp,
    ofExchange: (testCase) =>
      [...new Set(own.get(testCase)?.secrets ?? sentBy(contract, testCase))].filter((secret) => !isMadeUp(secret)),
  };
}

/** Words, templates and URLs also occur outside of secrets. */
function isTelling(secret: string): boolean {
  return /[^a-z_-]/i.test(secret) && !/[{}]|:\/\//.test(secret);
}

/** Whether a value looks like a token of a server. */
function isToken(secret: string): boolean {
  return secret.length >= 12 && /\d/.test(secret) && /[a-z]/i.test(secret) && !/[\s/{}]/.test(secret);
}

function secretsOfOverrides(secured: Secured, { headers, set }: Overrides): string[] {
  const keys = new Set(secured.security.flat().flatMap(({ type, name = [] }) => (type === 'apiKey' ? name : [])));
  return [
    ...secretsOfHeaders(headers, secured),
    ...Object.entries(set).flatMap(([name, value]) => (keys.has(name) || isSecretParameter(name) ? [value] : [])),
  ];
}

function documentedSecrets(contract: Contract): string[] {
  return contract.operations.flatMap((operation) =>
    operation.examples.flatMap(({ request, response }) => [
      ...secretValues({ contract, schema: requestMedia(operation, request)?.schema }, request.body),
      ...(response?.body === undefined
        ? []
        : secretValues({ contract, schema: response.media?.schema }, response.body)),
    ]),
  );
}

function sentBy(contract: Contract, { operation, inputs }: Case): string[] {
  return secretValues({ contract, schema: requestMedia(operation, inputs)?.schema }, inputs.body);
}

function sentHeaders({ operation, request }: Case, { exchange }: JudgedExchange): string[] {
  const { headers } = exchange.request;
  return secretsOfHeaders(request.headers === headers ? headers : [...request.headers, ...headers], operation);
}

function tokensOf({ operation, request }: Case, { exchange }: JudgedExchange): string[] {
  const planned = new Map(request.headers.map(([name, value]) => [name.toLowerCase(), value]));
  const added = exchange.request.headers.filter(
    ([name, value]) => isSecretHeader(name, operation) && planned.get(name.toLowerCase()) !== value,
  );
  return secretsOfHeaders(added, operation);
}

function receivedBy(contract: Contract, { operation }: Case, { exchange, judgement }: JudgedExchange): string[] {
  return [
    ...('response' in exchange.outcome ? secretsOfHeaders(exchange.outcome.response.headers, operation) : []),
    ...(judgement ? secretValues({ contract, schema: judgement.media?.schema }, judgement.response.json) : []),
  ];
}
