import { formatStatus, isAcceptance, type Check } from '../judgement.ts';
import { isError } from '../../http/status.ts';

/** If the contract requires credentials, a request without them is refused (OpenAPI 3.1 §4.8.30). */
export const credentials: Check = {
  id: 'credentials',
  title: 'Where the contract asks for credentials, a request without them is refused.',
  each: ({ expect, operation, response, title }) =>
    expect.kind !== 'refused' || expect.at !== 'credentials' || isError(response.status)
      ? []
      : [
          {
            clause: expect.clause,
            at: expect.at,
            message: `${isAcceptance(operation, response.status) ? 'accepts' : 'redirects and does not refuse'} ${title}`,
            expected: 'a refusal (401)',
            actual: formatStatus(response),
          },
        ],
};
