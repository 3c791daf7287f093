import { type Overrides, overrideHeaders } from './overrides.ts';
import type { RequestValues, Operation, Parameter, SecurityScheme } from '../model/contract.ts';
import type { HeaderField, Request } from '../model/exchange.ts';
import type { Json } from '../model/json.ts';
import { credentialHeader, PLACEHOLDER } from './made-up-credentials.ts';
import { requestMedia } from './request-media.ts';
import { concreteType } from './body/concrete-type.ts';
import { encodeBody } from './body/encode.ts';
import { utf8 } from './body/format.ts';
import { encodeCookie, encodeHeader, encodePath, encodeQuery, writable } from './parameters/encode.ts';
import { ownMember } from '../json/pointer.ts';
import { percentEncode } from '../http/percent-encoding.ts';

/**
 * Encodes a request.
 * @param credentials whether to satisfy one of the operation's security alternatives: the first that the user gave credentials for, else
 * the first; if not, no header of a scheme is sent
 */
export function encodeRequest(
  operation: Operation,
  inputs: RequestValues,
  overrides: Overrides,
  credentials = true,
): Request {
  const of = (where: Parameter['in']) =>
    operation.parameters.filter(
      (parameter) => parameter.in === where && ownMember(inputs[where], parameter.name) !== undefined,
    );
  const schemes = credentials ? chosenSchemes(operation, overrides) : [];
  const media = requestMedia(operation, inputs);
  const body =
    inputs.body === undefined
      ? undefined
      : encodeBody(
          media,
          concreteType(operation.body?.media ?? [], inputs.mediaType ?? 'application/json'),
          inputs.body,
        );

  const isKey = ({ name }: Parameter) =>
    operation.security.flat().some((one) => one.in === 'query' && one.name === name);
  const queried = of('query').filter((parameter) => credentials || !isKey(parameter));
  const query = queried.flatMap((parameter) => encodeQuery(parameter, writable(inputs.query, parameter) as Json));
  /** The keys of the schemes that go in one place, as the user set them. */
  const keys = (where: Parameter['in']) =>
    schemes
      .filter((scheme) => scheme.in === where)
      .map(({ name = '' }): [string, string] => [name, ownMember(overrides.set, name) ?? PLACEHOLDER]);
  const secretQuery = keys('query')
    .filter(([name]) => !queried.some((parameter) => parameter.name === name))
    .map(([name, value]) => `${percentEncode(name)}=${percentEncode(value)}`);
  const search = [...query, ...secretQuery].join('&');
  const secretCookies = keys('cookie').map(([name, value]) => `${name}=${value}`);
  // One field for all cookies (RFC 6265 §5.4).
  const cookies = [
    ...of('cookie').flatMap((parameter) => encodeCookie(parameter, writable(inputs.cookie, parameter) as Json)),
    ...secretCookies,
  ];

  const own: HeaderField[] = [
    ['Accept', accepted(operation)],
    ...(body ? [['Content-Type', body.type] as const] : []),
    // An empty header is left out, as curl does.
    ...of('header').flatMap((parameter): HeaderField[] => {
      const text = encodeHeader(parameter, writable(inputs.header, parameter) as Json);
      return text === '' ? [] : [[parameter.name, text]];
    }),
    ...(cookies.length > 0 ? [['Cookie', cookies.join('; ')] as const] : []),
    ...schemes.flatMap(credentialHeader),
  ];
  const ofSchemes = operation.security.flat().flatMap((scheme) => credentialHeader(scheme).map(([name]) => name));
  // That field carries credentials whatever the contract calls them (RFC 9110 §11.6.2).
  const secretNames = new Set(['Authorization', ...ofSchemes].map((name) => name.toLowerCase()));
  const isSecret = ([name]: HeaderField) => secretNames.has(name.toLowerCase());
  const withCookie = operation.security.flat().some((scheme) => scheme.in === 'cookie');
  const headers = credentials
    ? overrideHeaders(own, overrides.headers)
    : overrideHeaders(
        own,
        overrides.headers.filter(([name]) => !(withCookie && name.toLowerCase() === 'cookie')),
      ).filter((field) => !isSecret(field));
  const path = encodePath(operation, inputs);
  return {
    method: operation.method,
    path: path + (search && `${path.includes('?') ? '&' : '?'}${search}`),
    headers,
    ...(body && { body: body.bytes }),
  };
}

function chosenSchemes({ security }: Operation, { headers, set }: Overrides): SecurityScheme[] {
  const fields = new Set(headers.map(([name]) => name.toLowerCase()));
  const isGiven = ({ type, in: where, name = '' }: SecurityScheme): boolean => {
    if (type === 'mutualTLS') return false;
    if (type !== 'apiKey') return fields.has('authorization');
    if (where === 'header') return fields.has(name.toLowerCase());
    return ownMember(set, name) !== undefined || (where === 'cookie' && fields.has('cookie'));
  };
  return security.find((schemes) => schemes.every(isGiven)) ?? security[0] ?? [];
}

/** The documented media types of success responses, and any other type with less weight. */
function accepted({ responses }: Operation): string {
  const types = new Set(
    responses.filter(({ status }) => status.startsWith('2')).flatMap(({ media }) => media.map(({ type }) => type)),
  );
  types.delete('*/*');
  return [...types, types.size > 0 ? '*/*;q=0.1' : '*/*'].join(', ');
}

/** Replaces the body of a request by a text, for bodies that no encoder would write. */
export function withRawBody(request: Request, text: string): Request {
  return { ...request, body: utf8(text) };
}
