import { afterEach, describe, expect, it } from 'vitest';
import { type PracticeChat, startPracticeChat } from '../../../../test/support/practice-person.ts';
import { byClass, byId, byTag, textIn } from '../../../../test/support/read-html.ts';
import { courseForm, saying, testListener } from '../../../../test/support/slack-listener.ts';

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
