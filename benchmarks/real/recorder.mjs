/**
 * What passed between assay and the server, seen from outside: bytes go through as they come, and the heads of answers are counted.
 * So the number of requests is not assay's own word. The file keeps what went by.
 */
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { connect, createServer } from 'node:net';

/** As much of each packet is kept. */
const MOST = 4000;

export async function startRecorder(url, file) {
  const wire = createWriteStream(file);
  let asked = 0;
  const { hostname, port, pathname } = new URL(url);
  const sockets = new Set();
  let requests = 0;
  const server = createServer({ noDelay: true }, (client) => {
    const upstream = connect({ host: hostname, port: Number(port), noDelay: true });
    for (const [from, to] of [
      [client, upstream],
      [upstream, client],
    ]) {
      sockets.add(from);
      from.on('data', (data) => to.write(data));
      from.on('end', () => to.end());
      from.on('error', () => to.destroy());
      from.on('close', () => (sockets.delete(from), to.destroy()));
    }
    let number = 0;
    client.on('data', (data) => {
      if (/^[A-Z]+ \//.test(data.toString('latin1', 0, 16))) number = asked += 1;
      wire.write(`\n> ${number} ${data.toString('utf8').slice(0, MOST)}\n`);
    });
    // A head of an answer begins a packet: nothing here is pipelined.
    upstream.on('data', (data) => {
      if (/^HTTP\/1\.[01] [2-5]\d\d/.test(data.toString('latin1', 0, 12))) {
        requests += 1;
        wire.write(`\n< ${number} ${data.toString('utf8').slice(0, MOST)}\n`);
      }
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${server.address().port}${pathname.replace(/\/$/, '')}`,
    count: () => requests,
    async stop() {
      for (const socket of sockets) socket.destroy();
      server.close();
      wire.end();
    },
  };
}
