// A process to be killed: writes one setting after another into the SQLite file named, and says each that was kept.
import { openStore } from '#store/open-store.ts';

const store = await openStore({ sqliteFile: process.argv[2] ?? '' });
for (let at = 0; ; at += 1) {
  const names = [1, 2, 3].map((part) => `kept ${at}.${part}`);
  await Promise.all(
    names.map((name) =>
      store.write({ viewer: { kind: 'process' }, actor: 'system:killed', now: at }, ({ settings }) =>
        settings.set(name, 'kept'),
      ),
    ),
  );
  process.stdout.write(names.map((name) => `${name}\n`).join(''));
}
