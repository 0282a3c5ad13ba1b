// The App Home within Slack's limits: a hundred blocks and 250 kB, and what is more reaches its reader all the same.
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Platform } from '#bot/platform.ts';
import { value } from '#bot/text.ts';
import { type Block, route } from '#bot/view.ts';
import { withoutMarks } from '../../../../test/support/discord-markdown.ts';
import { english, saying, testListener } from '../../../../test/support/slack-listener.ts';
import { type SlackChat, slackChat } from '../../../../test/support/slack-person.ts';

let chat: SlackChat;
let platform: Platform;

beforeEach(async () => {
  chat = await slackChat({ over: 'socket' });
  await chat.person('Amina');
  platform = chat.platform();
});

afterEach(async () => {
  await platform.stop();
  expect(chat.emulator.violations).toEqual([]);
  await chat.close();
});

const button: Block = {
  buttons: [{ label: ['Confirm'], route: route('exchange/member-confirm/open', 'p1') }],
};
const lines = (count: number, length = 20): Block[] =>
  Array.from({ length: count }, (_, at) => ({ paragraph: [value(`${at + 1} ${'x'.repeat(length)}`)] }));

function homeSays(words: string) {
  return chat.emulator.eventually(() => {
    const home = chat.user('Amina').home();
    return home && withoutMarks(home.visibleText).includes(words) && home;
  });
}

const direct = () =>
  chat.emulator
    .messagesIn(chat.emulator.dmOf(chat.user('Amina')))
    .map(({ visibleText }) => withoutMarks(visibleText))
    .join('\n');

it('shows what the command for it answers, up to a hundred blocks, and tells the bot of no channel', async () => {
  const listener = testListener({
    asked: ({ reply }) => reply.show(english([button, ...lines(99)]), 'asker'),
  });
  await platform.start(listener);

  await chat.user('Amina').opensHome();
  const home = await homeSays('99 x');

  expect(home.blocks).toHaveLength(100);
  expect(direct()).toBe('');
  expect(listener.heard.asked[0]).toMatchObject({ path: 'my tasks', given: {}, channel: undefined });
});

it.each([
  ['a hundred and one blocks', lines(101)],
  ['more than 250 kB', lines(90, 2_900)],
])('sends %s directly, and says so in its place', async (_, view) => {
  await platform.start(testListener({ asked: ({ reply }) => reply.show(english(view), 'asker') }));

  await chat.user('Amina').opensHome();
  await homeSays('Sent to you as a direct message.');

  for (const { paragraph } of view as { paragraph: [{ value: string }] }[])
    expect(direct()).toContain(paragraph[0].value);
});

it('answers a press above what waits, draws both anew, and sends an answer that is too long directly', async () => {
  let answer = english([{ paragraph: ['One moment'] }, button]);
  const listener = testListener({
    asked: ({ reply }) => reply.show(english([button, ...lines(60)]), 'asker'),
    pressed: ({ reply }) => reply.update(answer),
  });
  await platform.start(listener);
  await chat.user('Amina').opensHome();
  const first = await homeSays('60 x');

  await chat.user('Amina').presses(first, first.buttons[0]?.actionId ?? '');
  const second = await homeSays('One moment');
  answer = english(lines(60, 30));
  await chat.user('Amina').presses(second, second.buttons[0]?.actionId ?? '');
  const third = await homeSays('Sent to you as a direct message.');

  expect(second.buttons).toHaveLength(2);
  expect(withoutMarks(third.visibleText)).not.toContain('One moment');
  expect(withoutMarks(third.visibleText)).toContain('60 x');
  expect(direct()).toContain(`60 ${'x'.repeat(30)}`);
  expect(listener.heard.pressed.map(({ route: pressed }) => pressed)).toEqual(
    Array(2).fill('exchange/member-confirm/open|p1'),
  );
  expect(new Set(listener.heard.asked.map(({ key }) => key)).size).toBe(3);
});

it('sends a file of an answer directly, since a home holds none', async () => {
  const file = { name: 'course.ics', mediaType: 'text/calendar', bytes: new TextEncoder().encode('BEGIN') };
  await platform.start(
    testListener({
      asked: ({ reply }) => reply.show(english([button]), 'asker'),
      pressed: ({ reply }) => reply.show(english([{ file, label: ['Calendar file'] }]), 'asker'),
    }),
  );
  await chat.user('Amina').opensHome();
  const home = await homeSays('Confirm');

  await chat.user('Amina').presses(home, 'Confirm');
  await homeSays('Sent to you as a direct message.');

  const [seen] = await (await chat.person('Amina')).files();
  expect(seen?.name).toBe('course.ics');
});

it('is left as it is where Slack cannot be reached, and the next opening draws it', async () => {
  chat.emulator.faults.next('views.publish', { kind: 'server-error' });
  await platform.start(testListener({ asked: ({ reply }) => reply.show(saying('Tasks'), 'asker') }));

  await chat.user('Amina').opensHome();
  await chat.emulator.eventually(() => chat.emulator.calls.some(({ method }) => method === 'views.publish'));
  await chat.user('Amina').opensHome();

  expect((await homeSays('Tasks')).type).toBe('home');
});
