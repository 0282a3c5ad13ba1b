// The practice room over its own HTTP: commands, forms, buttons, restarts, and guests who may not come in.
import { request } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { route } from '#bot/view.ts';
import type { AccountId, ChannelId } from '#exchange/people.ts';
import { type PracticeChat, startPracticeChat } from '../../../../test/support/practice-person.ts';
import { byClass, byId, byTag, textIn } from '../../../../test/support/read-html.ts';
import { courseForm, english, saying, testListener } from '../../../../test/support/slack-listener.ts';

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

const hostile = '<b>bold</b><script>alert(1)</script> <!channel> "quoted" & @everyone';

describe('the practice room', () => {
  it('hands a typed command over with its options, its asker and its place', async () => {
    const listener = testListener();
    const { chat, kwame } = await open(listener);
    const amina = await chat.person('Amina El Idrissi');
    const channel = await chat.channel('announcements');

    await kwame.types(
      '/course propose titre : « Crime scene » seats:20 contact:"@Amina El Idrissi" channel:#announcements colour:blue',
      channel,
    );

    expect(listener.heard.asked).toMatchObject([
      {
        path: 'course propose',
        given: { title: 'Crime scene', seats: '20', contact: amina.account, channel },
        unread: ['colour:blue'],
        account: kwame.account,
        accountName: 'Kwame Mensah',
        locale: 'en',
        zone: 'Africa/Accra',
        place: 'practice:room',
        channel,
      },
    ]);
  });

  it('shows a private reply to its asker alone, and a public one to everybody', async () => {
    const { chat, kwame } = await open(
      testListener({
        asked: async ({ reply }) => {
          await reply.show(saying('for you'), 'asker');
          await reply.show(saying('for all'), 'everybody');
        },
      }),
    );
    const amina = await chat.person('Amina');
    const channel = await chat.channel('announcements');

    await kwame.runs('exchange help', {}, { in: channel });

    expect(await kwame.sees(channel)).toEqual(['/exchange help', 'for you', 'for all']);
    expect(await amina.sees(channel)).toEqual(['for all']);
    const page = await kwame.looksAt('/channel/announcements');
    expect(byClass(page, 'private')).toHaveLength(1);
  });

  it('gives every thing done an id of its own', async () => {
    const listener = testListener();
    const { kwame } = await open(listener);

    await kwame.runs('exchange help');
    await kwame.runs('exchange help');

    expect(new Set(listener.heard.asked.map((asked) => asked.key)).size).toBe(2);
  });

  it('lets people talk, without the bot taking it for a command', async () => {
    const listener = testListener();
    const { chat, kwame } = await open(listener);
    const amina = await chat.person('Amina');
    const channel = await chat.channel('announcements');

    await kwame.types(hostile, channel);

    expect(await amina.sees(channel)).toEqual([hostile]);
    expect(listener.heard.asked).toEqual([]);
  });

  it('shows hostile text as it was typed, wherever it stands', async () => {
    const { kwame } = await open(
      testListener({
        asked: async ({ reply }) =>
          reply.show(
            english([
              { heading: [{ value: hostile }] },
              {
                facts: [
                  [[{ value: hostile }], [{ link: 'javascript:alert(1)', label: [{ value: hostile }] }]],
                ],
              },
              { list: [[{ person: { name: hostile, accounts: [] } }]] },
              {
                select: {
                  label: [{ value: hostile }],
                  route: route('a/b/c'),
                  options: [{ value: '"><script>', label: [{ value: hostile }] }],
                },
              },
              { buttons: [{ label: [{ value: hostile }], route: route('a/b/c', '"><script>') }] },
            ]),
            'asker',
          ),
      }),
    );

    await kwame.runs('exchange help');

    const page = await kwame.looksAt();
    expect(byTag(page, 'b')).toEqual([]);
    expect(byTag(page, 'script').map((script) => script.attributes.src)).toEqual([
      '/assets/room.js',
      '/assets/typing.js',
    ]);
    expect(byTag(page, 'a').filter((link) => link.attributes.href?.startsWith('javascript'))).toEqual([]);
    expect((await kwame.sees()).at(-1)).toContain(hostile);
    expect(await kwame.buttons()).toEqual([hostile]);
  });

  it('offers families, subcommands, options, choices, people and what the record knows', async () => {
    const listener = testListener({
      suggesting: async ({ typed }) => [{ id: '7', label: `Police of ${typed}` }],
    });
    const { chat, kwame } = await open(listener);
    await chat.person('Amina');

    const labels = async (text: string) => (await kwame.completes(text)).offers.map((offer) => offer.label);

    expect(await labels('/')).toEqual(['/course', '/exchange']);
    expect(await labels('/ex')).toEqual(['/exchange']);
    expect(await labels('/prop')).toEqual(['/course propose']);
    expect(await labels('/exchange s')).toEqual(['/exchange setup']);
    expect(await labels('/course propose ')).toEqual([
      'title',
      'seats',
      'organisation',
      'contact',
      'channel',
      'aims',
    ]);
    expect(await labels('/course propose title:"A b" s')).toEqual(['seats']);
    expect(await labels('/course propose title:"A b')).toEqual([]);
    expect(await labels('/course propose contact:ami')).toEqual(['@Amina']);
    expect(await kwame.isOffered('course propose', 'organisation', 'Gha', { title: 'x' })).toEqual([
      'Police of Gha',
    ]);
    expect(listener.heard.suggesting.at(-1)).toMatchObject({
      path: 'course propose',
      option: 'organisation',
      typed: 'Gha',
      given: { title: 'x' },
      account: kwame.account,
    });
  });

  it('completes a value in quotes where it needs them', async () => {
    const { kwame } = await open(
      testListener({ suggesting: async () => [{ id: '7', label: 'Police of Ghana' }] }),
    );
    const text = '/course propose seats:20 organisation:gh';

    const { from, offers } = await kwame.completes(text);

    expect(text.slice(0, from) + offers[0]?.insert).toBe(
      '/course propose seats:20 organisation:"Police of Ghana" ',
    );
  });
});

describe('a form', () => {
  function withForm() {
    return testListener({
      asked: async ({ reply }) => {
        await reply.openForm(courseForm(), 1);
      },
      submitted: async ({ values, reply }) => {
        if (values.title === 'wrong') {
          const marked = await reply.mark(
            { title: ['Not this title: ', { value: hostile }], day: ['No such day.'] },
            courseForm(),
          );
          if (!marked) await reply.show(saying('could not mark'), 'asker');
        } else await reply.show(saying('kept'), 'asker');
      },
      suggesting: async () => [{ id: 'gh', label: 'Police of Ghana' }],
    });
  }

  it('opens with every page, label, hint and choice', async () => {
    const { kwame } = await open(withForm());

    await kwame.runs('course propose');

    const form = await kwame.modal();
    expect(form).toMatchObject({ title: 'Propose a course', introduction: 'Seen by the hub only.' });
    expect(form?.fields).toHaveLength(11);
    expect(form?.fields[0]).toMatchObject({ label: 'title', hint: 'About title', required: true });
    expect(form?.fields.find((field) => field.label === 'subject')?.options).toEqual([
      'subject command',
      'subject forensics',
    ]);
    const page = await kwame.looksAt();
    expect(byTag(page, 'legend').map((legend) => textIn(legend))).toContain('Who and where');
  });

  it('hands over what was filled in, and leaves out what was left empty', async () => {
    const listener = withForm();
    const { kwame } = await open(listener);
    await kwame.runs('course propose');

    await kwame.fills({
      title: 'Crime scene',
      aims: 'First hour\nSecond hour',
      subject: 'subject forensics',
      online: false,
      organisation: 'Police of Ghana',
      contact: 'Kwame Mensah',
      flyer: { name: 'flyer.pdf', type: 'application/pdf', bytes: new Uint8Array([1, 2, 3]) },
    });

    const [submitted] = listener.heard.submitted;
    expect(submitted).toMatchObject({
      form: 'draft-1',
      values: {
        title: 'Crime scene',
        subject: 'forensics',
        online: 'no',
        organisation: 'Police of Ghana',
        contact: kwame.account,
      },
    });
    expect(submitted?.values.aims).toMatch(/^First hour\r?\nSecond hour$/);
    expect(submitted?.values.flyer).toMatchObject({
      name: 'flyer.pdf',
      declaredType: 'application/pdf',
      bytes: 3,
    });
    expect(submitted?.values).not.toHaveProperty('day');
    expect(submitted?.shown).toHaveLength(11);
    expect(await kwame.modal()).toBeUndefined();
    expect(await kwame.sees()).toContain('kept');
  });

  it('says in place what is wrong, and keeps what was typed', async () => {
    const { kwame } = await open(withForm());
    await kwame.runs('course propose');

    await kwame.fills({ title: 'wrong', day: 'next Tuesday', subject: 'subject command', seats: '100,000' });

    const form = await kwame.modal();
    const filled = Object.fromEntries((form?.fields ?? []).map((field) => [field.label, field.filled]));
    expect(filled).toMatchObject({
      title: 'wrong',
      day: 'next Tuesday',
      subject: 'subject command',
      seats: '100,000',
    });
    const page = await kwame.looksAt();
    const title = byId(page, 'f-title');
    expect(title?.attributes).toMatchObject({
      'aria-invalid': 'true',
      'aria-describedby': 'f-title-hint f-title-problem',
    });
    expect(byClass(page, 'problems')).toHaveLength(1);
    const problem = byId(page, 'f-title-problem');
    expect(problem && textIn(problem)).toBe(`Not this title: ${hostile}`);
    expect(byTag(page, 'b')).toEqual([]);
  });

  it('stays open over a restart, and closes when it is sent away', async () => {
    const listener = withForm();
    const { chat, kwame } = await open(listener);
    await kwame.runs('course propose');

    await chat.room.stop();
    await chat.platform().start(listener);
    const after = await kwame.modal();
    await kwame.sends('/form/close', {
      key: byId(await kwame.looksAt(), 'form')?.attributes['data-key'] ?? '',
    });

    expect(after?.title).toBe('Propose a course');
    expect(await kwame.modal()).toBeUndefined();
    expect(listener.heard.submitted).toEqual([]);
  });

  it('is submitted once, however often the same page is sent', async () => {
    const listener = withForm();
    const { kwame } = await open(listener);
    await kwame.runs('course propose');
    const key = byId(await kwame.looksAt(), 'form')?.attributes['data-key'] ?? '';

    await Promise.all([1, 2, 3].map(() => kwame.sends('/form', { key, 'f.title': 'Crime scene' })));

    expect(listener.heard.submitted).toHaveLength(1);
  });
});

describe('a message with buttons', () => {
  const asking = english([
    { paragraph: ['Publish?'] },
    { buttons: [{ label: ['Publish'], route: route('course/publish/confirm', '12'), look: 'primary' }] },
    {
      select: {
        label: ['Seat'],
        route: route('nominate/accept/seat', '3'),
        options: [{ value: '5', label: ['Five'] }],
      },
    },
  ]);

  function withButtons() {
    return testListener({
      asked: ({ reply }) => reply.show(asking, 'asker'),
      pressed: ({ reply }) => reply.update(saying('done')),
    });
  }

  it('redraws in place when a button is pressed', async () => {
    const listener = withButtons();
    const { kwame } = await open(listener);
    await kwame.runs('exchange help');

    await kwame.presses('Publish');

    expect(listener.heard.pressed).toMatchObject([{ route: 'course/publish/confirm|12', chosen: undefined }]);
    expect(await kwame.sees()).toEqual(['/exchange help', 'done']);
  });

  it('hands over what was chosen from a list', async () => {
    const listener = withButtons();
    const { kwame } = await open(listener);
    await kwame.runs('exchange help');

    await kwame.chooses('Seat', 'Five');

    expect(listener.heard.pressed).toMatchObject([{ route: 'nominate/accept/seat|3', chosen: '5' }]);
  });

  it('still works after a restart', async () => {
    const listener = withButtons();
    const { chat, kwame } = await open(listener);
    await kwame.runs('exchange help');

    await chat.room.stop();
    await chat.platform().start(listener);
    await kwame.presses('Publish');

    expect(await kwame.sees()).toEqual(['/exchange help', 'done']);
  });

  it('cannot be pressed by somebody who does not see it', async () => {
    const listener = withButtons();
    const { chat, kwame } = await open(listener);
    const amina = await chat.person('Amina');
    await kwame.runs('exchange help');
    const message =
      byClass(await kwame.looksAt(), 'message')
        .at(-1)
        ?.attributes.id?.slice(2) ?? '';

    const pressing = amina.sends('/press', { message, route: 'course/publish/confirm|12' });

    await expect(pressing).rejects.toThrow('404');
    expect(listener.heard.pressed).toEqual([]);
  });
});

describe('what the bot posts', () => {
  const outgoing = (to: { channel: ChannelId } | { account: AccountId }, proof: string, text = proof) => ({
    to,
    proof,
    drawing: saying(text),
    addressees: 'account' in to ? [to.account] : [],
  });

  it('appears in a channel or before one person, once for each proof, and can be found and redrawn', async () => {
    const { chat, kwame } = await open();
    const amina = await chat.person('Amina');
    const channel = await chat.channel('announcements');

    const first = await chat.room.post(outgoing({ channel }, 'one'));
    const again = await chat.room.post(outgoing({ channel }, 'one'));
    await chat.room.post(outgoing({ account: kwame.account }, 'two'));
    await chat.room.revise(first, saying('one, revised'));

    expect(again).toBe(first);
    expect(await amina.sees()).toEqual(['one, revised']);
    expect(await kwame.sees('direct')).toEqual(['two']);
    expect(await chat.room.find(outgoing({ channel }, 'one'), 0)).toBe(first);
    expect(await chat.room.find(outgoing({ channel }, 'three'), 0)).toBeUndefined();
  });

  it('fails in the words of the contract where it cannot arrive', async () => {
    const { chat } = await open();
    const closed = await chat.person('Closed', { closed: true });

    const failures = [
      chat.room.post(outgoing({ channel: 'practice:nowhere' }, 'a')),
      chat.room.post(outgoing({ account: 'practice:nobody' }, 'b')),
      chat.room.post(outgoing({ account: closed.account }, 'c')),
      chat.room.revise('practice:gone', saying('x')),
    ];

    const kinds = await Promise.all(
      failures.map((one) => one.then(String, (failure: { kind: string }) => failure.kind)),
    );
    expect(kinds).toEqual(['gone', 'gone', 'closed', 'gone']);
  });

  it('marks who has something to read, until they read it', async () => {
    const { chat, kwame } = await open();
    const amina = await chat.person('Amina');
    const badges = async () => {
      const page = await amina.looksAt();
      return byClass(page, 'person').map((link) =>
        byClass(link, 'badge')
          .map((badge) => textIn(badge))
          .join(),
      );
    };

    await chat.room.post(outgoing({ account: kwame.account }, 'one'));
    const before = await badges();
    await kwame.looksAt();

    expect(before).toEqual(['11 message speaks to you by name', '']);
    expect(await badges()).toEqual(['', '']);
  });

  it('shows an instant in the reader’s zone and in the zone where it happens', async () => {
    const { chat, kwame } = await open();
    const at = Date.UTC(2027, 5, 3, 8, 0);
    const view = [
      {
        paragraph: [{ instant: at, zone: 'Europe/Paris', as: 'both' as const }, ' · ', { day: '2027-03-01' }],
      },
    ];

    await chat.room.post({
      ...outgoing({ account: kwame.account }, 'one'),
      drawing: { ...saying(''), view },
    });

    expect(await kwame.sees()).toEqual(['3 June 2027 at 08:00 GMT (10:00 CEST, Paris) · 1 March 2027']);
  });

  it('gives files and pictures to those who see the message, and to nobody else', async () => {
    const { chat, kwame } = await open();
    const amina = await chat.person('Amina');
    const file = {
      name: 'course "1".ics',
      mediaType: 'text/calendar',
      bytes: new TextEncoder().encode('BEGIN:VCALENDAR'),
    };
    const chart = {
      kind: 'distribution' as const,
      language: 'en' as const,
      title: 'How it went',
      scale: { low: 'Poor', high: 'Good' },
      headings: { share: 'Favourable', n: 'n' },
      rows: [{ label: 'Content', counts: [0, 0, 1, 2, 3] as const, n: 6 }],
      note: '',
    };
    const view = [
      { file, label: ['Calendar'] },
      { image: chart, alt: ['Five of six were content'] },
    ];
    await chat.room.post({
      ...outgoing({ account: kwame.account }, 'one'),
      drawing: { ...saying(''), view },
    });

    const files = await kwame.files();
    const address = byTag(await kwame.looksAt(), 'img')[0]?.attributes.src ?? '';
    const other = await amina.gets(address.replace('/as/kwame-mensah/', '/as/amina/'));

    expect(files.map((one) => [one.name, one.alt])).toEqual([
      ['course "1".ics', undefined],
      ['picture.png', 'Five of six were content'],
    ]);
    expect(Buffer.from(files[0]?.bytes ?? []).toString()).toBe('BEGIN:VCALENDAR');
    expect([...(files[1]?.bytes.slice(1, 4) ?? [])]).toEqual([80, 78, 71]);
    expect(other.status).toBe(404);
  });
});

describe('the room itself', () => {
  it('speaks the language of whoever is played, until another is chosen', async () => {
    const { chat } = await open();
    const amina = await chat.person('Amina', { locale: 'ar' });

    const own = byTag(await amina.looksAt(), 'html')[0]?.attributes;

    expect(own).toMatchObject({ lang: 'ar', dir: 'rtl' });
  });

  it('moves the clock, says how far it has come, and what was delivered', async () => {
    let now = Date.UTC(2027, 4, 3, 7);
    const moves: unknown[] = [];
    const { chat, kwame } = await open(testListener(), {
      clock: { now: () => now },
      moveClock: async (to, report) => {
        moves.push(to);
        now += 86_400_000;
        report({ now, delivered: 1 });
        await chat.room.post({
          to: { account: kwame.account },
          drawing: saying('reminder'),
          proof: 'r',
          addressees: [],
        });
        return { now, delivered: 2 };
      },
    });

    await kwame.sends('/clock', { to: 'days:1' });

    expect(await kwame.waitsFor('reminder')).toBe('reminder');
    const page = await kwame.looksAt();
    const news = byId(page, 'clock-news');
    expect(moves).toEqual([{ days: 1 }]);
    expect(news && textIn(news)).toContain('2 messages were delivered');
    expect(byClass(page, 'clock-date').map((date) => textIn(date))).toEqual(['Tuesday, 4 May 2027']);
  });

  it.each(['days:0', 'days:99999', 'until:1', 'never', ''])(
    'refuses to move the clock to "%s"',
    async (to) => {
      const { kwame } = await open();

      const moving = kwame.sends('/clock', { to });

      await expect(moving).rejects.toThrow('400');
    },
  );

  it('starts over with an empty room', async () => {
    let over = 0;
    const { chat, kwame } = await open(
      testListener({ asked: ({ reply }) => reply.show(saying('x'), 'asker') }),
      {
        startOver: async () => {
          over += 1;
        },
      },
    );
    await kwame.runs('exchange help');

    await kwame.sends('/start-over', {});

    expect(over).toBe(1);
    expect(await kwame.sees()).toEqual([]);
    await chat.room.stop();
    await chat.platform().start(testListener());
    expect(await kwame.sees()).toEqual([]);
  });

  it('says when its port is taken', async () => {
    const { chat } = await open();
    const { practicePlatform } = await import('./practice.ts');
    const port = Number(new URL(chat.room.address()).port);
    const second = practicePlatform({
      port,
      cast: async () => ({ people: [], channels: [] }),
      clock: { now: () => 0, zone: 'UTC' },
      moveClock: async () => ({ now: 0, delivered: 0 }),
      clockStops: async () => [],
      startOver: async () => undefined,
      memory: { load: async () => [], append: async () => undefined, replace: async () => undefined },
      log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    });

    await expect(second.start(testListener())).rejects.toThrow(`Port ${port} is taken`);
  });
});

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
