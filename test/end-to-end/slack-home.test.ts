// The App Home: what waits for somebody, with buttons that work there, on the whole bot and over both doors.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { OpenView } from '../emulators/slack/model.ts';
import { withoutMarks } from '../support/discord-markdown.ts';
import type { SlackChat } from '../support/slack-person.ts';
import { openWorkspaces, type Workspaces } from '../support/slack-workspaces.ts';

describe.each(['http', 'socket'] as const)('an App Home over %s', (over) => {
  let here: Workspaces;

  beforeEach(async () => {
    here = await openWorkspaces(over);
    for (const { workspace } of [here.hub, here.accra]) await here.browser().installs(workspace);
  });

  afterEach(async () => {
    expect(here.emulator.violations).toEqual([]);
    expect(here.strayCalls()).toEqual([]);
    await here.close();
  });

  function reads(chat: SlackChat, name: string, words: string): Promise<OpenView> {
    const user = chat.user(name);
    return here.emulator.eventually(() => {
      const home = user.home();
      return home && withoutMarks(home.visibleText).includes(words) && home;
    });
  }

  async function opens(chat: SlackChat, name: string, words: string): Promise<OpenView> {
    await chat.person(name);
    expect(await chat.user(name).opensHome()).toMatchObject({ outcome: 'acknowledged' });
    return reads(chat, name, words);
  }

  test('says to strangers how to join, in their language, and where a workspace is nobody’s yet, whom to ask', async () => {
    await here.accra.person('Yacine', { locale: 'fr-FR' });

    const untied = await opens(here.accra, 'Kofi', 'The exchange has no hub yet.');
    const french = await opens(here.accra, 'Yacine', '/exchange setup');
    await here.opensTheExchange();
    const tied = await opens(here.accra, 'Kofi', 'You are not a member of the exchange yet.');

    expect([untied, french, tied].map(({ type }) => type)).toEqual(['home', 'home', 'home']);
    expect(untied.buttons).toEqual([]);
  });

  test('shows what waits, takes a press without a channel, opens its form, and is drawn again afterwards', async () => {
    await here.opensTheExchange();
    const kojo = await here.accra.person('Kojo');
    await kojo.runs('exchange join');
    await kojo.waitsFor('has been passed on');
    const home = await opens(here.accra, 'Ama', 'Kojo');
    const ama = here.accra.user('Ama');

    const pressed = await ama.presses(home, home.buttons[0]?.actionId ?? '');
    const form = await here.emulator.eventually(() => ama.viewOpen());
    const submitted = await ama.submits(form, { Role: 'Trainee' });
    const after = await reads(here.accra, 'Ama', 'Kojo is confirmed');

    expect(pressed.outcome).toBe('acknowledged');
    expect(pressed.request.payload).not.toHaveProperty('channel');
    expect(submitted.kind).not.toBe('errors');
    expect(withoutMarks(after.visibleText)).toContain('Nothing waits for you at the moment');
    expect((await (await here.accra.person('Ama')).sees('direct')).join()).not.toContain('Kojo');
    await here.sends();
    await kojo.waitsFor('Welcome to the exchange', 'direct');
  });

  test('is drawn for its own tab alone, and writes to nobody', async () => {
    await here.opensTheExchange();
    await opens(here.accra, 'Ama', 'Nothing waits for you');
    const drawn = () => here.emulator.accepted.filter(({ method }) => method === 'views.publish').length;
    const before = drawn();

    await here.emulator.sendEvent(here.accra.workspace, {
      ...{ type: 'app_home_opened', tab: 'messages', channel: 'D1' },
      user: here.accra.user('Ama').id,
    });
    await here.accra.user('Ama').opensHome();
    await here.emulator.eventually(() => drawn() > before);

    expect(drawn()).toBe(before + 1);
    expect(here.emulator.messagesIn(here.emulator.dmOf(here.accra.user('Ama'))).length).toBe(1);
  });
});
