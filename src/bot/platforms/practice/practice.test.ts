import { afterEach, describe, expect, it } from 'vitest';
import { route } from '#bot/view.ts';
import { type PracticeChat, startPracticeChat } from '../../../../test/support/practice-person.ts';
import { byClass, byId, byTag, textIn } from '../../../../test/support/read-html.ts';
import { english, saying, testListener } from '../../../../test/support/slack-listener.ts';

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
          depart: async () => undefined,
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
    // The room's own clock stands in Paris, and whoever is played reads theirs.
    expect(byClass(page, 'clock-time').map((time) => textIn(time))).toEqual(['07:00']);
    expect(byClass(page, 'clock-zone').map((zone) => textIn(zone))).toEqual(['Accra']);
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
