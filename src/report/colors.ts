import { styleText } from 'node:util';

type Format = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan';

/** Colours a text for a terminal, or leaves it as it is. */
export type Paint = (format: Format, text: string) => string;

/** Node's styleText asks the wrong stream and, on Node 20, ignores NO_COLOR; whether to colour is decided by the caller. */
export function createPaint(colour: boolean): Paint {
  return colour ? (format, text) => styleText(format, text, { validateStream: false }) : (_, text) => text;
}
