// Control arms: senders as they are often written, over the same record; killed in the same way, they must fail.
import { openStore } from '#store/open-store.ts';
import type { Delivery } from '#store/records/deliveries.ts';
import type { Records } from '#store/store.ts';

/** `before`: marked as sent, then sent · `after`: sent, then marked. */
const [marks, sqliteFile = '', apiUrl = ''] = process.argv.slice(2);
const atOnce = 20;
const holder = `naive ${process.pid} ${Date.now()}`;

const store = await openStore({ sqliteFile });
const write = <T>(work: (records: Records) => Promise<T>) =>
  store.write({ viewer: { kind: 'process' }, actor: 'naive', now: Date.now() }, work);
await write(async ({ leases, deliveries }) => {
  for (const row of await leases.all()) await leases.bury(row);
  await leases.take('process naive', holder);
  await deliveries.releaseOrphans(Date.now());
});
console.log('Attaché is running on a naive sender.');
for (;;) {
  const taken = await write(({ deliveries }) => deliveries.take(Date.now(), atOnce, holder, []));
  if (taken.length === 0) await new Promise((resolve) => setTimeout(resolve, 50));
  await Promise.all(taken.map(marks === 'before' ? markThenSend : sendThenMark));
}

async function markThenSend(delivery: Delivery): Promise<void> {
  await mark(delivery);
  await send(delivery).catch(() => undefined);
}

async function sendThenMark(delivery: Delivery): Promise<void> {
  const isSent = await send(delivery).catch(() => false);
  if (isSent) await mark(delivery);
  else
    await write(({ deliveries }) =>
      deliveries.again(delivery.id, holder, Date.now(), { reason: 'failing', failure: 'no answer' }),
    );
}

function mark({ id }: Delivery): Promise<boolean> {
  return write(({ deliveries }) => deliveries.sent(id, holder, 'sent'));
}

async function send({ key, person }: Delivery): Promise<boolean> {
  const metadata = { event_type: 'attache_delivery', event_payload: { proof: key, part: 0 } };
  const answer = await fetch(new URL('chat.postMessage', apiUrl), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ channel: `D${person}`, text: 'x', metadata }),
    signal: AbortSignal.timeout(5_000),
  });
  return answer.ok;
}
