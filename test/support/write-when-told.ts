// A process that keeps a setting in the SQLite file named for every line that it is told, and says how that ended.
import { createInterface } from 'node:readline';
import { openStore } from '#store/open-store.ts';

try {
  const store = await openStore({ sqliteFile: process.argv[2] ?? '' });
  console.log('open');
  for await (const line of createInterface(process.stdin)) {
    const [verb, name = '', size = '1'] = line.split(' ');
    try {
      if (verb === 'write') {
        await store.write({ viewer: { kind: 'process' }, actor: 'system:told', now: 1 }, ({ settings }) =>
          settings.set(name, 'x'.repeat(Number(size))),
        );
        console.log('kept');
      } else {
        const value = await store.read({ kind: 'process' }, ({ settings }) => settings.get(name));
        console.log(value === undefined ? 'none' : `read ${value.length}`);
      }
    } catch (error) {
      console.log(error instanceof Error ? `${error.name}: ${error.message}` : String(error));
    }
  }
  console.log(JSON.stringify(await store.verifyAudit()));
  await store.close();
} catch (error) {
  console.log(error instanceof Error ? `${error.name}: ${error.message}` : String(error));
}
