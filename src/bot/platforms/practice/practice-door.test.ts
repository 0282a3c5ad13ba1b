// Who may come in: the checks of Host, Origin and token, as any page on the internet could try them.
import { request } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { type PracticeChat, startPracticeChat } from '../../../../test/support/practice-person.ts';
import { testListener } from '../../../../test/support/slack-listener.ts';

let chat: PracticeChat | undefined;

afterEach(async () => {
  await chat?.close();
  chat = undefined;
});

async function open(listener = testListener(), options: Parameters<typeof startPracticeChat>[0] = {}) {
  const made = await startPracticeChat(options);
  chat = made;
  await made.platform().start(listener);
  return { chat: made, kwame: await made.person('Kwame Mensah', { zone: 'Africa/Accra' }) };
}

describe('the door', () => {
  function ask(
    room: string,
    method: string,
    path: string,
    headers: Record<string, string>,
    body = '',
  ): Promise<{ status: number; headers: object; body: string }> {
    return new Promise((resolve, reject) => {
      const asking = request(`${room}${path}`, { method, headers }, (answer) => {
        let text = '';
        answer.setEncoding('utf8');
        answer.on('data', (part: string) => {
          text += part;
        });
        answer.on('end', () =>
          resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: text }),
        );
      });
      asking.on('error', reject);
      asking.end(body);
    });
  }

  it('answers only at its own name', async () => {
    const { chat } = await open();
    const room = chat.room.address();

    const rebound = await ask(room, 'GET', '/as/kwame-mensah/direct', { host: 'evil.example:80' });
    const own = await ask(room, 'GET', '/as/kwame-mensah/direct', {});

    expect(rebound.status).toBe(403);
    expect(rebound.body).not.toContain('Kwame');
    expect(own.status).toBe(200);
    expect(own.headers).toMatchObject({
      'content-security-policy': expect.stringContaining("script-src 'self'"),
      'x-content-type-options': 'nosniff',
    });
  });

  it.each([
    ['no origin', { origin: undefined }],
    ['another origin', { origin: 'http://evil.example' }],
    ['an unknown origin', { origin: 'null' }],
    ['no cookie', { cookie: undefined }],
    ['a wrong cookie', { cookie: 'wrong' }],
    ['no token', { token: undefined }],
    ['a wrong token', { token: 'wrong' }],
  ])(
    'refuses to do anything with %s',
    async (_, wrong: {
      origin?: string | undefined;
      cookie?: string | undefined;
      token?: string | undefined;
    }) => {
      const listener = testListener();
      const { chat } = await open(listener);
      const room = chat.room.address();
      const page = await ask(room, 'GET', '/as/kwame-mensah/direct', {});
      const cookie =
        ((page.headers as Record<string, string[]>)['set-cookie']?.[0] ?? '').split(';')[0] ?? '';
      const token = /data-token="([^"]+)"/.exec(page.body)?.[1] ?? '';
      const right = { origin: room, cookie, token };
      const sent = { ...right, ...wrong };

      const say = (given: typeof sent) =>
        ask(
          room,
          'POST',
          '/as/kwame-mensah/say',
          {
            'content-type': 'application/x-www-form-urlencoded',
            ...(given.origin === undefined ? {} : { origin: given.origin }),
            ...(given.cookie === undefined ? {} : { cookie: given.cookie }),
          },
          new URLSearchParams({
            where: 'direct',
            text: '/exchange help',
            ...(given.token === undefined ? {} : { token: given.token }),
          }).toString(),
        );
      const refused = await say(sent);
      const heardBefore = listener.heard.asked.length;
      const done = await say(right);

      expect(refused.status).toBe(403);
      expect(heardBefore).toBe(0);
      expect(done.status).toBe(303);
      expect(listener.heard.asked).toHaveLength(1);
    },
  );
});
