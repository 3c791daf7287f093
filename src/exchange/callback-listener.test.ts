import { expect, test } from '@jest/globals';
import { UsageError } from '../errors.ts';
import { openCallbackListener } from './callback-listener.ts';

test('what comes is kept and answered with 200, at the loopback address', async () => {
  const listener = await openCallbackListener({ port: 0 });
  try {
    const came = listener.next(10_000);
    const { status } = await fetch(`${listener.url}/a?b=1`, { method: 'PUT', body: 'x' });
    await came;
    expect(new URL(listener.url).hostname).toBe('127.0.0.1');
    expect(status).toBe(200);
    expect(listener.received.map(({ method, path, body }) => [method, path, new TextDecoder().decode(body)])).toEqual([
      ['PUT', '/a?b=1', 'x'],
    ]);
  } finally {
    await listener.close();
  }
});

test('waiting ends when the time is up', async () => {
  const listener = await openCallbackListener({ port: 0 });
  try {
    await listener.next(1);
    expect(listener.received).toEqual([]);
  } finally {
    await listener.close();
  }
});

test('no more than a megabyte of a body and no more requests than the most are kept', async () => {
  const listener = await openCallbackListener({ port: 0, most: 3 });
  try {
    await fetch(listener.url, { method: 'POST', body: 'x'.repeat(2 * 1024 * 1024) });
    for (let count = 0; count < 4; count += 1) await fetch(listener.url, { method: 'POST' });
    expect(listener.received).toHaveLength(3);
    expect(listener.received[0]).toMatchObject({ isCut: true });
    expect(listener.received[0]?.body).toHaveLength(1024 * 1024);
  } finally {
    await listener.close();
  }
});

test('the URL for the target may be another one', async () => {
  const listener = await openCallbackListener({ port: 0, url: 'https://tunnel.example.org' });
  expect(listener.url).toBe('https://tunnel.example.org');
  await listener.close();
});

test('a port that is in use is told with a hint', async () => {
  const first = await openCallbackListener({ port: 0 });
  try {
    const port = Number(new URL(first.url).port);
    await expect(openCallbackListener({ port })).rejects.toThrow(UsageError);
  } finally {
    await first.close();
  }
});
