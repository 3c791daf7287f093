import type { JsonObject } from '../../model/json.ts';

const FLOWS: Record<string, string> = {
  application: 'clientCredentials',
  accessCode: 'authorizationCode',
  implicit: 'implicit',
  password: 'password',
};

/** A Security Scheme Object. */
export function securityScheme(value: JsonObject): JsonObject {
  if (value['type'] === 'basic') {
    const { type: _, ...rest } = value;
    return { ...rest, type: 'http', scheme: 'basic' };
  }
  if (value['type'] !== 'oauth2') return value;
  const { flow, authorizationUrl, tokenUrl, scopes, ...rest } = value;
  const described = {
    ...(authorizationUrl !== undefined && { authorizationUrl }),
    ...(tokenUrl !== undefined && { tokenUrl }),
    scopes: scopes ?? {},
  };
  return { ...rest, flows: { [FLOWS[String(flow)] ?? 'implicit']: described } };
}
