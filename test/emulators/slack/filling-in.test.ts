// Filling in: every kind of element, as it then stands in the state that the app gets.
import { createServer, type Server } from 'node:http';
import { webApi } from '@slack/bolt';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ByHand, modal, startByHand } from './by-hand.ts';
import { type Fields, fieldsOf, listOf, parsedJson, stringOf } from './json.ts';
import type { OpenView } from './model.ts';

let bench: ByHand;
let server: Server;
/** The interactions that the app got. */
let received: Fields[];

beforeEach(async () => {
  bench = await startByHand();
  received = [];
  server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(Buffer.from(part));
    const form = new URLSearchParams(Buffer.concat(parts).toString());
    const payload = fieldsOf(parsedJson(form.get('payload') ?? ''));
    received.push(payload);
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(
      payload.type === 'block_suggestion' ? JSON.stringify({ options: options(payload.value) }) : '',
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  bench.slack.sendRequestsTo(`http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/`);
});

afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await bench.slack.stop();
});

const plain = (text: string): Fields => ({ type: 'plain_text', text });
const option = (name: string): Fields => ({ text: plain(name.toUpperCase()), value: name });
const options = (typed: unknown) =>
  ['ghana', 'greece', 'kenya'].filter((one) => one.startsWith(stringOf(typed))).map(option);
const input = (type: string, change: Fields = {}, block: Fields = {}): Fields => ({
  type: 'input',
  block_id: type,
  label: plain(`The ${type}`),
  element: { type, action_id: type, ...change },
  ...block,
});

async function open(...blocks: Fields[]): Promise<OpenView> {
  const view = modal({ blocks, submit: plain('Send') });
  const answer = await bench.call('views.open', { trigger_id: bench.trigger(), view });
  const opened = bench.amina.viewOpen();
  if (!opened) throw new Error(JSON.stringify(answer));
  return opened;
}

describe('a form', () => {
  it('takes what each kind of element takes', async () => {
    const choices = { options: ['a', 'b', 'c'].map(option) };
    const view = await open(
      input('plain_text_input'),
      input('email_text_input'),
      input('url_text_input'),
      input('number_input', { is_decimal_allowed: true }),
      input('datepicker'),
      input('timepicker'),
      input('datetimepicker'),
      input('static_select', choices),
      input('multi_static_select', choices),
      input('radio_buttons', choices),
      input('checkboxes', choices),
      input('users_select'),
      input('multi_users_select'),
      input('conversations_select'),
      input('channels_select'),
      input('external_select', { min_query_length: 1 }),
      input('file_input'),
    );

    const sent = await bench.amina.submits(view, {
      plain_text_input: 'text',
      email_text_input: 'a@example.org',
      url_text_input: 'https://example.org',
      number_input: 2.5,
      datepicker: '2026-11-30',
      timepicker: '14:30',
      datetimepicker: 1_790_000_000,
      static_select: 'A',
      multi_static_select: ['a', 'B'],
      radio_buttons: 'c',
      checkboxes: ['a', 'c'],
      users_select: bench.amina,
      multi_users_select: [bench.amina, bench.hub.botUserId],
      conversations_select: bench.courses,
      'The channels_select': bench.courses.id,
      external_select: 'greece',
      file_input: [bench.amina.uploads({ name: 'cv.pdf', content: Buffer.from('cv') })],
    });

    const { values } = fieldsOf(fieldsOf(received.at(-1)?.view).state);
    const state = Object.fromEntries(
      Object.entries(fieldsOf(values)).map(([type, inBlock]) => {
        const { type: _, ...rest } = fieldsOf(fieldsOf(inBlock)[type]);
        return [type, Object.values(rest)[0]];
      }),
    );
    expect(sent.kind).toBe('closed');
    expect(state).toMatchObject({
      plain_text_input: 'text',
      email_text_input: 'a@example.org',
      url_text_input: 'https://example.org',
      number_input: '2.5',
      datepicker: '2026-11-30',
      timepicker: '14:30',
      datetimepicker: 1_790_000_000,
      static_select: option('a'),
      multi_static_select: [option('a'), option('b')],
      radio_buttons: option('c'),
      checkboxes: [option('a'), option('c')],
      users_select: bench.amina.id,
      multi_users_select: [bench.amina.id, bench.hub.botUserId],
      conversations_select: bench.courses.id,
      channels_select: bench.courses.id,
      external_select: option('greece'),
      file_input: [{ name: 'cv.pdf', size: 2, url_private: expect.stringContaining('/files-pri/') }],
    });
    expect(bench.rules()).toEqual([]);
  });

  it('sends empty and prefilled elements as they stand', async () => {
    const view = await open(
      input('plain_text_input', { initial_value: 'draft' }),
      input('multi_users_select', {}, { optional: true }),
      input('datepicker', {}, { optional: true }),
    );

    await bench.amina.submits(view);

    expect(fieldsOf(received[0]?.view).state).toEqual({
      values: {
        plain_text_input: { plain_text_input: { type: 'plain_text_input', value: 'draft' } },
        multi_users_select: { multi_users_select: { type: 'multi_users_select', selected_users: [] } },
        datepicker: { datepicker: { type: 'datepicker', selected_date: null } },
      },
    });
  });

  it('is kept back by Slack’s client when something cannot be right', async () => {
    const view = await open(
      input('plain_text_input', { min_length: 5 }),
      input('email_text_input'),
      input('url_text_input'),
      input('number_input', { is_decimal_allowed: false, min_value: '1', max_value: '9' }),
      input('datepicker'),
    );

    const sent = await bench.amina.submits(view, {
      plain_text_input: 'abc',
      email_text_input: 'nobody',
      url_text_input: 'nowhere',
      number_input: 10,
    });

    expect(sent).toMatchObject({ kind: 'prevented' });
    expect(sent.kind === 'prevented' && Object.keys(sent.errors)).toHaveLength(5);
    expect(received).toEqual([]);
  });

  it('lets nobody do what Slack’s client does not let them', async () => {
    const view = await open(
      input('plain_text_input', { max_length: 3 }),
      input('radio_buttons', { options: [option('a')] }),
    );
    const fill = (answers: Record<string, string>) => bench.amina.fills(view, answers);

    await expect(fill({ plain_text_input: 'four' })).rejects.toThrow('more than 3 characters');
    await expect(fill({ radio_buttons: 'z' })).rejects.toThrow('No option “z”');
    await expect(fill({ nowhere: 'x' })).rejects.toThrow('No element “nowhere”');
    await bench.amina.closes(view);
    await expect(fill({ plain_text_input: 'x' })).rejects.toThrow('no such view open');
  });

  it('tells the app of a change when an input asks for that', async () => {
    const view = await open(input('static_select', { options: [option('a')] }, { dispatch_action: true }));

    await bench.amina.fills(view, { static_select: 'a' });

    expect(received[0]).toMatchObject({
      type: 'block_actions',
      container: { type: 'view', view_id: view.id },
      view: { state: { values: { static_select: { static_select: { selected_option: option('a') } } } } },
      actions: [{ type: 'static_select', action_id: 'static_select', selected_option: option('a') }],
    });
    expect(received[0]?.response_url).toBeUndefined();
  });
});

describe('a message', () => {
  it('has menus, overflows and pickers to use, with what was chosen before in its state', async () => {
    const elements = [
      { type: 'static_select', action_id: 'grade', options: ['low', 'high'].map(option) },
      { type: 'overflow', action_id: 'more', options: [option('archive')] },
      { type: 'datepicker', action_id: 'day' },
    ];
    const blocks = [{ type: 'actions', block_id: 'row', elements }];
    await bench.call('chat.postMessage', { channel: bench.courses.id, text: 'card', blocks });
    const [card] = bench.amina.sees(bench.courses);
    if (!card) throw new Error('no card');

    await bench.amina.selects(card, 'grade', 'high');
    await bench.amina.selects(card, 'more', 'ARCHIVE');
    await bench.amina.selects(card, 'row/day', '2026-11-30');

    expect(received.map((payload) => listOf(payload.actions)[0])).toMatchObject([
      { type: 'static_select', block_id: 'row', selected_option: option('high') },
      { type: 'overflow', selected_option: option('archive') },
      { type: 'datepicker', selected_date: '2026-11-30' },
    ]);
    expect(received[2]).toMatchObject({
      container: { type: 'message', message_ts: card.ts, channel_id: bench.courses.id, is_ephemeral: false },
      message: { ts: card.ts, text: 'card' },
      response_url: expect.stringContaining('/commands/'),
      state: {
        values: { row: { grade: { selected_option: option('high') }, day: { selected_date: '2026-11-30' } } },
      },
    });
  });

  it('of somebody else’s eyes cannot be pressed', async () => {
    const karim = bench.hub.addUser({ name: 'karim' });
    const elements = [{ type: 'button', action_id: 'go', text: plain('Go') }];
    const blocks = [{ type: 'actions', elements }];
    await bench.call('chat.postEphemeral', {
      channel: bench.courses.id,
      user: bench.amina.id,
      text: 'x',
      blocks,
    });
    const [card] = bench.amina.sees(bench.courses);
    if (!card) throw new Error('no card');

    await expect(karim.presses(card, 'Go')).rejects.toThrow('cannot see');
  });
});

describe('Slack’s own client', () => {
  it('uploads with files.uploadV2', async () => {
    const client = new webApi.WebClient(bench.hub.botToken, { slackApiUrl: bench.slack.apiUrl });

    await client.files.uploadV2({
      channel_id: bench.courses.id,
      filename: 'courses.csv',
      file: Buffer.from('a,b\n'),
      initial_comment: 'All courses',
    });

    expect(bench.slack.messagesIn(bench.courses)).toMatchObject([
      { text: 'All courses', fileIds: [expect.any(String)] },
    ]);
    expect(bench.rules()).toEqual([]);
  });
});
