import { type Overrides, overrideHeaders } from './overrides.ts';
import type { RequestValues, Operation, Parameter } from '../model/contract.ts';
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
 * @param credentials whether to satisfy the operation's first security alternative; if not, no header of a scheme is sent
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
  const schemes = operation.security[0] ?? [];
  const media = requestMedia(operation, inputs);
  const body =
    inputs.body === undefined
      ? undefined
      : encodeBody(
          media,
          concreteType(operation.body?.media ?? [], inputs.mediaType ?? 'application/json'),
          inputs.body,
        );

  const query = of('query').flatMap((parameter) => encodeQuery(parameter, writable(inputs.query, parameter) as Json));
  const secretQuery = credentials
    ? schemes
        .filter((scheme) => scheme.in === 'query')
        .map((scheme) => `${percentEncode(scheme.name ?? '')}=${PLACEHOLDER}`)
    : [];
  const search = [...query, ...secretQuery].join('&');
  const secretCookies = credentials
    ? schemes.filter((scheme) => scheme.in === 'cookie').map((scheme) => `${scheme.name ?? ''}=${PLACEHOLDER}`)
    : [];
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
    ...(credentials ? schemes.flatMap(credentialHeader) : []),
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
  return {
    method: operation.method,
    path: encodePath(operation, inputs) + (search && `?${search}`),
    headers,
    ...(body && { body: body.bytes }),
  };
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
