/**
 * What passed between assay and the server, seen from outside: bytes go through as they come, and the heads of answers are counted.
 * So the number of requests is not assay's own word.
 */
import { once } from 'node:events';
import { connect, createServer } from 'node:net';

export async function startRecorder(url) {
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
    // A head of an answer begins a packet: nothing here is pipelined.
    upstream.on('data', (data) => {
      if (/^HTTP\/1\.[01] [2-5]\d\d/.test(data.toString('latin1', 0, 12))) requests += 1;
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${server.address().port}${pathname.replace(/\/$/, '')}`,
    count: () => requests,
    async stop() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}
