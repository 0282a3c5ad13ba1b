// What the fake sends over HTTP: signatures that bolt accepts or refuses, deadlines, replays, odd requests.
import { createServer, type Server } from 'node:http';
import { isValidSlackRequest } from '@slack/bolt';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type RunningApp, startBoltApp } from './bolt-app.ts';
import type { Signing } from './delivery.ts';
import type { Channel } from './model.ts';
import type { Person } from './person.ts';
import { signatureHeaders } from './sign.ts';
import { type SlackEmulator, startSlackEmulator } from './slack-emulator.ts';
import type { Workspace } from './workspace.ts';

let slack: SlackEmulator;
let hub: Workspace;
let amina: Person;
let courses: Channel;

beforeEach(async () => {
  slack = await startSlackEmulator({ acknowledgeWithinMs: 1000 });
  hub = slack.addWorkspace({ name: 'Hub' });
  amina = hub.addUser({ name: 'amina' });
  courses = hub.addChannel({ name: 'courses' });
});

afterEach(() => slack.stop());

describe('a signature', () => {
  it.each<[Signing, boolean]>([
    ['valid', true],
    ['tampered', false],
    ['stale', false],
    ['wrong-secret', false],
  ])('that is %s is seen as such by bolt', (signing, valid) => {
    const body = 'command=%2Fcourse&text=é';
    const headers = signatureHeaders('secret', body, Date.now(), signing);

    const accepted = isValidSlackRequest({
      signingSecret: 'secret',
      body,
      headers: {
        'x-slack-signature': headers['x-slack-signature'] ?? '',
        'x-slack-request-timestamp': Number(headers['x-slack-request-timestamp']),
      },
    });

    expect(accepted).toBe(valid);
  });
});

describe('a bolt app', () => {
  let running: RunningApp;
  let ran: string[];

  beforeEach(async () => {
    ran = [];
    running = await startBoltApp(slack, hub, 'http');
    running.app.command('/course', async ({ ack, command }) => {
      ran.push(command.trigger_id);
      await ack();
    });
  });

  afterEach(() => running.stop());

  it.each<Signing>(['tampered', 'stale', 'unsigned', 'wrong-secret'])(
    'refuses a request that is %s',
    async (signing) => {
      const delivery = await amina.runs(courses, '/course', '', { signing });

      expect(delivery).toMatchObject({ outcome: 'refused', status: 401 });
      expect(ran).toEqual([]);
    },
  );

  it('runs again for the identical request, since a signature is good for five minutes', async () => {
    const delivery = await amina.runs(courses, '/course');

    const again = await slack.replay(delivery);

    expect(again.outcome).toBe('acknowledged');
    expect(ran).toEqual([delivery.request.payload.trigger_id, delivery.request.payload.trigger_id]);
  });

  it('answers the checks of connection and of address', async () => {
    const ssl = await slack.sendRaw({ body: 'ssl_check=1&token=x', signing: 'unsigned' });
    const url = await slack.sendRaw({
      body: JSON.stringify({ type: 'url_verification', challenge: 'c1' }),
      contentType: 'application/json',
    });

    expect(ssl.status).toBe(200);
    expect(url.text).toBe('{"challenge":"c1"}');
  });

  it('that does not acknowledge in time is recorded as late', async () => {
    running.app.command('/slow', async () => undefined);

    const delivery = await amina.runs(courses, '/slow');

    expect(delivery).toMatchObject({ outcome: 'late', status: undefined });
    expect(slack.violations).toMatchObject([{ rule: 'late-acknowledgement', where: 'slash_commands' }]);
  });
});

describe('an app that answers by hand', () => {
  let server: Server;
  let answer: unknown;
  let received: string[];

  beforeEach(async () => {
    received = [];
    server = createServer(async (request, response) => {
      const parts: Buffer[] = [];
      for await (const part of request) parts.push(Buffer.from(part));
      received.push(Buffer.concat(parts).toString());
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(answer === undefined ? '' : JSON.stringify(answer));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    slack.sendRequestsTo(`http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/`);
  });

  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  it('gets a command as the form that Slack documents, escaped', async () => {
    answer = undefined;
    const karim = hub.addUser({ name: 'karim' });

    await amina.runs(courses, '/course', 'for @karim in #courses <b> & https://e.org');

    const form = Object.fromEntries(new URLSearchParams(received[0]));
    expect(form).toMatchObject({
      team_id: hub.id,
      team_domain: 'hub',
      channel_id: courses.id,
      channel_name: 'courses',
      user_id: amina.id,
      user_name: 'amina',
      command: '/course',
      api_app_id: slack.appId,
      is_enterprise_install: 'false',
      text: `for <@${karim.id}|karim> in <#${courses.id}|courses> &lt;b&gt; &amp; <https://e.org>`,
      trigger_id: expect.stringMatching(/^\d+\.\d+\.[0-9a-f]{32}$/),
      response_url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/commands\//),
    });
  });

  it('is caught when its answer to a submission cannot be used', async () => {
    const block = {
      type: 'input',
      block_id: 'title',
      label: { type: 'plain_text', text: 'Title' },
      element: { type: 'plain_text_input', action_id: 'title' },
    };
    const view = {
      type: 'modal',
      title: { type: 'plain_text', text: 'Form' },
      submit: { type: 'plain_text', text: 'Send' },
      blocks: [block],
    };
    const open = async () => {
      const trigger_id = amina.composes(courses, '/course').payload.trigger_id;
      await fetch(`${slack.apiUrl}views.open`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${hub.botToken}` },
        body: JSON.stringify({ trigger_id, view }),
      });
      const opened = amina.viewOpen();
      if (!opened) throw new Error('nothing opened');
      return opened;
    };
    const long = { ...view, title: { type: 'plain_text', text: 'x'.repeat(25) } };
    const answers = [
      { response_action: 'errors', errors: { nowhere: 'No' } },
      { response_action: 'errors', errors: {} },
      { response_action: 'update', view: long },
      { response_action: 'dance' },
      { response_action: 'push', view },
      { response_action: 'update', view: { ...view, title: { type: 'plain_text', text: 'Two' } } },
      { response_action: 'clear' },
    ];

    const kinds: string[] = [];
    for (answer of answers) kinds.push((await amina.submits(await open(), { title: 'x' })).kind);

    expect(kinds).toEqual(['failed', 'failed', 'failed', 'failed', 'pushed', 'updated', 'cleared']);
    expect(slack.violations.map((violation) => violation.rule)).toEqual([
      'invalid-acknowledgement',
      'invalid-acknowledgement',
      'invalid-view',
      'invalid-acknowledgement',
    ]);
  });
});
