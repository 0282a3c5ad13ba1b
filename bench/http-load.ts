// Sends ready requests over connections that stay open, with so little work of its own that the server is what is timed.
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

export interface Answered {
  /** `performance.now()` when it was sent, and milliseconds until its answer had come whole. */
  readonly at: number;
  readonly after: number;
  readonly status: number;
  /** Bytes of the answer's body. */
  readonly bytes: number;
}

/** Each connection sends its next request as soon as it has the answer to the last. */
export async function sendOver(
  port: number,
  connections: number,
  requests: readonly Buffer[],
): Promise<readonly Answered[]> {
  const answers: Answered[] = [];
  let next = 0;

  async function lane(): Promise<void> {
    const line = await openLine(port);
    for (let at = next++; at < requests.length; at = next++) {
      const request = requests[at];
      if (request) answers[at] = await line.send(request);
    }
    line.close();
  }

  await Promise.all(Array.from({ length: connections }, lane));
  return answers;
}

/**
 * Each request over a connection of its own, one after the other; resolves with the statuses, 0 where the server hung up
 * before it had read all.
 */
export async function sendEach(port: number, requests: readonly Buffer[]): Promise<readonly number[]> {
  const statuses: number[] = [];
  for (const request of requests) {
    const line = await openLine(port);
    statuses.push(
      await line.send(request).then(
        ({ status }) => status,
        () => 0,
      ),
    );
    line.close();
  }
  return statuses;
}

async function openLine(port: number) {
  const socket: Socket = connect({ port, host: '127.0.0.1', noDelay: true });
  await once(socket, 'connect');
  let got: Buffer = Buffer.alloc(0);
  let waiting: { at: number; resolve(answer: Answered): void; reject(error: Error): void } | undefined;

  function end(error: Error): void {
    waiting?.reject(error);
    waiting = undefined;
  }
  socket.on('error', end);
  socket.on('close', () => end(new Error('The server hung up.')));
  socket.on('data', (part: Buffer) => {
    got = got.length === 0 ? part : Buffer.concat([got, part]);
    const answer = wholeAnswer(got);
    if (!answer || !waiting) return;
    got = Buffer.alloc(0);
    const { at, resolve } = waiting;
    waiting = undefined;
    resolve({ at, after: performance.now() - at, ...answer });
  });

  return {
    send: (request: Buffer) =>
      new Promise<Answered>((resolve, reject) => {
        waiting = { at: performance.now(), resolve, reject };
        socket.write(request);
      }),
    close: () => socket.destroy(),
  };
}

/** Undefined while something is missing. */
function wholeAnswer(got: Buffer): { status: number; bytes: number } | undefined {
  const end = got.indexOf('\r\n\r\n');
  if (end < 0) return undefined;
  const head = got.toString('latin1', 0, end).toLowerCase();
  const status = Number(head.slice(9, 12));
  const bytes = got.length - end - 4;
  const length = /\r\ncontent-length: (\d+)/.exec(head)?.[1];
  if (length !== undefined) return bytes >= Number(length) ? { status, bytes } : undefined;
  return got.toString('latin1', got.length - 5) === '0\r\n\r\n' ? { status, bytes: bytes - 5 } : undefined;
}
