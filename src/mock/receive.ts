import type { IncomingMessage } from 'node:http';
import type { HeaderField, Request } from '../model.ts';

/** A request as it came over the wire, or `too large` where its body has more bytes than the limit; undefined where the client left. */
export async function receive(message: IncomingMessage, limit: number): Promise<Request | 'too large' | undefined> {
  const { method = 'GET', url = '/' } = message;
  const headers = readHeaders(message.rawHeaders);
  if (message.headers['content-length'] === undefined && message.headers['transfer-encoding'] === undefined) return { method, path: url, headers };
  if (Number(message.headers['content-length'] ?? 0) > limit) return 'too large';
  const body = await readBytes(message, limit);
  return body instanceof Uint8Array ? { method, path: url, headers, body } : body;
}

function readBytes(message: IncomingMessage, limit: number): Promise<Uint8Array | 'too large' | undefined> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    message.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > limit) {
        message.pause();
        resolve('too large');
      } else chunks.push(chunk);
    });
    message.on('end', () => resolve(chunks.length === 1 ? chunks[0] : Buffer.concat(chunks)));
    message.on('error', () => resolve(undefined));
    message.on('close', () => resolve(undefined));
  });
}

function readHeaders(raw: string[]): HeaderField[] {
  const headers: HeaderField[] = [];
  for (let index = 0; index < raw.length; index += 2) headers.push([raw[index] ?? '', raw[index + 1] ?? '']);
  return headers;
}
