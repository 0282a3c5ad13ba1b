// The whole story in the practice room as shipped, before a real browser: what is clicked, typed and seen.
import { readFile } from 'node:fs/promises';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import courseAr from '#commands/course/words/ar.json' with { type: 'json' };
import courseEn from '#commands/course/words/en.json' with { type: 'json' };
import courseEs from '#commands/course/words/es.json' with { type: 'json' };
import courseFr from '#commands/course/words/fr.json' with { type: 'json' };
import feedbackAr from '#commands/feedback/words/ar.json' with { type: 'json' };
import feedbackFr from '#commands/feedback/words/fr.json' with { type: 'json' };
import nominateAr from '#commands/nominate/words/ar.json' with { type: 'json' };
import { addDays } from '#exchange/local-time.ts';
import { openBrowser } from '../support/browser.ts';
import { type OpenRoom, openRoom } from './open-room.ts';
import {
  accepts,
  agreesToGo,
  answersFeedback,
  answersForProposal,
  assesses,
  handsIn,
  letsItProceed,
  looksAtPreview,
  marksAttendance,
  nominates,
  ratingItems,
  trainees,
  writesTheBrief,
} from './room-chapters.ts';
import { RoomVisitor } from './room-visitor.ts';

const course = {
  title: 'Interviewing child witnesses',
  aims: 'Plan, hold and record an interview that a child can bear and a court can use.',
  place: 'Accra',
  seats: 6,
  language: 'en',
  proposer: 'Ama Mensah',
};

/** A clock that is moved by weeks plays every hour of them. */
const whileTheClockMoves = 90_000;

let browser: Browser;
let room: OpenRoom;
let visitor: RoomVisitor;
let lowContrast: string;
let withoutEyes: string;

beforeAll(async () => {
  browser = await openBrowser();
  room = await openRoom();
  visitor = await RoomVisitor.enters(browser, room.address);
  lowContrast = await readFile(new URL('../support/low-contrast.js', import.meta.url), 'utf8');
  withoutEyes = await readFile(new URL('../support/without-eyes.js', import.meta.url), 'utf8');
});
afterAll(async () => {
  await browser?.close();
  await room?.close();
});

describe('one course, from the proposal to the summary', () => {
  it('has a summary to read from the first minute', async () => {
    await visitor.goesToAttache('Nadia Keller');
    await visitor.says('/feedback summary');
    await visitor.submits({ course: 'First response to digital evidence' });

    const words = await visitor.sees('First response to digital evidence');

    expect(words).toContain('5 of 5');
    expect((await visitor.pictures())[0]?.width).toBeGreaterThan(600);
  });

  it('begins with a guide that makes one the right person and writes the command', async () => {
    await visitor.goesTo('What to try first');
    await visitor.page.getByRole('link', { name: 'Continue as Ama Mensah' }).first().click();

    const composer = visitor.page.locator('#say');
    await composer.waitFor();
    expect(await composer.inputValue()).toBe('/course propose ');
    expect(await visitor.page.locator('.who').textContent()).toContain('Ama Mensah');
    expect(await visitor.page.locator('#offer-list').textContent()).toContain('title');
  });

  it('is proposed with the keyboard alone, by completion and a form', async () => {
    const { page } = visitor;
    const answers = await answersForProposal(visitor, course);
    await page.keyboard.press('ControlOrMeta+A');
    await page.keyboard.type('/cour');
    await page.locator('#offer-list [aria-selected=true]', { hasText: '/course' }).waitFor();
    await page.keyboard.press('Enter');
    await page.keyboard.type('pro');
    await page.locator('#offer-list [aria-selected=true]', { hasText: '/course propose' }).waitFor();
    await page.keyboard.press('Tab');
    await page.locator('#offer-list', { hasText: 'title' }).waitFor();
    await page.keyboard.press('Enter');
    await visitor.form.waitFor();

    for (const [name, answer] of Object.entries(answers)) await visitor.fillsByKeyboard(name, answer);
    await visitor.settles(() => page.keyboard.press('Enter'));

    expect(await visitor.sees('has been proposed')).toContain(course.title);
    expect(await visitor.fact(courseEn['card.seats'])).toBe('0 of 6 given, 6 free');
    expect(await visitor.fact(courseEn['card.aims'])).toBe(course.aims);
    expect(await visitor.focused()).toBe('say');
    expect(await visitor.waiting('Nadia Keller')).toBe('1');
  });

  it('has its brief written by whoever proposed it, from the guide', async () => {
    await visitor.goesTo('What to try first');
    await visitor.page.getByRole('link', { name: 'Continue as Ama Mensah' }).nth(1).click();
    const composer = visitor.page.locator('#say');
    await composer.waitFor();
    const command = await composer.inputValue();

    await writesTheBrief(visitor, course);

    expect(command).toBe('/approval brief ');
    expect(await visitor.sees('The brief of')).toContain('1 mission is asked for its view.');
  });

  it('is assessed and handed in by the coordinator, who is told first what is missing', async () => {
    await looksAtPreview(visitor, course);
    const refused = await visitor.sees('cannot be published');

    await assesses(visitor, course);
    const view = await visitor.sees('its view is kept: Support.');
    await handsIn(visitor);

    expect(refused).toContain('human-rights assessment');
    expect(view).toContain('The papers are complete.');
    expect(await visitor.sees('are handed in')).toContain('1 person is asked to decide.');
    expect(await visitor.page.locator('.buttons button[value^="approval/decide"]').count()).toBe(0);
    expect(await visitor.waiting('Margrit Frei')).toBe('1');
  });

  it('is decided on by the head of department, and by nobody else', async () => {
    await visitor.goesToAttache('Luc Favre');
    await visitor.says(`/approval decide course:"${course.title}"`);
    const refused = await visitor.reads();

    await letsItProceed(visitor);

    expect(refused.words).toContain('this grade is decided by the head of department');
    expect(await visitor.sees('Your decision on')).toContain('2 people are told.');
    await visitor.goesToAttache('Ama Mensah');
    expect((await visitor.reads()).words).toContain('Its state is now: Approved.');
  });

  it('is looked at in every language before it is published by the coordinator', async () => {
    await looksAtPreview(visitor, course);
    const preview = await visitor.sees('Preview');
    await visitor.presses('course/publish/preview|', 'ar');
    const arabic = await visitor.fact(courseAr['card.place']);
    await visitor.presses('course/publish/confirm');

    expect(preview).toMatch(/English: 2 channels[\s\S]*French: 1[\s\S]*Spanish: 1[\s\S]*Arabic: 1/);
    expect(arabic).toBe('Accra');
    expect(await visitor.sees('is published')).toContain('5 channels');
  });

  it.each([
    ['Kojo Boateng', 'accra-announcements', 'en', 'ltr', courseEn],
    ['يوسف العمراني', 'rabat-announcements', 'ar', 'rtl', courseAr],
    ['Aminata Diop', 'dakar-announcements', 'fr', 'ltr', courseFr],
    ['Lucía Quispe', 'lima-announcements', 'es', 'ltr', courseEs],
  ] as const)('is announced to %s in %s in their language, %s', async (who, channel, lang, dir, words) => {
    await visitor.becomes(who);
    await visitor.goesTo(channel);

    const card = await visitor.reads();

    expect(card).toMatchObject({ lang, dir });
    expect(card.words).toContain(course.title);
    expect(await visitor.fact(words['card.place'])).toBe('Accra');
    expect((await visitor.fact(words['card.seats'])).match(/\d+/g)).toEqual(['0', '6', '6']);
    expect(await visitor.page.locator('html').getAttribute('dir')).toBe(dir);
    expect(await visitor.page.locator('.view').count()).toBe(1);
  });

  it('gives its dates to a calendar', async () => {
    await visitor.becomes('Kojo Boateng');
    await visitor.goesTo('accra-announcements');
    await visitor.presses('course/show/calendar');

    const download = visitor.page.waitForEvent('download');
    await visitor.page.locator('a.file').last().click();

    const file = await readFile(await (await download).path(), 'utf8');
    expect(file).toContain(`SUMMARY:${course.title}`);
  });

  it('takes nominations from Rabat, Dakar and elsewhere, and its card counts them where others look at it', async () => {
    const kojo = await visitor.opensTab('/as/kojo/channel/accra-announcements');

    for (const trainee of trainees) await nominates(visitor, trainee);

    const card = kojo.page.locator('.view', { hasText: course.title }).first();
    await card.getByText('5 waiting').waitFor();
    expect(kojo.faults).toEqual([]);
    await kojo.page.close();
    await visitor.goesToAttache('سلمى بناني');
    const told = await visitor.reads();
    expect(told).toMatchObject({ lang: 'ar', dir: 'rtl' });
    expect(told.words).toContain(nominateAr['told.nominated.title']);
    expect(told.words).toContain('يوسف العمراني');
  });

  it('lets each nominee agree, and their manager release them where there is one', async () => {
    for (const trainee of trainees) await agreesToGo(visitor, trainee);

    expect((await visitor.reads()).words).toContain('consentimiento');
    await visitor.goesToAttache('سلمى بناني');
    expect((await visitor.reads()).words).toContain(nominateAr['consent.given']);
  });

  it('gives the seats, and tells each nominee and their liaison officer in their language', async () => {
    await accepts(visitor, course, trainees.length);

    expect(await visitor.sees('5 of 6 seats given')).toContain('none waits for an answer');
    await visitor.goesToAttache('سلمى بناني');
    expect((await visitor.reads()).words).toContain(nominateAr['told.accepted.title']);
    await visitor.goesToAttache('Aminata Diop');
    expect(await visitor.reads()).toMatchObject({
      lang: 'fr',
      words: expect.stringContaining('Moussa Ndiaye'),
    });
    await visitor.becomes('Lucía Quispe');
    await visitor.goesTo('lima-announcements');
    const card = visitor.page.locator('.view').first();
    expect(await card.textContent()).toMatch(/5\D+6\D+1/);
  });

  it(
    'asks who came when the clock has reached its end',
    async () => {
      await visitor.goesToAttache('Ama Mensah');
      await visitor.jumpsTo(/End of the course: Interviewing/);

      const asked = await visitor.sees('is over');
      const news = await visitor.page.locator('#clock-news').textContent();
      await marksAttendance(visitor, 'Diego Huamán');

      expect(asked).toContain('5 people');
      expect(news).toMatch(/It is now .*\d+ messages were delivered/);
      expect(await visitor.sees('Attendance is complete')).toContain('5 people');
    },
    whileTheClockMoves,
  );

  it('asks whoever attended, keeps its promise while it is open, and thanks in Arabic', async () => {
    await visitor.movesClock('days:1');
    await answersFeedback(visitor, 'سلمى بناني', 1, 'كان الوقت المخصص للتمارين قصيرًا.');
    const thanks = await visitor.reads();

    await visitor.says('/feedback answer');
    const again = await visitor.reads();
    await visitor.goesToAttache('Kojo Boateng');
    await visitor.says('/feedback status');
    const status = await visitor.sees(course.title);

    expect(thanks).toMatchObject({ lang: 'ar', dir: 'rtl' });
    expect(thanks.words).toContain(feedbackAr['answer.thanks']);
    expect(again.words).toContain(feedbackAr['answer.none']);
    expect(status).toContain('1 of 5 people answered');
    expect(status).not.toContain('سلمى');
  });

  it(
    'sums up in each managers’ channel after the close, with a picture that has words',
    async () => {
      for (const [index, { name }] of trainees.filter(({ name }) => name !== 'سلمى بناني').entries())
        await answersFeedback(visitor, name, index + 2);
      await visitor.jumpsTo(/Interviewing child witnesses/);

      await visitor.becomes('Kojo Boateng');
      await visitor.goesTo('accra-managers');
      const english = await visitor.reads();
      const [picture] = await visitor.pictures();
      await visitor.becomes('يوسف العمراني');
      await visitor.goesTo('rabat-managers');
      const arabic = await visitor.reads();
      const [pictureInArabic] = await visitor.pictures();

      expect(english.words).toContain('5 of 5 (100%)');
      // One alone wrote on it, so it is told to nobody here.
      expect(english.words).not.toContain('كان الوقت المخصص للتمارين قصيرًا.');
      expect(english.words).toContain('No theme has three people or more who wrote on it');
      expect(picture?.width).toBeGreaterThan(600);
      expect(picture?.alt.match(/\d of 5/g)).toHaveLength(ratingItems.length);
      expect(arabic).toMatchObject({ lang: 'ar', dir: 'rtl' });
      expect(arabic.words).toContain(feedbackAr['question.apply']);
      expect(pictureInArabic?.width).toBeGreaterThan(600);
      expect(pictureInArabic?.alt).toContain(feedbackAr['question.human-rights']);
      await visitor.becomes('Aminata Diop');
      await visitor.goesTo('dakar-managers');
      expect(await visitor.reads()).toMatchObject({
        lang: 'fr',
        words: expect.stringContaining(feedbackFr['question.apply']),
      });
    },
    whileTheClockMoves,
  );
});

describe('a symposium', () => {
  it(
    'is planned, announced, and reminded of ninety days before, in the reader’s language',
    async () => {
      const opens = addDays(await visitor.today(), 94);
      await visitor.goesToAttache('Nadia Keller');
      await visitor.says('/symposium plan');
      await visitor.submits({
        series: 'Police Training Symposium',
        number: '20',
        title: '20th Police Training Symposium',
      });
      await visitor.presses('symposium/set-dates/start');
      await visitor.submits({ startsOn: opens, endsOn: addDays(opens, 2), place: 'Singapore' });
      const announced = await visitor.sees('takes place from');
      await visitor.movesClock('days:7');

      await visitor.goesToAttache('Aminata Diop');
      const reminder = await visitor.reads();

      expect(announced).toContain('5 channels');
      expect(reminder.lang).toBe('fr');
      expect(reminder.words).toContain('20th Police Training Symposium');
      expect(reminder.words).toMatch(/\b90\b/);
      expect(reminder.words).toContain('Singapore');
      await visitor.becomes('سلمى بناني');
      await visitor.goesTo('rabat-announcements');
      const announcement = visitor.view('20th Police Training Symposium');
      await announcement.waitFor();
      expect(await announcement.getAttribute('lang')).toBe('ar');
      expect(await announcement.getAttribute('dir')).toBe('rtl');
    },
    whileTheClockMoves,
  );
});

describe('the room after all of this', () => {
  const looks = [1440, 375].flatMap((width) =>
    (['light', 'dark'] as const).map((scheme) => [width, scheme] as const),
  );
  const places = [
    '/as/kojo/channel/accra-managers',
    '/as/youssef/channel/rabat-announcements',
    '/as/nadia/direct',
    '/as/lucia/guide',
    '/as/ama/direct#people',
    '/as/margrit/direct',
  ];

  it.each(looks)('can be used and read by everybody at %s px, %s', async (width, scheme) => {
    const reader = await RoomVisitor.enters(browser, room.address, { width, scheme });
    const look = async (name: string) => ({
      name,
      overflow: await reader.page.evaluate('document.documentElement.scrollWidth - innerWidth'),
      faint: await reader.page.evaluate(lowContrast),
      wrong: await reader.page.evaluate(withoutEyes),
    });
    const found = [];
    for (const place of places) {
      await reader.page.goto(new URL(place, room.address).href);
      found.push(await look(place));
    }

    await reader.page.goto(new URL('/as/youssef/direct', room.address).href);
    await reader.says('/course propose');
    await reader.submits({ seats: '0' });
    found.push(await look('a form that came back'));
    await reader.settles(() => reader.form.locator('[data-closes]').click());

    expect(found).toEqual(found.map(({ name }) => ({ name, overflow: 0, faint: [], wrong: [] })));
    expect(reader.faults).toEqual([]);
  });

  it('notices what is missing: this check sees a field without a label and a picture without words', async () => {
    const page = await browser.newPage();
    await page.setContent('<h1>Page</h1><input id="a"><button></button><img src="x">');

    const wrong = await page.evaluate(withoutEyes);

    expect(wrong).toEqual(
      expect.arrayContaining([
        'no label: <input id="a">',
        'no name: <button></button>',
        'no words: <img src="x">',
        '0 main parts',
      ]),
    );
    await page.close();
  });

  it('has made neither the browser nor Attaché complain', () => {
    expect(visitor.faults).toEqual([]);
    expect(room.errors).toEqual([]);
  });
});
