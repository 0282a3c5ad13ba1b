#!/usr/bin/env node
// The door: finds the Node that Attaché carries, whatever Node called it, and hands over to it.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const wanted = 26;
const [operation = 'start', ...rest] = process.argv.slice(2);

if (Number.parseInt(process.versions.node, 10) >= wanted) {
  const { startQuicker } = await import('./quicker-start.mjs');
  startQuicker();
  const { runOperation } = await import('../src/run-operation.ts');
  await runOperation(operation, rest);
} else {
  const carried = fileURLToPath(new URL('../node_modules/node/bin/node', import.meta.url));
  if (existsSync(carried)) {
    const child = spawn(carried, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], {
      stdio: 'inherit',
    });
    for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
    child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
  } else {
    console.error(
      `Attaché brings its own Node ${wanted}, and it is missing (was npm install run with --ignore-scripts?). Mend it with: npm rebuild node`,
    );
    process.exit(1);
  }
}
