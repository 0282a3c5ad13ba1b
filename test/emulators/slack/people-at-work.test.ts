// The real bolt app over both of its receivers: commands, buttons, forms, menus, events, as people use them.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type RunningApp, startBoltApp } from './bolt-app.ts';
import type { Channel } from './model.ts';
import type { Person } from './person.ts';
import { type SlackEmulator, startSlackEmulator } from './slack-emulator.ts';
import type { Workspace } from './workspace.ts';

const form = {
  type: 'modal' as const,
  callback_id: 'propose',
  private_metadata: 'draft-1',
  notify_on_close: true,
  title: { type: 'plain_text' as const, text: 'Propose a course' },
  submit: { type: 'plain_text' as const, text: 'Send' },
  blocks: [
    {
      type: 'input' as const,
      block_id: 'title',
      label: { type: 'plain_text' as const, text: 'Title' },
      element: { type: 'plain_text_input' as const, action_id: 'title', max_length: 80 },
    },
    {
      type: 'input' as const,
      block_id: 'country',
      label: { type: 'plain_text' as const, text: 'Country' },
      element: { type: 'external_select' as const, action_id: 'country', min_query_length: 1 },
    },
    {
      type: 'input' as const,
      block_id: 'seats',
      optional: true,
      label: { type: 'plain_text' as const, text: 'Seats' },
      element: { type: 'number_input' as const, action_id: 'seats', is_decimal_allowed: false },
    },
  ],
};

describe.each(['http', 'socket'] as const)('a bolt app over %s', (over) => {
  let slack: SlackEmulator;
  let running: RunningApp;
  let hub: Workspace;
  let amina: Person;
  let karim: Person;
  let courses: Channel;

  beforeEach(async () => {
    slack = await startSlackEmulator();
    hub = slack.addWorkspace({ name: 'Hub' });
    amina = hub.addUser({ name: 'amina' });
    karim = hub.addUser({ name: 'karim' });
    courses = hub.addChannel({ name: 'courses' });
    running = await startBoltApp(slack, hub, over);
  });

  afterEach(async () => {
    await running.stop();
    await slack.stop();
  });

  it('answers a command in its acknowledgement, seen by nobody else', async () => {
    running.app.command('/course', async ({ ack, command }) => ack(`You said ${command.text}`));

    const delivery = await amina.runs(courses, '/course', 'propose @karim & more');

    expect(delivery.outcome).toBe('acknowledged');
    expect(amina.sees(courses).map((message) => message.visibleText)).toEqual([
      'You said propose @karim & more',
    ]);
    expect(karim.sees(courses)).toEqual([]);
    expect(slack.violations).toEqual([]);
  });

  it('answers by response URL for all to see, and replaces the message whose button was pressed', async () => {
    running.app.command('/course', async ({ ack, respond }) => {
      await ack();
      await respond({
        response_type: 'in_channel',
        text: 'One seat',
        blocks: [
          { type: 'section', text: { type: 'plain_text', text: 'One seat' } },
          {
            type: 'actions',
            elements: [
              {
                type: 'button',
                action_id: 'take',
                value: '7',
                text: { type: 'plain_text', text: 'Take it' },
              },
            ],
          },
        ],
      });
    });
    running.app.action('take', async ({ ack, respond, body }) => {
      await ack();
      await respond({ replace_original: true, text: `Taken by <@${body.user.id}>` });
    });

    await amina.runs(courses, '/course');
    const offer = await slack.eventually(() => karim.sees(courses)[0]);
    await karim.presses(offer, 'Take it');
    const after = await slack.eventually(() => karim.sees(courses).find((message) => message.edits === 1));

    expect(offer.buttons).toMatchObject([{ label: 'Take it', actionId: 'take', value: '7' }]);
    expect(after).toMatchObject({ ts: offer.ts, text: `Taken by <@${karim.id}>`, blocks: [] });
    expect(after.mentions.users).toEqual([karim.id]);
    expect(slack.violations).toEqual([]);
  });

  it('opens a form, suggests, corrects, and closes', async () => {
    running.app.command('/course', async ({ ack, client, command }) => {
      await ack();
      await client.views.open({ trigger_id: command.trigger_id, view: form });
    });
    running.app.options('country', async ({ ack, options }) => {
      const all = ['France', 'Finland', 'Ghana'].filter((name) => name.startsWith(options.value));
      await ack({ options: all.map((name) => ({ text: { type: 'plain_text', text: name }, value: name })) });
    });
    const received: unknown[] = [];
    running.app.view('propose', async ({ ack, view }) => {
      received.push(view.state.values);
      const title = view.state.values.title?.title?.value ?? '';
      if (title.length < 10)
        return ack({ response_action: 'errors', errors: { title: 'Say a little more.' } });
      return ack();
    });

    await amina.runs(courses, '/course', 'propose');
    const view = await slack.eventually(() => amina.viewOpen());
    const offered = await amina.types(view, 'Country', 'F');
    const nothing = await amina.submits(view);
    const short = await amina.submits(view, { Title: 'Short', Country: 'Finland' });
    const long = await amina.submits(view, { title: 'Digital evidence', Seats: 20 });

    expect(view.title).toBe('Propose a course');
    expect(offered.texts).toEqual(['France', 'Finland']);
    expect(nothing.kind === 'prevented' && Object.keys(nothing.errors)).toEqual(['title', 'country']);
    expect(short).toMatchObject({ kind: 'errors', errors: { title: 'Say a little more.' } });
    expect(long).toMatchObject({ kind: 'closed', view: undefined });
    expect(amina.viewOpen()).toBeUndefined();
    expect(received[1]).toEqual({
      title: { title: { type: 'plain_text_input', value: 'Digital evidence' } },
      country: {
        country: {
          type: 'external_select',
          selected_option: { text: { type: 'plain_text', text: 'Finland' }, value: 'Finland' },
        },
      },
      seats: { seats: { type: 'number_input', value: '20' } },
    });
    expect(slack.violations).toEqual([]);
  });

  it('hears when a form is closed that asked to be told', async () => {
    const closed: string[] = [];
    running.app.command('/course', async ({ ack, client, command }) => {
      await client.views.open({ trigger_id: command.trigger_id, view: form });
      await ack();
    });
    running.app.view({ callback_id: 'propose', type: 'view_closed' }, async ({ ack, view }) => {
      closed.push(view.private_metadata);
      await ack();
    });
    await amina.runs(courses, '/course');

    await amina.closes(await slack.eventually(() => amina.viewOpen()));

    expect(closed).toEqual(['draft-1']);
    expect(amina.viewOpen()).toBeUndefined();
  });

  it('publishes a home, sends a direct message with a key and reads it back', async () => {
    running.app.event('app_home_opened', async ({ client, event }) => {
      const blocks = [
        { type: 'section' as const, text: { type: 'plain_text' as const, text: 'Nothing due' } },
      ];
      await client.views.publish({ user_id: event.user, view: { type: 'home', blocks } });
      const { channel } = await client.conversations.open({ users: event.user });
      const metadata = { event_type: 'delivery', event_payload: { key: 'k1' } };
      await client.chat.postMessage({ channel: channel?.id ?? '', text: 'Welcome', metadata });
    });

    const delivery = await amina.opensHome();
    const welcome = await slack.eventually(() => amina.sees(slack.dmOf(amina))[0]);
    const dm = slack.dmOf(amina).id;
    const plain = await running.app.client.conversations.history({ channel: dm });
    const full = await running.app.client.conversations.history({ channel: dm, include_all_metadata: true });

    expect(delivery.outcome).toBe('acknowledged');
    expect(slack.home(amina)?.visibleText).toBe('Nothing due');
    expect(welcome.text).toBe('Welcome');
    expect(plain.messages?.[0]?.metadata).toBeUndefined();
    expect(full.messages?.[0]?.metadata?.event_payload).toEqual({ key: 'k1' });
    expect(slack.violations).toEqual([]);
  });

  it('runs the listener again for a repeated event, which it must notice by the event id', async () => {
    const heard: unknown[] = [];
    running.app.event('app_home_opened', async ({ body, context }) => {
      heard.push([body.event_id, context.retryNum ?? 0]);
    });

    const first = await amina.opensHome();
    await slack.retryEvent(first, 1);

    await slack.eventually(() => heard.length === 2);
    const id = first.request.payload.event_id;
    expect(heard).toEqual([
      [id, 0],
      [id, 1],
    ]);
  });

  it('answers token_revoked or account_inactive once the installation has ended', async () => {
    const gone: string[] = [];
    running.app.event('app_uninstalled', async () => void gone.push('app_uninstalled'));
    running.app.event('tokens_revoked', async () => void gone.push('tokens_revoked'));

    await hub.uninstall();

    await expect(running.app.client.auth.test()).rejects.toMatchObject({
      data: { error: 'account_inactive' },
    });
    expect(gone).toEqual(['app_uninstalled', 'tokens_revoked']);
  });
});
