import type { Json } from '../model.ts';
import { isWithin, joinPointer, parentPointer, valueAt } from '../contract/pointer.ts';
import { plain } from '../contract/text.ts';

/** A line of a body as it is shown, and what it shows. */
export interface FrameLine {
  number: number;
  text: string;
  marked: boolean;
}

/** Longer bodies are not drawn: nobody would read them. */
const MAX_LINES = 5_000;
/** Lines shown on each side of the marked one. */
const AROUND = 2;
const MAX_WIDTH = 120;

interface Line {
  text: string;
  place: string;
}

/**
 * The lines of a JSON body around a place, pretty-printed; where the place is missing, around the one that should hold it.
 * Undefined for a body that is too long.
 */
export function frame(body: Json, place: string): FrameLine[] | undefined {
  const lines = print(body);
  if (!lines) return undefined;
  let at = place;
  while (at !== '#' && valueAt(body, at) === undefined) at = parentPointer(at);
  const marked = lines.findIndex((line) => line.place === at);
  return lines
    .map(({ text }, index) => ({ number: index + 1, text: clip(text), marked: index === marked }))
    .slice(Math.max(0, marked - AROUND), marked + AROUND + 1);
}

/** Every line of a body, pretty-printed, those within one of the places marked. */
export function framed(body: Json, places: string[]): FrameLine[] | undefined {
  return print(body)?.map(({ text, place }, index) => ({ number: index + 1, text: clip(text), marked: places.some((at) => isWithin(place, at)) }));
}

function print(body: Json): Line[] | undefined {
  const lines: Line[] = [];
  const write = (value: Json, place: string, indent: string, before: string, after: string): boolean => {
    if (lines.length > MAX_LINES) return false;
    if (typeof value !== 'object' || value === null) {
      lines.push({ text: indent + before + JSON.stringify(value) + after, place });
      return true;
    }
    const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
    const entries = Object.entries(value);
    if (entries.length === 0) {
      lines.push({ text: indent + before + open + close + after, place });
      return true;
    }
    lines.push({ text: indent + before + open, place });
    const whole = entries.every(([name, child], index) =>
      write(child, joinPointer(place, name), `${indent}  `, Array.isArray(value) ? '' : `${JSON.stringify(name)}: `, index < entries.length - 1 ? ',' : ''),
    );
    lines.push({ text: indent + close + after, place: '' });
    return whole;
  };
  return write(body, '#', '', '', '') ? lines : undefined;
}

function clip(text: string): string {
  const safe = plain(text);
  return safe.length <= MAX_WIDTH ? safe : `${safe.slice(0, MAX_WIDTH - 1)}…`;
}
