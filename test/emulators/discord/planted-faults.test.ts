// A bot with a fault in it, on the real discord.js: each fault must show in `violations`, so that a suite fails.
import { Client, Events, GatewayIntentBits, type Interaction } from 'discord.js';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type DiscordEmulator, startDiscordEmulator } from './discord-emulator.ts';
import { smallWorld } from './raw-client.ts';

let now = Date.UTC(2026, 2, 1, 9);
let discord: DiscordEmulator;
let world: Awaited<ReturnType<typeof smallWorld>>;
const clients: Client[] = [];

beforeEach(async () => {
  discord = await startDiscordEmulator({ clock: { now: () => now } });
  world = await smallWorld(discord);
});

afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.destroy()));
  await discord.stop();
});

async function bot(answer: (interaction: Interaction) => Promise<unknown>): Promise<void> {
  const client = new Client({
    intents: [GatewayIntentBits.Guilds],
    rest: { api: discord.apiUrl, retries: 0 },
  });
  clients.push(client);
  client.on(Events.InteractionCreate, (interaction) => void answer(interaction).catch(() => {}));
  const ready = new Promise((resolve) => client.once(Events.ClientReady, resolve));
  await client.login(discord.token);
  await ready;
}

async function codes(): Promise<number[]> {
  await discord.until(() => discord.violations.length > 0, 'a violation');
  return discord.violations.map((violation) => violation.code);
}

const field = (index: number, label = `Question ${index}`) => ({
  type: 18,
  label,
  component: { type: 4, custom_id: `q${index}`, style: 1 },
});

function modal(...components: ReturnType<typeof field>[]) {
  return { toJSON: () => ({ custom_id: 'form', title: 'A form', components }) };
}

test('answering after three seconds', async () => {
  await bot(async (interaction) => {
    now += 3001;
    if (interaction.isChatInputCommand()) await interaction.reply('Late');
  });

  world.amina.runs(world.channel, ['ask']);

  expect(await codes()).toEqual([10062]);
  expect(discord.unanswered).toHaveLength(1);
});

test('answering twice, as two processes do that do not share their work', async () => {
  const answer = async (interaction: Interaction) => {
    if (interaction.isChatInputCommand()) await interaction.reply('Mine');
  };
  await bot(answer);
  await bot(answer);

  world.amina.runs(world.channel, ['ask']);

  expect(await codes()).toEqual([40060]);
  expect(discord.acceptedIn(world.channel)).toHaveLength(1);
});

test('a form of six fields', async () => {
  await bot(async (interaction) => {
    const six = [1, 2, 3, 4, 5, 6].map((index) => field(index));
    if (interaction.isChatInputCommand()) await interaction.showModal(modal(...six));
  });

  world.amina.runs(world.channel, ['ask']);

  expect(await codes()).toEqual([50035]);
});

test('a label that is too long', async () => {
  await bot(async (interaction) => {
    if (interaction.isChatInputCommand()) await interaction.showModal(modal(field(1, 'x'.repeat(46))));
  });

  world.amina.runs(world.channel, ['ask']);

  expect(await codes()).toEqual([50035]);
  expect(discord.violations[0]?.problems).toMatchObject([{ path: 'data/components/0/label' }]);
});

test('a token that is wrong', async () => {
  const client = new Client({ intents: [], rest: { api: discord.apiUrl } });
  clients.push(client);

  await expect(client.login('wrong')).rejects.toThrow();

  expect(await codes()).toEqual([0]);
});

test('an intent that was never granted', async () => {
  const client = new Client({ intents: [GatewayIntentBits.MessageContent], rest: { api: discord.apiUrl } });
  clients.push(client);

  await expect(client.login(discord.token)).rejects.toThrow('disallowed intents');

  expect(discord.gateway.closed).toEqual([4014]);
});
