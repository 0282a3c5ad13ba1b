// People of the emulator do what Discord's client lets people do, and nothing else.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type DiscordEmulator, startDiscordEmulator } from './discord-emulator.ts';
import { type JsonObject, objectIn, objectsIn } from './json.ts';
import { answer, call, register, smallWorld } from './raw-client.ts';

let discord: DiscordEmulator;
let world: Awaited<ReturnType<typeof smallWorld>>;

beforeEach(async () => {
  discord = await startDiscordEmulator();
  world = await smallWorld(discord);
});

afterEach(() => discord.stop());

const course: JsonObject = {
  name: 'course',
  description: 'Courses',
  options: [
    {
      type: 1,
      name: 'propose',
      description: 'Propose',
      options: [
        { type: 3, name: 'title', description: 'Title', required: true, max_length: 20 },
        { type: 4, name: 'seats', description: 'Seats', min_value: 1, max_value: 500 },
        {
          type: 3,
          name: 'subject',
          description: 'Subject',
          choices: [{ name: 'Forensics', value: 'forensics' }],
        },
        { type: 7, name: 'channel', description: 'Where', channel_types: [0] },
        { type: 11, name: 'plan', description: 'Plan' },
      ],
    },
  ],
};

test('a command arrives under its subcommand, a file with an address to fetch it from', async () => {
  await register(discord, course);
  const plan = { name: 'plan.pdf', contentType: 'application/pdf', bytes: Buffer.from('%PDF') };

  const { record } = world.amina.runs(world.channel, ['course', 'propose'], {
    title: 'Forensics',
    seats: 12,
    plan,
  });

  const data = objectIn(record.payload.data);
  const [sub] = objectsIn(data.options);
  const [title, seats, file] = objectsIn(sub?.options);
  const resolved = objectIn(objectIn(objectIn(data.resolved).attachments)[String(file?.value)]);
  expect(data).toMatchObject({ name: 'course', type: 1 });
  expect([title, seats]).toEqual([
    { name: 'title', type: 3, value: 'Forensics' },
    { name: 'seats', type: 4, value: 12 },
  ]);
  expect(await (await fetch(String(resolved.url))).text()).toBe('%PDF');
  expect(record.payload).toMatchObject({
    context: 0,
    guild_id: world.guild.id,
    member: { user: { id: world.amina.id } },
  });
});

test.each([
  ['a command that is not registered', ['seminar'], {}],
  ['a subcommand that is not registered', ['course', 'cancel'], {}],
  ['a command without its subcommand', ['course'], {}],
  ['a missing required option', ['course', 'propose'], {}],
  ['an option that is not registered', ['course', 'propose'], { title: 'x', colour: 'red' }],
  ['text where a number is asked', ['course', 'propose'], { title: 'x', seats: 'many' }],
  ['a number out of bounds', ['course', 'propose'], { title: 'x', seats: 501 }],
  ['text that is too long', ['course', 'propose'], { title: 'x'.repeat(21) }],
  ['a value that is no choice', ['course', 'propose'], { title: 'x', subject: 'cooking' }],
])('cannot run %s', async (_, path, options) => {
  await register(discord, course);

  expect(() => world.amina.runs(world.channel, path, options)).toThrow();
});

test('in direct messages a command has a user and no server, if it is offered there', async () => {
  await register(discord, { ...course, name: 'here' }, { ...course, name: 'server', contexts: [0] });

  const { record } = world.amina.runs('dm', ['here', 'propose'], { title: 'x' });

  expect(record.payload).toMatchObject({ context: 1, user: { id: world.amina.id }, channel: { type: 1 } });
  expect(record.payload.guild_id).toBeUndefined();
  expect(() => world.amina.runs('dm', ['server', 'propose'], { title: 'x' })).toThrow('not offered');
});

test('a command for administrators is offered to nobody else', async () => {
  await register(discord, { ...course, default_member_permissions: '0' });
  const boss = discord.addUser({ name: 'Boss' });
  discord.join(boss, world.guild, { administrator: true });

  expect(() => world.karim.runs(world.channel, ['course', 'propose'], { title: 'x' })).toThrow(
    'more permissions',
  );
  expect(boss.runs(world.channel, ['course', 'propose'], { title: 'x' }).record.kind).toBe('command');
});

test('a private channel is seen by its people and administrators alone', async () => {
  const secret = discord.addChannel(world.guild, { name: 'secret', private: [world.karim] });
  const outsider = discord.addUser({ name: 'Outsider' });
  discord.join(outsider, world.guild);
  await call(discord, 'POST', `/channels/${secret.id}/messages`, { content: 'For few' });

  expect(world.karim.sees(secret)).toHaveLength(1);
  expect(world.amina.sees(secret)).toHaveLength(1);
  expect(outsider.sees(secret)).toHaveLength(0);
  expect(() => outsider.runs(secret, ['ask'])).toThrow('does not see');
});

test('a disabled button, a link and a button that is not there cannot be pressed', async () => {
  const components = [
    {
      type: 1,
      components: [
        { type: 2, style: 1, custom_id: 'off', label: 'Off', disabled: true },
        { type: 2, style: 5, label: 'Link', url: 'https://example.org' },
      ],
    },
  ];
  await call(discord, 'POST', world.messages, { content: 'x', components });
  const [card] = world.karim.sees(world.channel);
  if (card === undefined) throw new Error('The card should be there.');

  for (const button of ['off', 'Link', 'gone'])
    expect(() => world.karim.press(card, button)).toThrow('would not let');
});

test('choices in menus arrive as values, people with who they are', async () => {
  const components = [
    {
      type: 1,
      components: [
        {
          type: 3,
          custom_id: 'area',
          options: [
            { label: 'Forensics', value: 'f' },
            { label: 'Traffic', value: 't' },
          ],
        },
      ],
    },
    { type: 1, components: [{ type: 5, custom_id: 'who', max_values: 2 }] },
  ];
  await call(discord, 'POST', world.messages, { content: 'x', components });
  const [card] = world.karim.sees(world.channel);
  if (card === undefined) throw new Error('The card should be there.');

  const area = world.karim.select(card, 'area', 'Traffic').record.payload.data;
  const who = world.karim.select(card, 'who', [world.amina, world.karim]).record.payload.data;

  expect(area).toMatchObject({ component_type: 3, values: ['t'] });
  expect(who).toMatchObject({
    component_type: 5,
    values: [world.amina.id, world.karim.id],
    resolved: { users: { [world.amina.id]: { global_name: 'Amina' } }, members: { [world.karim.id]: {} } },
  });
  expect(() => world.karim.select(card, 'area', ['f', 't'])).toThrow('1 to 1');
  expect(() => world.karim.select(card, 'area', 'Cooking')).toThrow('offers');
});

test('every kind of modal field is filled and checked as the client does', async () => {
  const label = (text: string, component: JsonObject): JsonObject => ({ type: 18, label: text, component });
  const interaction = world.amina.runs(world.channel, ['ask']);
  const options = [
    { label: 'Yes', value: 'y' },
    { label: 'No', value: 'n' },
  ];
  const opened = await answer(discord, interaction, 9, {
    custom_id: 'all',
    title: 'All kinds',
    components: [
      label('Text', { type: 4, custom_id: 'text', style: 1, value: 'filled in', max_length: 10 }),
      label('Menu', { type: 3, custom_id: 'menu', options }),
      label('Channel', { type: 8, custom_id: 'channel', required: false }),
      label('File', { type: 19, custom_id: 'file', max_values: 2 }),
      label('Radio', { type: 21, custom_id: 'radio', options }),
    ],
  });
  const modal = await interaction.opensModal();
  const file = { name: 'a.txt', contentType: 'text/plain', bytes: Buffer.from('a') };

  const { record } = world.amina.submit(modal, { Menu: 'No', file: [file], radio: 'y' });

  const components = objectsIn(objectIn(record.payload.data).components).map((part) =>
    objectIn(part.component),
  );
  expect(opened.status).toBe(204);
  expect(components).toMatchObject([
    { type: 4, custom_id: 'text', value: 'filled in' },
    { type: 3, values: ['n'] },
    { type: 8, values: [] },
    { type: 19, values: [expect.stringMatching(/^\d+$/)] },
    { type: 21, value: 'y' },
  ]);
  expect(() => world.amina.submit(modal, { menu: 'n', radio: 'y' })).toThrow('"File" takes 1 to 2');
  expect(() => world.amina.submit(modal, { menu: 'n', file, radio: 'y', text: 'x'.repeat(11) })).toThrow(
    'characters',
  );
  expect(() => world.amina.submit(modal, { menu: 'n', file, radio: 'y', text: 'a\nb' })).toThrow(
    'single line',
  );
  expect(() => world.amina.submit(modal, { menu: 'n', file, radio: 'y', text: '' })).toThrow(
    'must be filled in',
  );
  expect(() => world.karim.submit(modal, {})).toThrow('is open for Amina');
});
