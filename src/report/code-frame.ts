import type { Json } from '../model/json.ts';
import { joinPointer, parentPointer, valueAt } from '../json/pointer.ts';
import { cut, plain } from '../text/wording.ts';

/** A line of a pretty-printed body, and the pointer of the value that starts or ends on it. */
export interface Line {
  text: string;
  place: string;
  closes: boolean;
}

/** A shown line of a body. */
export interface FrameLine {
  number: number;
  text: string;
  marked: boolean;
}

/** Longer bodies are not shown: nobody would read them. */
const MAX_LINES = 5_000;
/** Lines shown on each side of the marked one. */
const AROUND = 2;
const MAX_WIDTH = 120;

/**
 * The pretty-printed lines of a JSON body around a place; if the place is missing, around its nearest ancestor.
 * Undefined if the body is too long.
 */
export function frame(body: Json, place: string): FrameLine[] | undefined {
  const lines = printJson(body);
  if (!lines) return undefined;
  const at = placeIn(body, place);
  const marked = lines.findIndex((line) => line.place === at);
  return lines
    .map(({ text }, index) => ({ number: index + 1, text: cut(text, MAX_WIDTH), marked: index === marked }))
    .slice(Math.max(0, marked - AROUND), marked + AROUND + 1);
}

/** An existing place: the given one, or its nearest ancestor. */
export function placeIn(body: Json, place: string): string {
  let at = place;
  while (at !== '#' && valueAt(body, at) === undefined) at = parentPointer(at);
  return at;
}

/** Every line of a body, pretty-printed and without control characters; undefined if it is too long. */
export function printJson(body: Json): Line[] | undefined {
  const lines: Line[] = [];
  const add = (text: string, place: string, closes = false) => void lines.push({ text: plain(text), place, closes });
  const write = (value: Json, place: string, indent: string, before: string, after: string): boolean => {
    if (lines.length > MAX_LINES) return false;
    const isArray = Array.isArray(value);
    const entries = typeof value === 'object' && value !== null ? Object.entries(value) : [];
    if (entries.length === 0) {
      add(indent + before + JSON.stringify(value) + after, place);
      return true;
    }
    add(indent + before + (isArray ? '[' : '{'), place);
    const whole = entries.every(([name, child], index) =>
      write(
        child,
        joinPointer(place, name),
        `${indent}  `,
        isArray ? '' : `${JSON.stringify(name)}: `,
        index < entries.length - 1 ? ',' : '',
      ),
    );
    add(indent + (isArray ? ']' : '}') + after, place, true);
    return whole;
  };
  return write(body, '#', '', '', '') ? lines : undefined;
}
