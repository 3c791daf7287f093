/** The beginning of a body that passes, kept to be judged. */
export interface BodyCopy {
  add(chunk: Buffer): void;
  /** All of the body, or its beginning where it is longer than may be kept. */
  bytes(): Buffer;
  /** Bytes of the whole body. */
  size(): number;
  isWhole(): boolean;
}

/** @param most the most bytes that are kept */
export function createCopy(most: number): BodyCopy {
  const chunks: Buffer[] = [];
  let [size, kept] = [0, 0];
  return {
    add: (chunk) => {
      size += chunk.byteLength;
      if (kept === most) return;
      const part = chunk.subarray(0, most - kept);
      chunks.push(part);
      kept += part.byteLength;
    },
    bytes: () => (chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks)),
    size: () => size,
    isWhole: () => kept === size,
  };
}
