// npm run bench -- NAME: runs one benchmark, or all of them, and prints its figures as JSON lines.
import { readdirSync } from 'node:fs';

const folder = new URL('./', import.meta.url);
const names = readdirSync(folder)
  .filter((file) => file.endsWith('.bench.ts'))
  .map((file) => file.replace(/\.bench\.ts$/, ''))
  .sort();
const [wanted] = process.argv.slice(2);
if (wanted !== undefined && !names.includes(wanted)) {
  console.error(`There is no benchmark "${wanted}". There are: ${names.join(', ')}.`);
  process.exit(2);
}
for (const name of wanted === undefined ? names : [wanted]) {
  const bench: { default: () => Promise<void> } = await import(new URL(`${name}.bench.ts`, folder).href);
  await bench.default();
}
