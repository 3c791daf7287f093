import type { RequestValues } from '../model/contract.ts';
import type { Request, Response } from '../model/exchange.ts';
import type { Json } from '../model/json.ts';
import { readFields } from '../http/header-fields.ts';
import { jsonIn } from '../json/parse-json.ts';
import { isObject, nameAt, valueAt } from '../json/pointer.ts';

/** What runtime expressions are evaluated against: a request as it was sent, and its response. */
export interface ExpressionContext {
  inputs: RequestValues;
  request?: Request;
  response: Response;
}

/**
 * The value of a runtime expression (OpenAPI 3.1 §4.8.20.4), with or without its `$`; undefined if it has none.
 * `$request.body#/a`, `$response.header.Location`, `$request.path.id`, `$statusCode`, `$method`, `$url`.
 */
export function evaluate(expression: string, { inputs, request, response }: ExpressionContext): Json | undefined {
  const text = expression.replace(/^\$/, '');
  const body = /^(request|response)\.body(?:#(.*))?$/.exec(text);
  if (body) {
    const [from, at] = [body[1] === 'request' ? inputs.body : jsonIn(response.body), `#${body[2] ?? ''}`];
    // What names a thing has to keep its digits.
    return nameAt(from, at) ?? valueAt(from, at);
  }
  const header = /^response\.header\.(.+)$/.exec(text)?.[1];
  if (header !== undefined) return readFields(response.headers).get(header.toLowerCase());
  const parameter = /^request\.(path|query|header)\.(.+)$/.exec(text);
  if (parameter?.[2] !== undefined)
    return parameterOf(inputs[parameter[1] as 'path' | 'query' | 'header'], parameter[2], parameter[1] === 'header');
  if (text === 'statusCode') return response.status;
  if (text === 'method') return request?.method;
  return text === 'url' ? request?.path : undefined;
}

/**
 * Evaluates the runtime expressions in a value, at every depth: a text that is an expression, or expressions in braces.
 * @returns the value, or the first expression without a value
 */
export function resolveExpressions(value: Json, context: ExpressionContext): { value: Json } | { missing: string } {
  if (typeof value === 'string') {
    if (isExpression(value)) {
      const found = evaluate(value, context);
      return found === undefined ? { missing: value } : { value: found };
    }
    return expand(value, context);
  }
  if (typeof value !== 'object' || value === null) return { value };
  const entries = Object.entries(value).map(([name, child]) => [name, resolveExpressions(child, context)] as const);
  for (const [, one] of entries) if ('missing' in one) return one;
  const made = entries.map(([name, one]) => [name, 'value' in one ? one.value : null] as const);
  return { value: isObject(value) ? Object.fromEntries(made) : made.map(([, one]) => one) };
}

/** A text with its embedded expressions, `{$response.body#/id}`, replaced by their values. */
export function expand(
  text: string,
  context: ExpressionContext,
  pattern = /\{(\$[^{}]+)\}/g,
): { value: string } | { missing: string } {
  let missing: string | undefined;
  const value = text.replace(pattern, (_, expression: string) => {
    const found = evaluate(expression, context);
    if (typeof found === 'string' || typeof found === 'number' || typeof found === 'boolean') return String(found);
    missing ??= expression;
    return '';
  });
  return missing === undefined ? { value } : { missing };
}

function isExpression(text: string): boolean {
  return /^\$(url$|method$|statusCode$|request\.|response\.)/.test(text);
}

function parameterOf(values: { [name: string]: Json }, name: string, anyCase: boolean): Json | undefined {
  const key = Object.keys(values).find(
    (other) => other === name || (anyCase && other.toLowerCase() === name.toLowerCase()),
  );
  return key === undefined ? undefined : values[key];
}

/** A reference as a path relative to a target's base URL; undefined if it leads to another host. */
export function localPath(reference: string, baseUrl: string): string | undefined {
  if (!URL.canParse(reference, `${baseUrl}/`)) return undefined;
  const base = new URL(`${baseUrl}/`);
  const url = new URL(reference, base);
  if (url.origin !== base.origin) return undefined;
  const prefix = base.pathname.replace(/\/$/, '');
  const path = url.pathname + url.search;
  return prefix !== '' && path.startsWith(`${prefix}/`) ? path.slice(prefix.length) : path;
}
