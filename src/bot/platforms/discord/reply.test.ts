// Holds answers to Discord's rules over its real transport: in time, to whom they are for, forms and redrawing too.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isAttachment } from '#bot/attachment.ts';
import { ask, optional } from '#bot/field.ts';
import type { Form } from '#bot/form.ts';
import type { Listener, Platform, Submitted } from '#bot/platform.ts';
import {
  type DiscordChat,
  type DiscordPerson,
  startDiscordChat,
} from '../../../../test/support/discord-person.ts';
import { listenerWith } from '../../../../test/support/example-catalogue.ts';
import { card, drawing, exampleChart, says } from '../../../../test/support/example-drawings.ts';

let chat: DiscordChat;
let amina: DiscordPerson;
let karim: DiscordPerson;
let running: Platform | undefined;

beforeEach(async () => {
  chat = await startDiscordChat();
  amina = await chat.person('Amina', { locale: 'fr', administrator: true });
  karim = await chat.person('Karim');
});

afterEach(async () => {
  await running?.stop();
  running = undefined;
  await chat.close();
});

async function listening(does: Partial<Listener>): Promise<void> {
  running = chat.platform();
  await running.start(listenerWith(does));
}

function formWith(more: Partial<Form> = {}): Form {
  const plain = {
    hint: undefined,
    options: [],
    filled: undefined,
    filledLabel: undefined,
    problem: undefined,
  };
  return {
    id: 'draft1',
    path: 'course propose',
    title: ['Propose a course'],
    submit: ['Send'],
    language: 'en',
    zone: 'UTC',
    introduction: [],
    pages: [
      {
        heading: ['First'],
        fields: [
          { ...plain, name: 'title', field: ask.text({ max: 100 }), label: ['Title'] },
          { ...plain, name: 'who', field: optional(ask.account()), label: ['Instructor'] },
          { ...plain, name: 'where', field: optional(ask.channel()), label: ['Channel'] },
          {
            ...plain,
            name: 'outline',
            field: optional(ask.file({ accepts: [], maxBytes: 99 })),
            label: ['Outline'],
          },
        ],
      },
      {
        heading: ['Second'],
        fields: [
          {
            ...plain,
            name: 'subject',
            field: ask.choice(['a', 'b'], 'subject'),
            label: ['Subject'],
            options: [
              { value: 'a', label: ['Apples'] },
              { value: 'b', label: ['Bees'] },
            ],
          },
          {
            ...plain,
            name: 'about',
            field: optional(ask.text({ max: 100, lines: 'many' })),
            label: ['About'],
          },
        ],
      },
    ],
    ...more,
  };
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

describe('how it is answered', () => {
  test('privately or to everybody, as often as there is something to say', async () => {
    await listening({
      asked: async ({ reply }) => {
        await reply.show(says('For you.'), 'asker');
        await reply.show(says('For all.'), 'everybody');
        await reply.show(says('For you again.'), 'asker');
      },
    });

    await amina.runs('exchange status');
    await amina.waitsFor('For you again.');

    expect(await amina.sees()).toEqual(['For you.', 'For all.', 'For you again.']);
    expect(await karim.sees()).toEqual(['For all.']);
  });

  test('in several messages when a view is too long for one', async () => {
    const long = drawing({
      list: Array.from({ length: 100 }, (_, index) => [`Course ${index} ${'x'.repeat(80)}`]),
    });
    await listening({ asked: ({ reply }) => reply.show(long, 'asker') });

    await amina.runs('exchange status');
    await amina.waitsFor('Course 99');

    const seen = await amina.sees();
    expect(seen.length).toBeGreaterThan(1);
    expect(seen.join('\n').match(/Course \d+/g)).toHaveLength(100);
    expect(chat.emulator.violations).toEqual([]);
  });

  test('by a deferral within three seconds when the answer takes longer', async () => {
    await listening({
      asked: async ({ reply }) => {
        await wait(1_800);
        expect(await reply.openForm(formWith(), 0)).toBe(false);
        await reply.show(says('At last.'), 'asker');
        await reply.show(says('And more.'), 'asker');
      },
    });

    await amina.runs('exchange status');
    await amina.waitsFor('And more.');

    expect(amina.last?.callback).toBe(5);
    expect(await amina.sees()).toEqual(['At last.', 'And more.']);
    expect(await karim.sees()).toEqual([]);
    expect(chat.emulator.violations).toEqual([]);
  });

  test('to everybody although the deferral was private', async () => {
    await listening({
      asked: async ({ reply }) => {
        await wait(1_800);
        await reply.show(says('For all.'), 'everybody');
      },
    });

    await amina.runs('exchange status');
    await karim.waitsFor('For all.');
    await amina.waitsFor('For all.');

    await expect.poll(() => amina.sees()).toEqual(['For all.']);
    expect(await karim.sees()).toEqual(['For all.']);
  });

  test('without anything left "thinking" when there was nothing to say', async () => {
    await listening({ asked: () => wait(1_800) });

    await amina.runs('exchange status');

    expect(amina.last?.callback).toBe(5);
    expect(chat.emulator.world.messages.filter((message) => !message.deleted)).toEqual([]);
  });

  test('by redrawing the pressed message, public or private', async () => {
    await listening({
      asked: ({ reply, path }) =>
        reply.show(card('Course', 'Publish'), path === 'exchange status' ? 'asker' : 'everybody'),
      pressed: async ({ reply }) => {
        await reply.update(card('Published', 'Take back'));
        await reply.show(says('Done.'), 'asker');
      },
    });
    await amina.runs('exchange status');
    await amina.presses('Publish');
    await amina.waitsFor('Done.');
    await karim.runs('course propose');

    await karim.presses('Publish');
    await karim.waitsFor('Done.');

    expect(await amina.sees()).toEqual(['Published', 'Done.', 'Published']);
    expect(await amina.buttons()).toEqual(['Take back']);
    expect(chat.emulator.violations).toEqual([]);
  });

  test('by redrawing it late, after a deferral, or after having said something first', async () => {
    await listening({
      asked: ({ reply }) => reply.show(card('Course', 'Slow', 'Talk'), 'everybody'),
      pressed: async ({ reply, route: pressed }) => {
        if (pressed.endsWith('slow')) await wait(1_800);
        else await reply.show(says('Wait a moment.'), 'asker');
        await reply.update(card(`Done: ${pressed}`, 'Talk'));
      },
    });
    await amina.runs('exchange status');

    await amina.presses('Slow');
    await amina.waitsFor('Done: course/act|slow');
    await amina.presses('Talk');
    await amina.waitsFor('Done: course/act|talk');

    expect(await amina.sees()).toEqual(['Done: course/act|talk', 'Wait a moment.']);
    expect(chat.emulator.violations).toEqual([]);
  });

  test('by showing privately what should redraw, where no message was pressed', async () => {
    await listening({ asked: ({ reply }) => reply.update(says('Here it is.')) });

    await amina.runs('exchange status');

    expect(await amina.sees()).toEqual(['Here it is.']);
    expect(await karim.sees()).toEqual([]);
  });

  test('with a picture that has an alternative text', async () => {
    await listening({
      asked: ({ reply }) =>
        reply.show(drawing({ image: exampleChart, alt: ['Most answered 4 or 5.'] }), 'asker'),
    });

    await amina.runs('exchange status');
    await expect.poll(() => amina.files(), { timeout: 15_000 }).toHaveLength(1);

    const [picture] = await amina.files();
    expect(picture?.alt).toBe('Most answered 4 or 5.');
    expect([...(picture?.bytes.slice(1, 4) ?? [])]).toEqual([...Buffer.from('PNG')]);
    expect(chat.emulator.violations).toEqual([]);
  });

  test('without notifying anybody, whatever was typed', async () => {
    const hostile = `<!channel> @everyone @here <@${karim.user.id}> [x](javascript:1) \u202eevil \`\`\` ${'a'.repeat(5_000)}`;
    const view = drawing(
      { heading: [{ value: hostile }] },
      { list: [[{ value: hostile }], ['', { bold: [{ value: hostile }] }]] },
    );
    await listening({
      asked: ({ reply }) => reply.show(view, 'everybody'),
      pressed: ({ reply }) => reply.update(view),
    });

    await amina.runs('exchange status');
    await amina.waitsFor('evil');

    for (const message of chat.emulator.accepted) {
      expect(message.activeMentions).toEqual({ users: [], roles: [], everyone: false });
    }
    expect((await amina.sees())[0]).toContain(
      `<!channel> @everyone @here <@${karim.user.id}> [x](javascript:1) evil`,
    );
    expect(chat.emulator.violations).toEqual([]);
  });
});

describe('forms', () => {
  test('open, are filled in page by page, and hand over their answers', async () => {
    const heard: Submitted[] = [];
    await listening({
      asked: async ({ reply }) => {
        expect(await reply.openForm(formWith(), 0)).toBe(true);
      },
      submitted: async (submitted) => {
        heard.push(submitted);
        expect(await submitted.reply.openForm(formWith(), 1)).toBe(false);
        expect(await submitted.reply.mark({ title: ['Too short.'] }, formWith())).toBe(false);
        await submitted.reply.show(
          heard.length === 1 ? card('Page 1 of 2', 'Continue') : says('Thank you.'),
          'asker',
        );
      },
      pressed: async ({ reply }) => {
        await reply.openForm(formWith(), 1);
      },
    });
    const channel = await chat.channel('courses');

    await amina.runs('course propose');
    expect((await amina.modal())?.title).toBe('Propose a course 1/2');
    expect((await amina.modal())?.introduction).toBe('First');
    await amina.fills({ Title: 'Forensics', Instructor: 'Karim', Channel: '#courses' });
    await amina.presses('Continue');
    expect((await amina.modal())?.fields.map((field) => field.label)).toEqual(['Subject', 'About']);
    await amina.fills({ Subject: 'Bees' });

    expect(heard[0]).toMatchObject({
      form: 'draft1',
      shown: ['title', 'who', 'where', 'outline'],
      values: { title: 'Forensics', who: karim.account, where: channel },
    });
    expect(heard[1]).toMatchObject({ form: 'draft1', shown: ['subject', 'about'], values: { subject: 'b' } });
    expect(heard[1]?.values).not.toHaveProperty('about');
    expect((await amina.sees()).at(-1)).toBe('Thank you.');
    expect(chat.emulator.violations).toEqual([]);
  });

  test('take files', async () => {
    const heard: Submitted[] = [];
    await listening({
      asked: async ({ reply }) => void (await reply.openForm(formWith(), 0)),
      submitted: async (submitted) => {
        heard.push(submitted);
        await submitted.reply.show(says('Kept.'), 'asker');
      },
    });
    await amina.runs('course propose');

    await amina.fills({
      title: 'x',
      outline: { name: 'a.pdf', type: 'application/pdf', bytes: Buffer.from('%PDF') },
    });

    const file = heard[0]?.values.outline;
    expect(isAttachment(file) && Buffer.from(await file.open()).toString()).toBe('%PDF');
  });

  test('that were opened by a button redraw its message', async () => {
    await listening({
      asked: ({ reply }) => reply.show(card('Draft', 'Edit'), 'asker'),
      pressed: async ({ reply }) => void (await reply.openForm(formWith(), 1)),
      submitted: ({ reply }) => reply.update(says('Changed.')),
    });
    await amina.runs('exchange status');
    await amina.presses('Edit');

    await amina.fills({ Subject: 'Apples' });

    expect(await amina.sees()).toEqual(['Changed.']);
    expect(chat.emulator.violations).toEqual([]);
  });

  test('that come too late are known to be', async () => {
    const opened: boolean[] = [];
    await listening({
      asked: async ({ reply }) => {
        opened.push(await reply.openForm(formWith(), 0));
      },
    });
    const unknown = { kind: 'status', status: 404, code: 10062, message: 'Unknown interaction' } as const;
    chat.emulator.faults.next({ path: /callback$/ }, unknown);

    amina.user.runs(chat.home, ['course', 'propose']);

    await expect.poll(() => opened).toEqual([false]);
  });
});
