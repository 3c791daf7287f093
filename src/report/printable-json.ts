/**
 * JSON that is safe in a terminal or an editor: C1 controls and marks of text direction are escaped, which JSON does not
 * require.
 */
export function writeJson(value: unknown): string {
  return `${textOf(value)}\n`;
}

/**
 * The text of an object with a list in it that is as long as it likes, piece by piece: as `writeJson` writes it, without a line break at its end.
 * @param items the name of the list, and its items as pieces that are indented already
 * @param indent what stands before the object's last line
 */
export function* objectPieces(
  before: object,
  [name, items]: readonly [name: string, items: Iterable<Iterable<string>>],
  after: object,
  indent = '',
): Iterable<string> {
  yield '{\n';
  for (const member of membersOf(before, indent)) yield `${member},\n`;
  yield `${indent}  ${JSON.stringify(name)}: [`;
  let isEmpty = true;
  for (const item of items) {
    yield `${isEmpty ? '' : ','}\n${indent}    `;
    yield* item;
    isEmpty = false;
  }
  yield isEmpty ? ']' : `\n${indent}  ]`;
  for (const member of membersOf(after, indent)) yield `,\n${member}`;
  yield `\n${indent}}`;
}

/** The text of a value in a document. @param indent what stands before its last line */
export function indented(value: unknown, indent: string): string {
  return textOf(value).replaceAll('\n', `\n${indent}`);
}

/** What a function makes of each item, one by one. */
export function* mapped<From, To>(all: Iterable<From>, change: (one: From) => To): Iterable<To> {
  for (const one of all) yield change(one);
}

function membersOf(object: object, indent: string): string[] {
  return Object.entries(object)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${indent}  ${JSON.stringify(name)}: ${indented(value, `${indent}  `)}`);
}

function textOf(value: unknown): string {
  const text = JSON.stringify(value, null, 2);
  return text.replace(
    /[\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
