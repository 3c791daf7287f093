import { gzipSync } from 'node:zlib';
import type { HeaderField, Response } from '../../src/model/exchange.ts';
import type { Wire } from '../../conformance/server-zoo/unusual.ts';

const withoutLength = ({ headers }: Response): HeaderField[] =>
  headers.filter(([name]) => name.toLowerCase() !== 'content-length');
const isEmpty = ({ status }: Response) => status === 204 || status === 304;

/** How an answer may travel without being another one. */
export const WIRES: { name: string; wire: Wire }[] = [
  {
    name: 'in pieces',
    wire: (answer, to) => void to.writeHead(answer.status, withoutLength(answer).flat()).end(answer.body),
  },
  {
    name: 'compressed',
    wire: (answer, to) => {
      const coding: HeaderField[] = isEmpty(answer) ? [] : [['Content-Encoding', 'gzip']];
      to.writeHead(answer.status, [...withoutLength(answer), ...coding].flat()).end(
        isEmpty(answer) ? '' : gzipSync(answer.body),
      );
    },
  },
  {
    name: 'over a connection that is closed each time',
    wire: (answer, to) =>
      void to.writeHead(answer.status, [...withoutLength(answer), ['Connection', 'close']].flat()).end(answer.body),
  },
  {
    name: 'after a while',
    wire: (answer, to, nth) =>
      void setTimeout(() => to.writeHead(answer.status, withoutLength(answer).flat()).end(answer.body), (nth % 4) * 3),
  },
];
