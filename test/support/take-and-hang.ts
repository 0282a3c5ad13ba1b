// A process to be killed: joins the PostgreSQL database named, takes what is due, says what it took, and never ends it.
import { makeSender } from '#bot/deliver.ts';
import { houseWords } from '#bot/house-words.ts';
import { makeLeases } from '#bot/make-leases.ts';
import { defineMessage } from '#bot/message.ts';
import { silentMeter } from '#bot/meter.ts';
import { openStore } from '#store/open-store.ts';
import { farEnd } from './far-end.ts';

const store = await openStore({ databaseUrl: process.argv[2] ?? '' });
const clock = { now: () => Number(process.argv[3]) };
const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
const meter = silentMeter;
const presence = makeLeases({ store, clock, log, meter });
await presence.start();
const slack = farEnd('slack');
slack.always = async (_, { proof }) => {
  process.stdout.write(`${proof}\n`);
  await new Promise(() => undefined);
};
const note = defineMessage({
  name: 'test/note',
  words: houseWords,
  draw: async (facts) => [{ paragraph: [`${facts.text}`] }],
});
const sender = makeSender({
  store,
  messages: new Map([[note.name, note]]),
  platforms: new Map([['slack', slack.platform]]),
  ...{ presence, clock, log, meter },
});
await sender.start();
// Holds something else as well, as the holder of Discord's gateway does.
await presence.acquire('gateway', new AbortController().signal);
