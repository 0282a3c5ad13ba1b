// An evaluation in the practice room as shipped: a course's own questions, what it will look like, a summary with its picture.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from '../support/browser.ts';
import { type OpenRoom, openRoom } from './open-room.ts';
import { proposes, ratingItems } from './room-chapters.ts';
import { type Look, RoomVisitor } from './room-visitor.ts';

const course = {
  title: 'مقابلة الشهود من الأطفال',
  aims: 'التخطيط لمقابلة يحتملها الطفل وتقبلها المحكمة، وإجراؤها وتسجيلها.',
  place: 'الرباط',
  seats: 8,
  language: 'ar',
  proposer: 'يوسف العمراني',
};

const ability = {
  'text-ar': 'أستطيع إجراء مقابلة مع طفل',
  'text-en': 'I can interview a child',
  'text-fr': 'Je sais interroger un enfant',
  'text-es': 'Sé entrevistar a un niño',
};

const sample = 'First response to digital evidence';

let browser: Browser;
let room: OpenRoom;
let visitor: RoomVisitor;

beforeAll(async () => {
  browser = await openBrowser();
  room = await openRoom();
  visitor = await RoomVisitor.enters(browser, room.address);
}, 180_000);

afterAll(async () => {
  await browser?.close();
  await room?.close();
});

/** For whoever wants to look: in a folder that is named. */
async function take(name: string, look?: Look): Promise<void> {
  const { PICTURES } = process.env;
  if (PICTURES === undefined) return;
  const by = look ? await RoomVisitor.enters(browser, visitor.page.url(), look) : visitor;
  await by.page.evaluate(
    'Promise.all([document.fonts.ready, ...[...document.images].map((one) => one.decode())])',
  );
  await by.page.screenshot({ path: `${PICTURES}/${name}.png`, fullPage: false });
  if (look) await by.page.close();
}

async function takeLooks(name: string): Promise<void> {
  await take(`${name}-wide`, { height: 1400 });
  await take(`${name}-narrow`, { width: 375, height: 1400, sharpness: 2 });
  await take(`${name}-dark`, { height: 1400, scheme: 'dark' });
}

async function readsTheSummary(): Promise<{
  readonly lang: string;
  readonly dir: string;
  readonly words: string;
}> {
  await visitor.says('/feedback summary');
  await visitor.submits({ course: sample });
  await visitor.view(sample).waitFor();
  return visitor.reads();
}

describe('an evaluation in the practice room', () => {
  it('has a summary from the first minute: figures, a picture, a theme and what is done about it', async () => {
    await visitor.goesToAttache('Nadia Keller');
    const { words } = await readsTheSummary();
    const [picture] = await visitor.pictures();
    await takeLooks('summary-english');

    expect(words).toContain('5 of 5 (100%)');
    expect(words).toContain('Practical exercises (3 people)');
    expect(words).toContain('Participants ask for more time to practise with telephones.');
    expect(words).toContain('Two afternoons instead of one');
    expect(picture?.alt).toContain('I can apply what I learned in my job');
    expect(picture?.width).toBeGreaterThan(100);
  });

  it('is told in Arabic to whoever reads Arabic, with its picture', async () => {
    await visitor.says('/my language');
    await visitor.submits({ language: 'ar' });
    const read = await readsTheSummary();
    const picture = (await visitor.pictures()).at(-1);
    await takeLooks('summary-arabic');

    expect(read).toMatchObject({ lang: 'ar', dir: 'rtl' });
    expect(read.words).toContain('يطلب المشاركون وقتًا أطول للتدرب على الهواتف.');
    expect(picture?.alt).toMatch(/\p{Script=Arabic}/u);
  });

  it('asks a course’s own questions, which their author fills in as those who are asked will', async () => {
    await proposes(visitor, course);
    await visitor.says('/feedback design');
    await visitor.submits({ course: course.title, set: 'reaction' });
    await visitor.chooses(/./, { value: 'self-rated' });
    await visitor.submits(ability);
    const designed = await visitor.reads();
    await visitor.presses('feedback/preview/start');
    await take('promise-arabic');
    await visitor.presses('feedback/preview/fill');
    await visitor.form.waitFor();
    await take('form-arabic');
    await take('form-arabic-narrow', { width: 375, height: 812, sharpness: 2 });
    await visitor.submits({
      ...Object.fromEntries(ratingItems.map(({ id }) => [id, '4'])),
      recommend: '9',
      'own-1-before': '2',
      'own-1-now': '4',
    });
    const end = await visitor.reads();

    expect(designed.words).toContain(ability['text-ar']);
    expect(end).toMatchObject({ lang: 'ar', dir: 'rtl' });
    expect(await visitor.form.isVisible()).toBe(false);
  });

  it('leads to a card of its own for what somebody will do differently', async () => {
    await visitor.goesToAttache('سلمى بناني');
    await visitor.says('/feedback commit');
    await visitor.presses('feedback/commit/begin');
    await visitor.submits({ first: 'أصوّر كل جهاز قبل لمسه.', shared: 'yes' });
    await visitor.reads();
    await visitor.says('/my commitments');
    const own = await visitor.reads();
    await take('commitments-arabic');

    expect(own).toMatchObject({ lang: 'ar', dir: 'rtl' });
    expect(own.words).toContain('أصوّر كل جهاز قبل لمسه.');
    expect(visitor.faults).toEqual([]);
    expect(room.errors).toEqual([]);
  });
});
