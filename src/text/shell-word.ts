/** An id as a word for a shell: `deletePet`, `'GET /pets/{id}'`. */
export function shellWord(id: string): string {
  return /^[\w.:/-]+$/.test(id) ? id : `'${id.replaceAll("'", `'\\''`)}'`;
}
