// Views and files over the Web API: triggers, hashes, stacks, the three steps of an upload.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ByHand, modal, startByHand } from './by-hand.ts';
import { fieldsOf, listOf, stringOf } from './json.ts';

let amina: ByHand['amina'];
let call: ByHand['call'];
let courses: ByHand['courses'];
let hub: ByHand['hub'];
let rules: ByHand['rules'];
let slack: ByHand['slack'];
let time: ByHand['time'];
let trigger: ByHand['trigger'];

beforeEach(async () => {
  ({ amina, call, courses, hub, rules, slack, time, trigger } = await startByHand());
});

afterEach(() => slack.stop());

describe('a view', () => {
  it('opens once per trigger, within three seconds', async () => {
    const [fresh, stale] = [trigger(), trigger()];

    const opened = await call('views.open', { trigger_id: fresh, view: modal() });
    const twice = await call('views.open', { trigger_id: fresh, view: modal() });
    time.now += 3001;
    const late = await call('views.open', { trigger_id: stale, view: modal() });
    const unknown = await call('views.open', { trigger_id: '1.2.abc', view: modal() });

    expect(opened).toMatchObject({ ok: true, view: { type: 'modal', state: { values: {} } } });
    expect([twice.error, late.error, unknown.error]).toEqual([
      'exchanged_trigger_id',
      'expired_trigger_id',
      'invalid_trigger_id',
    ]);
    expect(amina.viewOpen()?.title).toBe('Form');
  });

  it('is refused when a label is too long or it is too heavy, and leaves the trigger unused', async () => {
    const trigger_id = trigger();
    const title = { type: 'plain_text', text: 'x'.repeat(25) };
    const heavy = Array.from({ length: 100 }, () => ({
      type: 'section',
      text: { type: 'plain_text', text: 'x'.repeat(3000) },
    }));

    const long = await call('views.open', { trigger_id, view: modal({ title }) });
    const large = await call('views.open', { trigger_id, view: modal({ blocks: heavy }) });
    const right = await call('views.open', { trigger_id, view: modal() });

    expect(long).toMatchObject({
      error: 'invalid_arguments',
      response_metadata: { messages: ['[ERROR] must be less than 25 characters [json-pointer:/title/text]'] },
    });
    expect(large.error).toBe('view_too_large');
    expect(right.ok).toBe(true);
    expect(rules()).toEqual(['invalid-view', 'length']);
  });

  it('is updated only while it is open and with the hash it has', async () => {
    const opened = await call('views.open', { trigger_id: trigger(), view: modal({ external_id: 'e1' }) });
    const { id, hash } = fieldsOf(opened.view);

    const first = await call('views.update', { view_id: id, hash, view: modal() });
    const raced = await call('views.update', { view_id: id, hash, view: modal() });
    const view = amina.viewOpen();
    if (view) await amina.closes(view);
    const closed = await call('views.update', { view_id: id, view: modal() });

    expect(first.ok).toBe(true);
    expect([raced.error, closed.error]).toEqual(['hash_conflict', 'not_found']);
  });

  it('keeps what was typed under the same ids through an update', async () => {
    const field = (block: string) => ({
      type: 'input',
      block_id: block,
      label: { type: 'plain_text', text: block },
      element: { type: 'plain_text_input', action_id: block },
    });
    const submit = { type: 'plain_text', text: 'Send' };
    const opened = await call('views.open', {
      trigger_id: trigger(),
      view: modal({ submit, blocks: [field('a')] }),
    });
    const view = amina.viewOpen();
    if (view) await amina.fills(view, { a: 'typed' });

    await call('views.update', {
      view_id: fieldsOf(opened.view).id,
      view: modal({ submit, blocks: [field('a'), field('b')] }),
    });

    expect(amina.viewOpen()?.values).toMatchObject({
      a: { a: { value: 'typed' } },
      b: { b: { value: null } },
    });
  });

  it('lies on others at most three deep, and only by a trigger from inside one', async () => {
    const press = async () => {
      const blocks = [
        {
          type: 'actions',
          elements: [{ type: 'button', action_id: 'more', text: { type: 'plain_text', text: 'More' } }],
        },
      ];
      return modal({ blocks });
    };
    slack.sendRequestsTo('http://127.0.0.1:1/');
    const fromOutside = await call('views.push', { trigger_id: trigger(), view: modal() });
    await call('views.open', { trigger_id: trigger(), view: await press() });
    const answers: unknown[] = [];
    for (let depth = 2; depth <= 4; depth += 1) {
      const view = amina.viewOpen();
      if (!view) throw new Error('nothing open');
      const { request } = await amina.presses(view, 'More');
      const pushed = await call('views.push', {
        trigger_id: request.payload.trigger_id,
        view: await press(),
      });
      answers.push(pushed.error ?? 'ok');
    }

    expect(fromOutside.error).toBe('not_found');
    expect(answers).toEqual(['ok', 'ok', 'push_limit_reached']);
  });

  it('has an external id that no other open view has', async () => {
    await call('views.open', { trigger_id: trigger(), view: modal({ external_id: 'e1' }) });

    const home = await call('views.publish', {
      user_id: amina.id,
      view: { type: 'home', external_id: 'e1', blocks: [] },
    });

    expect(home.error).toBe('duplicate_external_id');
  });
});

describe('a file', () => {
  it('goes up in three steps, is shared, shown in a block, and served to who holds the token', async () => {
    const content = Buffer.from('not really a picture');
    const picture = (id: unknown) => [{ type: 'image', alt_text: 'A chart', slack_file: { id } }];

    const asked = await call('files.getUploadURLExternal', { filename: 'chart.png', length: content.length });
    await fetch(stringOf(asked.upload_url), { method: 'POST', body: content });
    const early = await call('chat.postMessage', {
      channel: courses.id,
      text: 'x',
      blocks: picture(asked.file_id),
    });
    const done = await call('files.completeUploadExternal', {
      files: [{ id: asked.file_id, title: 'Chart' }],
      channel_id: courses.id,
      initial_comment: 'Look',
    });
    const shown = await call('chat.postMessage', {
      channel: courses.id,
      text: 'x',
      blocks: picture(asked.file_id),
    });
    const url = stringOf(fieldsOf(listOf(done.files)[0]).url_private);
    const served = await fetch(url, { headers: { authorization: `Bearer ${hub.botToken}` } });
    const stranger = await fetch(url);

    expect(early.error).toBe('invalid_blocks');
    expect(shown.ok).toBe(true);
    expect(slack.messagesIn(courses)[0]).toMatchObject({ text: 'Look', fileIds: [asked.file_id] });
    expect(Buffer.from(await served.arrayBuffer())).toEqual(content);
    expect(stranger.headers.get('content-type')).toBe('text/html');
    expect(rules()).toEqual(['file']);
  });

  it('must have the length it was announced with, and exist before it is completed', async () => {
    const asked = await call('files.getUploadURLExternal', { filename: 'a.csv', length: 3 });

    const upload = await fetch(stringOf(asked.upload_url), { method: 'POST', body: 'four' });
    const incomplete = await call('files.completeUploadExternal', { files: [{ id: asked.file_id }] });

    expect(upload.status).toBe(400);
    expect(incomplete.error).toBe('file_not_found');
    expect(rules()).toEqual(['upload-length']);
  });
});
