import { afterEach, describe, expect, it } from 'vitest';
import { route } from '#bot/view.ts';
import type { AccountId, ChannelId } from '#exchange/people.ts';
import { type PracticeChat, startPracticeChat } from '../../../../test/support/practice-person.ts';
import { byClass, byTag, textIn } from '../../../../test/support/read-html.ts';
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
    depart: async () => undefined,
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
