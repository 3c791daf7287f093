import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { processIo } from './io.ts';

/** Stands in for a stream of the process: what is written to it, and whether it is a terminal. */
class Stream extends EventEmitter {
  written = '';
  isTTY: boolean | undefined;
  write(text: string): boolean {
    this.written += text;
    return true;
  }
}

const NAMES = ['NO_COLOR', 'FORCE_COLOR', 'TERM', 'CI'];
let stdout: Stream;
let stderr: Stream;
let exits: unknown[];

beforeEach(() => {
  [stdout, stderr] = [new Stream(), new Stream()];
  jest.replaceProperty(
    process,
    'env',
    Object.fromEntries(Object.entries(process.env).filter(([name]) => !NAMES.includes(name))),
  );
  jest.spyOn(process, 'stdout', 'get').mockReturnValue(stdout as unknown as typeof process.stdout);
  jest.spyOn(process, 'stderr', 'get').mockReturnValue(stderr as unknown as typeof process.stderr);
  exits = [];
  jest.useFakeTimers();
  jest.spyOn(process, 'exit').mockImplementation((code) => exits.push(code) as never);
});
afterEach(() => {
  process.removeAllListeners('SIGINT');
  process.removeAllListeners('SIGTERM');
  jest.useRealTimers();
  jest.restoreAllMocks();
});

test.each<[env: Record<string, string>, isTerminal: boolean | undefined, want: boolean]>([
  [{}, true, true],
  [{}, undefined, false],
  [{ NO_COLOR: '1' }, true, false],
  [{ NO_COLOR: '' }, true, true],
  [{ TERM: 'dumb' }, true, false],
  [{ TERM: 'xterm' }, true, true],
  [{ FORCE_COLOR: '1' }, undefined, true],
  [{ FORCE_COLOR: '1', NO_COLOR: '1' }, undefined, true],
  [{ FORCE_COLOR: '0' }, undefined, false],
  [{ FORCE_COLOR: '0' }, true, true],
])('with %j, of a stream that is a terminal: %s, it is coloured: %s', (env, isTerminal, want) => {
  Object.assign(process.env, env);
  stdout.isTTY = isTerminal;
  expect(processIo().colour.out).toBe(want);
  stderr.isTTY = isTerminal;
  stdout.isTTY = undefined;
  expect(processIo().colour.err).toBe(want);
});

test.each<[env: Record<string, string>, isTerminal: boolean | undefined, want: boolean]>([
  [{}, true, true],
  [{}, undefined, false],
  [{ CI: 'true' }, true, false],
  [{ CI: '' }, true, false],
])('with %j, of a stderr that is a terminal: %s, progress is shown: %s', (env, isTerminal, want) => {
  Object.assign(process.env, env);
  stderr.isTTY = isTerminal;
  expect(processIo().stage !== undefined).toBe(want);
});

describe('what is printed', () => {
  test('goes to its stream', () => {
    const io = processIo();
    io.out('report');
    io.err('message');
    expect([stdout.written, stderr.written, io.failure]).toEqual(['report', 'message', undefined]);
  });

  test.each([
    ['EPIPE', undefined],
    ['ENOSPC', 'ENOSPC'],
  ])('ends with the first failure: after %s the failure is %s', (code, failure) => {
    const io = processIo();
    io.out('one');
    stdout.emit('error', Object.assign(new Error('x'), { code }));
    stdout.emit('error', Object.assign(new Error('x'), { code: 'EIO' }));
    io.out('two');
    io.err('still');
    expect([stdout.written, stderr.written, io.failure]).toEqual(['one', 'still', failure]);
  });

  test('is said to have failed by a message where there is no code', () => {
    const io = processIo();
    stdout.emit('error', new Error('no more'));
    expect(io.failure).toBe('no more');
  });

  test('may fail on stderr without a word', () => {
    const io = processIo();
    stderr.emit('error', Object.assign(new Error('x'), { code: 'EIO' }));
    io.err('lost');
    expect([stderr.written, io.failure]).toEqual(['', undefined]);
  });
});

describe.each<[signal: NodeJS.Signals, code: number]>([
  ['SIGINT', 130],
  ['SIGTERM', 143],
])('%s', (signal, code) => {
  test('stops at first, then at once, then the process', () => {
    const { stop, stopAtOnce } = processIo();
    const state = () => [stop.aborted, stopAtOnce?.aborted, exits.length];
    expect(state()).toEqual([false, false, 0]);
    process.emit(signal, signal);
    expect(state()).toEqual([true, false, 0]);
    process.emit(signal, signal);
    expect(state()).toEqual([true, true, 0]);
    process.emit(signal, signal);
    expect(exits).toEqual([code]);
  });

  test('leaves time for last words after the second one', () => {
    processIo();
    process.emit(signal, signal);
    jest.advanceTimersByTime(60_000);
    expect(exits).toEqual([]);
    process.emit(signal, signal);
    jest.advanceTimersByTime(899);
    expect(exits).toEqual([]);
    jest.advanceTimersByTime(1);
    expect(exits).toEqual([code]);
  });
});
