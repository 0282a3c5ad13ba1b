// Attaché on the fake Slack, over both receivers: what people do reaches the bot, and what it answers reaches them.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Platform, PlatformFailure } from '#bot/platform.ts';
import { value } from '#bot/text.ts';
import { route } from '#bot/view.ts';
import type { Person } from '../../../../test/support/person.ts';
import {
  courseForm,
  english,
  saying,
  type TestListener,
  testListener,
} from '../../../../test/support/slack-listener.ts';
import { type SlackChat, slackChat } from '../../../../test/support/slack-person.ts';

describe.each(['http', 'socket'] as const)('Slack over %s', (over) => {
  let chat: SlackChat;
  let platform: Platform;
  let amina: Person;

  beforeEach(async () => {
    chat = await slackChat({ over });
    amina = await chat.person('Amina', { locale: 'fr-FR' });
    platform = chat.platform();
  });

  afterEach(async () => {
    await platform.stop();
    expect(chat.emulator.violations).toEqual([]);
    await chat.close();
  });

  async function started(answers: Parameters<typeof testListener>[0]): Promise<TestListener> {
    const listener = testListener(answers);
    await platform.start(listener);
    return listener;
  }

  it('hears a command with its options and who typed it, and answers to them alone', async () => {
    const general = chat.channelNamed('general');
    const kwame = await chat.person('Kwame');
    const listener = await started({ asked: ({ reply }) => reply.show(saying('Kept'), 'asker') });

    await amina.runs('course propose', { title: 'Digital evidence', seats: 20 });

    expect(await amina.waitsFor('Kept')).toBe('Kept');
    expect(await kwame.sees()).toEqual([]);
    expect(listener.heard.asked[0]).toMatchObject({
      account: amina.account,
      accountName: 'Amina',
      locale: 'fr-FR',
      zone: 'Europe/London',
      place: chat.place,
      placeName: 'Hub',
      channel: `${chat.place}:${general.id}`,
      administrator: false,
      path: 'course propose',
      given: { title: 'Digital evidence', seats: '20' },
      unread: [],
    });
  });

  it('answers for all to see where the command says so', async () => {
    const kwame = await chat.person('Kwame');
    await started({ asked: ({ reply }) => reply.show(saying('Published'), 'everybody') });

    await amina.runs('course propose');

    expect(await kwame.waitsFor('Published')).toBe('Published');
  });

  it('asks who administers the workspace only where that is asked', async () => {
    const owner = await chat.person('Owner', { administrator: true });
    const listener = await started({});

    await owner.runs('exchange setup', { code: 'ABCD' });
    await owner.runs('course propose');
    await chat.emulator.eventually(() => listener.heard.asked.length === 2);

    const byPath = new Map(listener.heard.asked.map((asked) => [asked.path, asked.administrator]));
    expect(byPath.get('exchange setup')).toBe(true);
    expect(byPath.get('course propose')).toBe(false);
  });

  it('opens a form with every kind of field, and reads its answers', async () => {
    const listener = await started({
      asked: async ({ reply }) => void (await reply.openForm(courseForm(), 0)),
      suggesting: async ({ typed }) =>
        [{ id: 'org-1', label: 'Ghana Police' }].filter((one) => one.label.includes(typed)),
      submitted: ({ reply }) => reply.show(saying('Thank you'), 'asker'),
    });
    const courses = await chat.channel('courses');
    await amina.runs('course propose');
    const flyer = { name: 'flyer.pdf', type: 'application/pdf', bytes: new TextEncoder().encode('%PDF') };

    await amina.fills({
      title: 'Digital evidence',
      subject: 'subject forensics',
      day: '2027-03-01',
      seats: 12,
      online: true,
      score: '4',
      organisation: 'Ghana Police',
      contact: amina.account,
      channel: courses,
      flyer,
    });

    expect(await amina.waitsFor('Thank you')).toBe('Thank you');
    expect(await amina.modal()).toBeUndefined();
    const [submitted] = listener.heard.submitted;
    expect(submitted).toMatchObject({
      form: 'draft-1',
      values: {
        title: 'Digital evidence',
        subject: 'forensics',
        day: '2027-03-01',
        seats: 12,
        online: true,
        score: 4,
        organisation: 'org-1',
        contact: amina.account,
        channel: courses,
      },
    });
    expect(submitted?.shown).toHaveLength(11);
    const handedOver = submitted?.values.flyer;
    const opened =
      typeof handedOver === 'object' && 'open' in handedOver ? await handedOver.open() : undefined;
    expect(new TextDecoder().decode(opened)).toBe('%PDF');
    expect(listener.heard.suggesting[0]).toMatchObject({ path: 'course propose', option: 'organisation' });
  });

  it('says in place what is wrong in a form, and keeps it open with what was typed', async () => {
    const form = courseForm({ pages: courseForm().pages.slice(0, 1) });
    await started({
      asked: async ({ reply }) => void (await reply.openForm(form, 0)),
      submitted: async ({ reply }) => {
        expect(await reply.mark({ title: ['Say more than ', value('x')] }, form)).toBe(true);
        expect(await reply.mark({ title: ['Again'] }, form)).toBe(false);
      },
    });
    await amina.runs('course propose');

    await amina.fills({ title: 'x', subject: 'command', day: '2027-03-01', seats: 1 });

    expect(await amina.waitsFor('Say more')).toBe('Say more than x');
    expect((await amina.modal())?.fields[0]?.filled).toBe('x');
  });

  it('redraws the message whose button was pressed, and says what was chosen from a list', async () => {
    const listener = await started({
      asked: ({ reply }) =>
        reply.show(
          english([
            { buttons: [{ label: ['Accept'], route: route('nominate/accept/yes', 'n1'), look: 'primary' }] },
            {
              select: {
                label: ['Language'],
                route: route('my/language/choose'),
                options: [{ value: 'fr', label: ['Français'] }],
              },
            },
          ]),
          'asker',
        ),
      pressed: ({ reply, route: made }) => reply.update(saying(`Pressed ${made}`)),
    });
    await amina.runs('course propose');
    await amina.waitsFor('Language');

    await amina.chooses('Language', 'Français');
    await amina.waitsFor('Pressed my/language/choose');

    expect(await amina.sees()).toEqual(['Pressed my/language/choose']);
    expect(listener.heard.pressed[0]).toMatchObject({ route: 'my/language/choose', chosen: 'fr' });
  });

  it('hears a button of an older process, and gives each press a key of its own that a replay repeats', async () => {
    await started({
      asked: ({ reply }) =>
        reply.show(
          english([{ buttons: [{ label: ['Accept'], route: route('nominate/accept/yes', 'n1') }] }]),
          'asker',
        ),
    });
    await amina.runs('course propose');
    await chat.emulator.eventually(() => chat.user('Amina').sees(chat.channelNamed('general'))[0]);
    await platform.stop();
    platform = chat.platform();
    const listener = await started({});

    const [card] = chat.user('Amina').sees(chat.channelNamed('general'));
    if (!card) throw new Error('no card');
    const first = await chat.user('Amina').presses(card, 'Accept');
    await chat.emulator.replay(first);
    await amina.presses('Accept');
    await chat.emulator.eventually(() => listener.heard.pressed.length === 3);

    const [one, repeated, other] = listener.heard.pressed.map((pressed) => pressed.key);
    expect(listener.heard.pressed[0]?.route).toBe('nominate/accept/yes|n1');
    expect(repeated).toBe(one);
    expect(other).not.toBe(one);
  });

  it('closes a form in time when the bot is slow, and answers by message', async () => {
    const form = courseForm({ pages: [courseForm().pages[2] ?? { heading: [], fields: [] }] });
    let marked: boolean | undefined;
    await started({
      asked: async ({ reply }) => void (await reply.openForm(form, 0)),
      submitted: async ({ reply }) => {
        await new Promise((resolve) => setTimeout(resolve, 2700));
        marked = await reply.mark({ flyer: ['Too late'] }, form);
        await reply.show(saying('Kept for you'), 'asker');
      },
    });
    await amina.runs('course propose');

    await amina.fills({});

    await amina.waitsFor('Kept for you');
    expect(marked).toBe(false);
  });

  it('lives on after a fault of its own', async () => {
    const listener = await started({
      asked: async ({ path, reply }) => {
        if (path === 'exchange help') throw new Error('a bug');
        await reply.show(saying('Alive'), 'asker');
      },
    });

    await amina.runs('exchange help');
    await amina.runs('course propose');

    await amina.waitsFor('Alive');
    expect(listener.heard.asked).toHaveLength(2);
  });

  it('says that a form cannot be opened any more, instead of failing', async () => {
    let opened: boolean | undefined;
    chat.emulator.faults.next('views.open', { kind: 'error', error: 'expired_trigger_id' });
    await started({
      asked: async ({ reply }) => {
        opened = await reply.openForm(courseForm(), 0);
        await reply.show(saying('Press to open'), 'asker');
      },
    });

    await amina.runs('course propose');

    await amina.waitsFor('Press to open');
    expect(opened).toBe(false);
  });

  it('answers more often than the address of a command may be used', async () => {
    await started({
      asked: async ({ reply }) => {
        for (let index = 1; index <= 7; index += 1) await reply.show(saying(`Answer ${index}`), 'asker');
      },
    });

    await amina.runs('course propose');

    await amina.waitsFor('Answer 7');
    expect(await amina.sees()).toHaveLength(7);
  });

  it.each(['server-error', 'accept-then-close'] as const)(
    'finds another way to answer when an address fails (%s)',
    async (kind) => {
      chat.emulator.faults.next('response_url', { kind });
      await started({ asked: ({ reply }) => reply.show(saying('Said'), 'asker') });

      await amina.runs('course propose');

      await amina.waitsFor('Said');
    },
  );

  it('offers what the bot suggests in a form, and nothing when that takes too long', async () => {
    let slow = false;
    const listener = await started({
      asked: async ({ reply }) => void (await reply.openForm(courseForm(), 0)),
      suggesting: async () => {
        if (slow) await new Promise((resolve) => setTimeout(resolve, 2700));
        return [{ id: 'org-1', label: 'Ghana Police' }];
      },
    });
    await amina.runs('course propose');

    const offered = await amina.isOffered('course propose', 'organisation', 'gha');
    slow = true;
    const late = await amina.isOffered('course propose', 'organisation', 'ghan');

    expect(offered).toEqual(['Ghana Police']);
    expect(late).toEqual([]);
    expect(listener.heard.suggesting[0]).toMatchObject({ typed: 'gha', account: amina.account, given: {} });
  });

  it('opens the next form in the place of the one that was sent', async () => {
    const next = courseForm({
      id: 'draft-2',
      path: 'nominate add',
      title: ['Nominate'],
      pages: courseForm().pages.slice(2),
    });
    const listener = await started({
      asked: async ({ reply }) =>
        void (await reply.openForm(courseForm({ pages: courseForm().pages.slice(2) }), 0)),
      submitted: async ({ reply, form }) => {
        if (form === 'draft-1') expect(await reply.openForm(next, 0)).toBe(true);
        else await reply.show(saying('Both kept'), 'asker');
      },
    });
    await amina.runs('course propose');

    await amina.fills({});
    expect((await amina.modal())?.title).toBe('Nominate');
    await amina.fills({});

    await amina.waitsFor('Both kept');
    expect(listener.heard.submitted.map((one) => one.form)).toEqual(['draft-1', 'draft-2']);
  });

  it('tells a person directly what was asked where Attaché is no member', async () => {
    const listener = await started({
      submitted: ({ reply }) => reply.show(saying('Done'), 'asker'),
      asked: async ({ reply }) =>
        void (await reply.openForm(courseForm({ pages: courseForm().pages.slice(2) }), 0)),
    });
    const hidden = chat.workspace.addChannel({ name: 'hidden', private: true, botIsMember: false });
    await chat.user('Amina').runs(hidden, '/course', 'propose');

    await amina.fills({});

    await amina.waitsFor('Done', 'direct');
    expect(listener.heard.submitted[0]?.channel).toBe(`${chat.place}:${hidden.id}`);
  });

  it('sends a file beside a private answer as a direct message, and says so', async () => {
    const file = { name: 'course.ics', mediaType: 'text/calendar', bytes: new TextEncoder().encode('BEGIN') };
    await started({
      asked: ({ reply }) => reply.show(english([{ file, label: ['Calendar file'] }]), 'asker'),
    });

    await amina.runs('course propose');

    await amina.waitsFor('Sent to you as a direct message.');
    const [seen] = await amina.files();
    expect(seen?.name).toBe('course.ics');
    expect(new TextDecoder().decode(seen?.bytes)).toBe('BEGIN');
  });

  it('posts to channels and people with a proof, revises, and finds what was posted', async () => {
    await started({});
    const courses = await chat.channel('courses');
    const post = (proof: string, to: { channel: typeof courses } | { account: typeof amina.account }) => ({
      to,
      drawing: saying(`Card ${proof}`),
      proof,
      depart: async () => undefined,
      addressees: [],
    });

    const card = await platform.post(post('p1', { channel: courses }));
    await platform.post(post('p2', { account: amina.account }));
    await platform.revise(card, saying('Card, redrawn'));

    expect(await amina.sees(courses)).toEqual(['Card, redrawn']);
    expect(await amina.sees('direct')).toEqual(['Card p2']);
    expect(await platform.find(post('p1', { channel: courses }), Date.now() - 1000)).toBe(card);
    expect(await platform.find(post('p3', { channel: courses }), Date.now() - 1000)).toBeUndefined();
  });

  it('does not repeat a post whose answer was lost, and finds it', async () => {
    await started({});
    const courses = await chat.channel('courses');
    const outgoing = {
      to: { channel: courses },
      drawing: saying('Once'),
      proof: 'once',
      depart: async () => undefined,
      addressees: [],
    };
    chat.emulator.faults.next('chat.postMessage', { kind: 'accept-then-close' });

    const failure = await platform.post(outgoing).catch((error: unknown) => error);
    const found = await platform.find(outgoing, Date.now() - 1000);

    expect(failure).toBeInstanceOf(PlatformFailure);
    expect(failure).toMatchObject({ kind: 'unknown' });
    expect(found).toMatch(/^slack:T/);
    expect(await amina.sees(courses)).toEqual(['Once']);
  });
});
