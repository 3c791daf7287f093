/** Starting and stopping what a server needs: child processes of our own, each ended by its id. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { openSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/** A port that is free now. */
export async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  return port;
}

/** Runs a command to its end. @throws Error with its output where it fails */
export function run(command, args, options = {}) {
  const { status, stdout, stderr, error } = spawnSync(command, args, { encoding: 'utf8', ...options });
  if (error) throw error;
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${status}:\n${stdout}${stderr}`);
  return stdout;
}

/**
 * Starts a process that goes on, its output in a file. `stop` ends it and waits until it is gone. Once `keepUp` was called it is
 * started again where it ends by itself, as whoever runs a server sees to; `crashes` says how often that was.
 */
export function startProcess(command, args, { log, ...options }) {
  const output = openSync(log, 'a');
  let keptUp = false;
  let crashes = 0;
  let child;
  let gone;
  const begin = () => {
    child = spawn(command, args, { stdio: ['ignore', output, output], ...options });
    gone = once(child, 'exit');
    child.once('exit', () => {
      if (!keptUp) return;
      crashes += 1;
      begin();
    });
  };
  const isRunning = () => child.exitCode === null && child.signalCode === null;
  begin();
  return {
    isRunning,
    keepUp: () => void (keptUp = true),
    crashes: () => crashes,
    async stop() {
      keptUp = false;
      if (!isRunning()) return;
      child.kill('SIGTERM');
      const hard = setTimeout(() => child.kill('SIGKILL'), 10_000);
      await gone;
      clearTimeout(hard);
    },
  };
}

/** Waits until a URL answers with success. */
export async function untilAnswers(url, process, { headers = {}, seconds = 120 } = {}) {
  for (let left = seconds * 4; left > 0; left -= 1) {
    if (!process.isRunning()) throw new Error(`The server of ${url} ended by itself.`);
    const answer = await fetch(url, { headers }).catch(() => undefined);
    if (answer?.ok) return;
    await pause(250);
  }
  throw new Error(`${url} did not answer within ${seconds} seconds.`);
}

/** Sends JSON and gives the answer's. @throws Error for any answer but success */
export async function send(method, url, headers, body) {
  const answer = await fetch(url, {
    method,
    headers: { ...headers, ...(body !== undefined && { 'Content-Type': 'application/json' }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${url} was answered with ${answer.status}: ${text}`);
  return text === '' ? undefined : JSON.parse(text);
}
