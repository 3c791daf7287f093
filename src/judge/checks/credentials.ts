import { isOpenInWords } from '../open-in-words.ts';
import { formatStatus, isAcceptance, type Check } from '../judgement.ts';
import { isError } from '../../http/status.ts';

/** Where a browser is sent to log in: `/hub/login?next=…`, `https://id.example.org/oauth2/authorize`. */
const TO_LOG_IN =
  /[/._-](?:log[-_]?(?:in|on)|sign[-_]?in|sso|saml2?|oauth2?|authorize|authenticate|auth)(?=[/?#._-]|$)/i;

/**
 * If the contract requires credentials, a request without them is refused (OpenAPI 3.1 §4.8.30). A redirect to a page where one logs
 * in refuses a browser.
 */
export const credentials: Check = {
  id: 'credentials',
  title: 'Where the contract asks for credentials, a request without them is refused.',
  each: ({ contract, expect, operation, response, title }) => {
    if (expect.kind !== 'refused' || expect.at !== 'credentials' || isError(response.status)) return [];
    const isAccepted = isAcceptance(operation, response.status);
    if (!isAccepted && TO_LOG_IN.test(response.headers.get('location') ?? '')) return [];
    if (isOpenInWords(contract, operation)) return [];
    return [
      {
        clause: expect.clause,
        at: expect.at,
        message: `${isAccepted ? 'accepts' : 'redirects and does not refuse'} ${title}`,
        expected: 'a refusal (401)',
        actual: formatStatus(response),
      },
    ];
  },
};
