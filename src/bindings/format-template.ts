import type { Origin, Template } from '../model/binding.ts';

/** A template in words: `the text "/v3/apps/" and the path's guid`. */
export function formatTemplate(template: Template): string {
  return template.map((part) => (typeof part === 'string' ? JSON.stringify(part) : formatOrigin(part))).join(' + ');
}

function formatOrigin(origin: Origin): string {
  if (origin.in === 'body') return `request body${origin.pointer}`;
  if (origin.in === 'response') return `response body${origin.pointer}`;
  return `${origin.in} parameter ${origin.name}${origin.part ?? ''}`;
}
