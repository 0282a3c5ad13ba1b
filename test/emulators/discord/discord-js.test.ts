// The real discord.js against the emulator: what a well-behaved application does works as on Discord.
import {
  ActionRowBuilder,
  ButtonBuilder,
  ButtonStyle,
  Client,
  Events,
  GatewayIntentBits,
  type Interaction,
  LabelBuilder,
  MessageFlags,
  ModalBuilder,
  SlashCommandBuilder,
  TextInputBuilder,
  TextInputStyle,
  UserSelectMenuBuilder,
} from 'discord.js';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type DiscordEmulator, startDiscordEmulator } from './discord-emulator.ts';
import { buttonsOf, textOf } from './reading.ts';

let discord: DiscordEmulator;
let client: Client<true>;

const course = new SlashCommandBuilder()
  .setName('course')
  .setDescription('Courses')
  .addSubcommand((sub) =>
    sub
      .setName('propose')
      .setDescription('Propose a course')
      .addStringOption((option) => option.setName('title').setDescription('Title').setRequired(true))
      .addUserOption((option) => option.setName('instructor').setDescription('Who teaches'))
      .addChannelOption((option) => option.setName('channel').setDescription('Where'))
      .addStringOption((option) => option.setName('subject').setDescription('Subject').setAutocomplete(true)),
  );

beforeEach(async () => {
  discord = await startDiscordEmulator();
});

afterEach(async () => {
  await client?.destroy();
  await discord.stop();
});

async function connect(answer: (interaction: Interaction) => Promise<unknown>): Promise<Client<true>> {
  const made = new Client({ intents: [GatewayIntentBits.Guilds], rest: { api: discord.apiUrl, retries: 0 } });
  made.on(Events.InteractionCreate, (interaction) => {
    answer(interaction).catch((error: unknown) =>
      made.emit(Events.Error, error instanceof Error ? error : new Error(String(error))),
    );
  });
  const ready = new Promise<Client<true>>((resolve) => made.once(Events.ClientReady, resolve));
  await made.login(discord.token);
  client = await ready;
  await client.application.commands.set([course]);
  return client;
}

function worldOfThree() {
  const amina = discord.addUser({ name: 'Amina', locale: 'fr' });
  const karim = discord.addUser({ name: 'Karim' });
  const guild = discord.addGuild({ name: 'Accra Police Academy', owner: amina });
  discord.join(karim, guild);
  const channel = discord.addChannel(guild, { name: 'courses' });
  return { amina, karim, guild, channel };
}

test('a client connects at once and knows its servers and channels', async () => {
  const { guild, channel } = worldOfThree();

  const before = performance.now();
  await connect(async () => {});

  expect(performance.now() - before).toBeLessThan(3000);
  expect(client.guilds.cache.get(guild.id)?.name).toBe('Accra Police Academy');
  expect(client.channels.cache.has(channel.id)).toBe(true);
  expect(discord.violations).toEqual([]);
});

test('a subcommand arrives with typed options and resolved people and channels', async () => {
  const { amina, karim, channel } = worldOfThree();
  await connect(async (interaction) => {
    if (!interaction.isChatInputCommand()) return;
    const { options } = interaction;
    await interaction.reply({
      content: [
        options.getSubcommand(),
        options.getString('title', true),
        options.getUser('instructor', true).globalName,
        options.getChannel('channel', true).name,
        interaction.locale,
      ].join('|'),
      flags: MessageFlags.Ephemeral,
    });
  });

  const reply = await amina
    .runs(channel, ['course', 'propose'], { title: 'Forensics', instructor: karim, channel })
    .replies();

  expect(reply.content).toBe('propose|Forensics|Karim|courses|fr');
  expect(amina.sees(channel)).toEqual([reply]);
  expect(karim.sees(channel)).toEqual([]);
  expect(discord.violations).toEqual([]);
});

test('a modal of labels is opened from a button, filled, and answered by changing the card', async () => {
  const { amina, karim, channel } = worldOfThree();
  await connect(async (interaction) => {
    if (interaction.isChatInputCommand()) {
      const row = new ActionRowBuilder<ButtonBuilder>().addComponents(
        new ButtonBuilder().setCustomId('nominate|7').setLabel('Nominate').setStyle(ButtonStyle.Primary),
      );
      await interaction.reply({ content: 'Seats: 3', components: [row] });
    } else if (interaction.isButton()) {
      const modal = new ModalBuilder().setCustomId('nominate/form|7').setTitle('Nominate somebody');
      modal.addLabelComponents(
        new LabelBuilder()
          .setLabel('Reason')
          .setTextInputComponent(
            new TextInputBuilder().setCustomId('reason').setStyle(TextInputStyle.Paragraph).setMinLength(3),
          ),
        new LabelBuilder()
          .setLabel('Person')
          .setUserSelectMenuComponent(new UserSelectMenuBuilder().setCustomId('person').setMaxValues(1)),
      );
      await interaction.showModal(modal);
    } else if (interaction.isModalSubmit() && interaction.isFromMessage()) {
      const person = interaction.fields.getSelectedUsers('person', true).first();
      await interaction.update({
        content: `${interaction.fields.getTextInputValue('reason')}: ${person?.globalName}`,
      });
    }
  });
  const card = await amina.runs(channel, ['course', 'propose'], { title: 'Forensics' }).replies();

  const modal = await karim.press(card, 'Nominate').opensModal();
  await karim.submit(modal, { reason: 'Ten years of service', person: amina }).settled();

  expect(modal.fields.map((field) => field.label)).toEqual(['Reason', 'Person']);
  expect(card.content).toBe('Ten years of service: Amina');
  expect(buttonsOf(card)).toHaveLength(1);
  expect(discord.accepted).toHaveLength(1);
  expect(discord.violations).toEqual([]);
});

test('a deferred answer shows as thinking until it is edited, with a file and its address', async () => {
  const { amina, channel } = worldOfThree();
  await connect(async (interaction) => {
    if (!interaction.isChatInputCommand()) return;
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    await interaction.editReply({
      content: 'Here',
      files: [{ attachment: Buffer.from('BEGIN:VCALENDAR'), name: 'course.ics', description: 'The dates' }],
    });
  });

  const interaction = amina.runs(channel, ['course', 'propose'], { title: 'Forensics' });
  await interaction.acknowledged();
  const reply = await interaction.replies();

  const [file] = reply.attachments;
  expect(interaction.callback).toBe(5);
  expect(file).toMatchObject({ name: 'course.ics', description: 'The dates' });
  expect(await (await fetch(file?.url ?? '')).text()).toBe('BEGIN:VCALENDAR');
  expect(reply.onlyFor).toBe(amina.record);
  expect(discord.violations).toEqual([]);
});

test('autocomplete gives the choices for what was typed', async () => {
  const { amina, channel } = worldOfThree();
  await connect(async (interaction) => {
    if (!interaction.isAutocomplete()) return;
    const typed = interaction.options.getFocused();
    await interaction.respond([{ name: `${typed}ics`, value: 'forensics' }]);
  });

  const typing = await amina.autocomplete(channel, ['course', 'propose'], 'subject', 'forens').settled();

  expect(typing.choices).toEqual([{ name: 'forensics', value: 'forensics' }]);
  expect(discord.violations).toEqual([]);
});

test('a direct message reaches the person, and a channel message is edited and deleted', async () => {
  const { amina, channel } = worldOfThree();
  await connect(async () => {});
  const text = await client.channels.fetch(channel.id);
  if (!text?.isSendable()) throw new Error('The channel should take messages.');

  await (await client.users.fetch(amina.id)).send({ content: 'Welcome' });
  const sent = await text.send({
    content: 'First',
    embeds: [{ title: 'A card', description: 'of a course' }],
  });
  await sent.edit({ content: 'Second' });

  expect(amina.sees('dm').map(textOf)).toEqual(['Welcome']);
  expect(amina.sees(channel).map(textOf)).toEqual(['Second\nA card\nof a course']);
  await sent.delete();
  expect(amina.sees(channel)).toEqual([]);
  expect(discord.acceptedIn(channel)).toHaveLength(1);
  expect(discord.violations).toEqual([]);
});

test('a private thread is made, shown to the people added to it, and to nobody else', async () => {
  const { amina, karim, channel } = worldOfThree();
  const zara = discord.addUser({ name: 'Zara' });
  if (channel.guild) discord.join(zara, channel.guild);
  await connect(async () => {});
  const text = await client.channels.fetch(channel.id);
  if (text?.type !== 0) throw new Error('The channel should be a text channel.');

  const thread = await text.threads.create({ name: 'For Karim', type: 12, invitable: false });
  await thread.members.add(karim.id);
  await thread.send({ content: 'A word in private' });

  const place = discord.world.channels.get(thread.id);
  if (place === undefined) throw new Error('The thread should exist.');
  expect(karim.sees(place)).toHaveLength(1);
  expect(zara.sees(place)).toHaveLength(0);
  expect(amina.sees(place)).toHaveLength(1);
});

test('the bot notices that it joined and left a server while running', async () => {
  await connect(async () => {});
  const events: string[] = [];
  client.on(Events.GuildCreate, (guild) => events.push(`joined ${guild.name}`));
  client.on(Events.GuildDelete, (guild) => events.push(`left ${guild.name}`));

  const guild = discord.addGuild({ name: 'Rabat' });
  discord.removeBot(guild);

  await expect.poll(() => events).toEqual(['joined Rabat', 'left Rabat']);
});

test('RESUME after a cut connection replays what was missed', async () => {
  const { amina, channel } = worldOfThree();
  await connect(async (interaction) => {
    if (interaction.isChatInputCommand()) await interaction.reply('Still here');
  });

  discord.gateway.drop();
  const interaction = amina.runs(channel, ['course', 'propose'], { title: 'Sent while away' });
  const reply = await interaction.replies({ within: 10_000 });

  expect(reply.content).toBe('Still here');
  expect(discord.gateway.received(6)).toBe(1);
  expect(discord.gateway.received(2)).toBe(1);
});

test('an invalidated session makes the client identify anew', async () => {
  worldOfThree();
  await connect(async () => {});

  const readyAgain = new Promise((resolve) => client.once(Events.ShardReady, resolve));
  discord.gateway.invalidate();
  await readyAgain;

  expect(discord.gateway.received(2)).toBe(2);
  expect(discord.gateway.connected).toHaveLength(1);
});

test('op 7 makes the client reconnect and resume', async () => {
  worldOfThree();
  await connect(async () => {});

  const resumed = new Promise((resolve) => client.once(Events.ShardResume, resolve));
  discord.gateway.askToReconnect();
  await resumed;

  expect(discord.gateway.received(6)).toBe(1);
});
