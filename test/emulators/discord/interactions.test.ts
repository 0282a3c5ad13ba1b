// Interaction responses as interactions/receiving-and-responding describes them, and what breaks them.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type DiscordEmulator, startDiscordEmulator } from './discord-emulator.ts';
import type { Interaction } from './interaction.ts';
import type { JsonObject } from './json.ts';
import { answer, call, register, smallWorld, webhook } from './raw-client.ts';

let now = Date.UTC(2026, 2, 1, 9);
let discord: DiscordEmulator;
let world: Awaited<ReturnType<typeof smallWorld>>;

beforeEach(async () => {
  discord = await startDiscordEmulator({ clock: { now: () => now } });
  world = await smallWorld(discord);
});

afterEach(() => discord.stop());

function run(): Interaction {
  return world.amina.runs(world.channel, ['ask']);
}

function textField(index: number, more: JsonObject = {}): JsonObject {
  return {
    type: 18,
    label: `Question ${index}`,
    component: { type: 4, custom_id: `q${index}`, style: 1, ...more },
  };
}

function modal(components: JsonObject[], more: JsonObject = {}): JsonObject {
  return { custom_id: 'form', title: 'A form', components, ...more };
}

test('an answer within three seconds is a message, told by a 204 without a content type', async () => {
  const interaction = run();
  now += 3000;

  const answered = await answer(discord, interaction, 4, { content: 'Yes' });

  expect(answered.status).toBe(204);
  expect(answered.headers.get('content-type')).toBeNull();
  expect((await interaction.replies()).content).toBe('Yes');
});

test('an answer after three seconds meets an unknown interaction, and is a violation', async () => {
  const interaction = run();
  now += 3001;

  const answered = await answer(discord, interaction, 4, { content: 'Late' });

  expect(answered).toMatchObject({ status: 404, body: { code: 10062, message: 'Unknown interaction' } });
  expect(discord.violations).toMatchObject([{ code: 10062 }]);
  expect(discord.unanswered).toEqual([interaction.record]);
  expect(world.amina.sees(world.channel)).toEqual([]);
  await expect(interaction.settled()).rejects.toThrow('did not respond within three seconds');
});

test('a second acknowledgement is refused, and is a violation', async () => {
  const interaction = run();
  await answer(discord, interaction, 5);

  const again = await answer(discord, interaction, 4, { content: 'Twice' });

  expect(again).toMatchObject({ status: 400, body: { code: 40060 } });
  expect(discord.violations).toMatchObject([{ code: 40060 }]);
});

test('a refused first response does not use the interaction up', async () => {
  const interaction = run();

  const wrong = await answer(discord, interaction, 4, { content: 'x'.repeat(2001) });
  const right = await answer(discord, interaction, 4, { content: 'x'.repeat(2000) });

  expect(wrong).toMatchObject({
    status: 400,
    body: { code: 50035, errors: { data: { content: { _errors: [{}] } } } },
  });
  expect(right.status).toBe(204);
});

test('a replayed delivery carries the same id, and a bot that answers it again is refused', async () => {
  const interaction = run();
  await answer(discord, interaction, 4, { content: 'Once' });

  interaction.deliverAgain();
  const again = await answer(discord, interaction, 4, { content: 'Twice' });

  expect(again.body.code).toBe(40060);
  expect(discord.acceptedIn(world.channel)).toHaveLength(1);
});

test('an ephemeral answer is seen by the asker alone, and cannot be reached through the channel', async () => {
  const interaction = run();
  await answer(discord, interaction, 4, { content: 'Only you', flags: 64 });
  const reply = await interaction.replies();

  const fetched = await call(discord, 'GET', `${world.messages}/${reply.id}`);
  const listed = await call(discord, 'GET', world.messages);

  expect(world.amina.sees(world.channel)).toEqual([reply]);
  expect(world.karim.sees(world.channel)).toEqual([]);
  expect(fetched.body.code).toBe(10008);
  expect(listed.json).toEqual([]);
});

test('with_response gives the message that was made', async () => {
  const interaction = run();

  const answered = await answer(discord, interaction, 4, { content: 'Yes' }, '?with_response=true');

  expect(answered).toMatchObject({
    status: 200,
    body: {
      interaction: { id: interaction.id, type: 2, response_message_loading: false },
      resource: { type: 4, message: { content: 'Yes' } },
    },
  });
});

test('@original is found percent-encoded too, until fifteen minutes have passed', async () => {
  const interaction = run();
  await answer(discord, interaction, 5, { flags: 64 });

  const edited = await call(
    discord,
    'PATCH',
    webhook(discord, interaction, '/messages/%40original'),
    { content: 'Done' },
    '',
  );
  now += 15 * 60 * 1000;
  const inTime = await call(
    discord,
    'PATCH',
    webhook(discord, interaction, '/messages/@original'),
    { content: 'Still' },
    '',
  );
  now += 1;
  const late = await call(
    discord,
    'PATCH',
    webhook(discord, interaction, '/messages/@original'),
    { content: 'Late' },
    '',
  );

  expect(edited.status).toBe(200);
  expect(inTime.status).toBe(200);
  expect(late).toMatchObject({ status: 401, body: { code: 50027 } });
});

test('nothing can follow up before the first response', async () => {
  const interaction = run();

  const followUp = await call(discord, 'POST', webhook(discord, interaction), { content: 'Early' }, '');

  expect(followUp).toMatchObject({ status: 404, body: { code: 10015 } });
});

test('a follow-up right after a deferral becomes the deferred answer and keeps its visibility', async () => {
  const interaction = run();
  await answer(discord, interaction, 5, { flags: 64 });

  await call(discord, 'POST', webhook(discord, interaction), { content: 'The answer' }, '');
  await call(discord, 'POST', webhook(discord, interaction), { content: 'And more' }, '');

  expect((await interaction.replies()).content).toBe('The answer');
  expect(world.karim.sees(world.channel).map((message) => message.content)).toEqual(['And more']);
});

test('a deferral takes no flag but the ephemeral one', async () => {
  const answered = await answer(discord, run(), 5, { flags: 64 | 32768 });

  expect(answered.body.code).toBe(50035);
});

test.each([
  ['a sixth part', modal([1, 2, 3, 4, 5, 6].map((index) => textField(index))), 'components'],
  ['no part', modal([]), 'components'],
  ['a label of 46 characters', modal([{ ...textField(1), label: 'x'.repeat(46) }]), 'components/0/label'],
  [
    'a description of 101 characters',
    modal([{ ...textField(1), description: 'x'.repeat(101) }]),
    'components/0/description',
  ],
  ['a title of 46 characters', modal([textField(1)], { title: 'x'.repeat(46) }), 'title'],
  ['a custom_id of 101 characters', modal([textField(1)], { custom_id: 'x'.repeat(101) }), 'custom_id'],
  ['two fields with one custom_id', modal([textField(1), textField(1)]), 'components/1/component/custom_id'],
  [
    'a button',
    modal([{ type: 1, components: [{ type: 2, style: 1, custom_id: 'b', label: 'B' }] }]),
    'components/0',
  ],
  [
    'a prefilled value above its max_length',
    modal([textField(1, { max_length: 3, value: 'long' })]),
    'components/0/component/value',
  ],
  [
    'min_length above max_length',
    modal([textField(1, { min_length: 9, max_length: 3 })]),
    'components/0/component',
  ],
  [
    'min_values 0 while required',
    modal([{ type: 18, label: 'L', component: { type: 5, custom_id: 'u', min_values: 0 } }]),
    'components/0/component/min_values',
  ],
  [
    'a disabled select',
    modal([{ type: 18, label: 'L', component: { type: 5, custom_id: 'u', disabled: true } }]),
    'components/0/component/disabled',
  ],
  [
    'a radio group with one option',
    modal([
      {
        type: 18,
        label: 'L',
        component: { type: 21, custom_id: 'r', options: [{ label: 'A', value: 'a' }] },
      },
    ]),
    'components/0/component/options',
  ],
])('a modal with %s is refused, with the published description and without', async (_, data, place) => {
  const plain = await startDiscordEmulator({ strict: false });
  const elsewhere = await smallWorld(plain);

  for (const [emulator, interaction] of [
    [discord, run()],
    [plain, elsewhere.amina.runs(elsewhere.channel, ['ask'])],
  ] as const) {
    const answered = await answer(emulator, interaction, 9, data);

    expect(answered).toMatchObject({ status: 400, body: { code: 50035 } });
    expect(emulator.violations[0]?.problems.map((problem) => problem.path).join(' ')).toContain(
      `data/${place}`,
    );
    expect(interaction.modal).toBeUndefined();
  }
  await plain.stop();
});

test('a modal cannot answer a modal', async () => {
  const interaction = run();
  await answer(discord, interaction, 9, modal([textField(1)]));
  const submitted = world.amina.submit(await interaction.opensModal(), { q1: 'text' });

  const answered = await answer(discord, submitted, 9, modal([textField(2)]));

  expect(answered).toMatchObject({ status: 400, body: { code: 50035 } });
});

test('a command cannot be answered as if it were a button', async () => {
  const answered = await answer(discord, run(), 7, { content: 'Changed' });

  expect(answered).toMatchObject({ status: 400, body: { code: 50035 } });
});

test('suggestions are at most 25, and only for what is being typed', async () => {
  await register(discord, {
    name: 'find',
    description: 'Find',
    options: [{ type: 3, name: 'course', description: 'Which', autocomplete: true }],
  });
  const choices = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ name: `c${index}`, value: `v${index}` }));

  const typing = world.amina.autocomplete(world.channel, ['find'], 'course', 'fo');
  const tooMany = await answer(discord, typing, 8, { choices: choices(26) });
  const message = await answer(discord, typing, 4, { content: 'No' });
  const right = await answer(discord, typing, 8, { choices: choices(25) });

  expect(tooMany.body.code).toBe(50035);
  expect(message.body.code).toBe(50035);
  expect(right.status).toBe(204);
  expect((await typing.settled()).choices).toHaveLength(25);
});

test('a modal opened from a card carries the card, and may change it', async () => {
  await answer(discord, run(), 4, {
    content: 'Card',
    components: [{ type: 1, components: [{ type: 2, style: 1, custom_id: 'open', label: 'Open' }] }],
  });
  const [card] = world.karim.sees(world.channel);
  if (card === undefined) throw new Error('The card should be there.');
  const pressed = world.karim.press(card, 'open');
  await answer(discord, pressed, 9, modal([textField(1)]));

  const submitted = world.karim.submit(await pressed.opensModal(), { 'Question 1': 'Yes' });
  await answer(discord, submitted, 7, { content: 'Changed', components: [] });

  expect(card).toMatchObject({ content: 'Changed', components: [] });
  expect(submitted.record.payload).toMatchObject({ type: 5, message: { id: card.id } });
});
