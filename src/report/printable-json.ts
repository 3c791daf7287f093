/**
 * JSON that is safe in a terminal or an editor: C1 controls and marks of text direction are escaped, which JSON does not
 * require.
 */
export function writeJson(value: unknown): string {
  const text = JSON.stringify(value, null, 2);
  return `${text.replace(/[\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`)}\n`;
}
