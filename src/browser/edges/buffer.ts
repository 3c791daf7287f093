type Encoding = 'utf8' | 'latin1' | 'base64' | 'base64url';

/** What the core uses of Node's Buffer, over the bytes of a page. */
class PageBuffer extends Uint8Array {
  static of8(bytes: Uint8Array): PageBuffer {
    const made = new PageBuffer(bytes.length);
    made.set(bytes);
    return made;
  }

  static alloc(size: number): PageBuffer {
    return new PageBuffer(size);
  }

  static byteLength(text: string): number {
    return new TextEncoder().encode(text).length;
  }

  static concat(parts: Uint8Array[]): PageBuffer {
    const whole = new PageBuffer(parts.reduce((sum, { length }) => sum + length, 0));
    let at = 0;
    for (const part of parts) {
      whole.set(part, at);
      at += part.length;
    }
    return whole;
  }

  override indexOf(wanted: number | string | Uint8Array, from = 0): number {
    if (typeof wanted === 'number') return super.indexOf(wanted, from);
    const bytes = typeof wanted === 'string' ? new TextEncoder().encode(wanted) : wanted;
    for (let at = from; at + bytes.length <= this.length; at += 1)
      if (bytes.every((byte, index) => this[at + index] === byte)) return at;
    return -1;
  }

  override toString(encoding: Encoding = 'utf8', start = 0, end = this.length): string {
    const bytes = this.subarray(start, end);
    if (encoding === 'utf8') return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
    let text = '';
    for (const byte of bytes) text += String.fromCharCode(byte);
    if (encoding === 'latin1') return text;
    const coded = btoa(text);
    return encoding === 'base64' ? coded : coded.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
  }
}

function from(given: string | ArrayBuffer | Uint8Array, encoding?: Encoding | number, length?: number): PageBuffer {
  if (typeof given === 'string') return fromText(given, typeof encoding === 'string' ? encoding : 'utf8');
  return given instanceof ArrayBuffer
    ? new PageBuffer(given, typeof encoding === 'number' ? encoding : 0, length)
    : PageBuffer.of8(given);
}

function fromText(text: string, encoding: Encoding): PageBuffer {
  if (encoding === 'utf8') return PageBuffer.of8(new TextEncoder().encode(text));
  // What is no base64 is left out, as Node does.
  const bare = text
    .replaceAll('-', '+')
    .replaceAll('_', '/')
    .replace(/[^A-Za-z0-9+/]/g, '');
  const binary = encoding === 'latin1' ? text : atob(bare.length % 4 === 1 ? bare.slice(0, -1) : bare);
  return PageBuffer.of8(Uint8Array.from(binary, (letter) => letter.charCodeAt(0) & 255));
}

export const Buffer: Omit<typeof PageBuffer, 'from'> & { from: typeof from } = Object.assign(PageBuffer, { from });
