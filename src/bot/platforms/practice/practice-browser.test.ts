// The practice room in a real browser: by keyboard, live, in both directions of writing, light and dark, wide and narrow.
import { mkdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { route } from '#bot/view.ts';
import { openBrowser } from '../../../../test/support/browser.ts';
import {
  type PracticeChat,
  type PracticePerson,
  startPracticeChat,
} from '../../../../test/support/practice-person.ts';
import {
  courseForm,
  english,
  saying,
  type TestListener,
  testListener,
} from '../../../../test/support/slack-listener.ts';

/** Left there to be looked at; each run paints over the last. */
const pictures = join(tmpdir(), 'attache-practice-room');

let browser: Browser;
let lowContrast: string;
let chat: PracticeChat;
let kwame: PracticePerson;
let listener: TestListener;
const faults: string[] = [];

beforeAll(async () => {
  browser = await openBrowser();
  lowContrast = await readFile(new URL('../../../../test/support/low-contrast.js', import.meta.url), 'utf8');
  await mkdir(pictures, { recursive: true });
});
afterAll(() => browser.close());

beforeEach(async () => {
  faults.length = 0;
  listener = testListener({
    asked: async ({ path, reply }) => {
      if (path === 'course propose') await reply.openForm(courseForm(), 0);
      else await reply.show(card, 'asker');
    },
    pressed: ({ reply }) => reply.update(saying('Published')),
    submitted: async ({ values, reply }) => {
      if (values.seats === '0') await reply.mark({ seats: ['At least one seat.'] }, courseForm());
      else await reply.show(saying('Kept'), 'asker');
    },
    suggesting: async ({ typed }) =>
      [
        { id: 'gh', label: 'Ghana Police Service' },
        { id: 'ma', label: 'Sûreté nationale' },
      ].filter((one) => one.label.toLowerCase().includes(typed.toLowerCase())),
  });
  chat = await startPracticeChat();
  kwame = await chat.person('Kwame Mensah', { role: 'liaison', zone: 'Africa/Accra' });
  await chat.person('Amina El Idrissi', { locale: 'ar', role: 'coordinator' });
  await chat.channel('announcements');
  await chat.platform().start(listener);
});
afterEach(async () => {
  // Pages go first: one that outlives its room complains that it cannot reach it.
  for (const context of browser.contexts()) await context.close();
  await chat.close();
  expect(faults).toEqual([]);
});

const card = english([
  { heading: ['Publish ', { value: '<img src=x onerror="window.broken=1">' }, '?'] },
  {
    paragraph: [
      { person: { name: 'Kwame Mensah', accounts: ['practice:kwame-mensah'] } },
      ' · ',
      { command: 'course show' },
    ],
  },
  { facts: [[['Deadline'], [{ instant: Date.UTC(2027, 4, 20, 16), zone: 'Europe/Paris', as: 'both' }]]] },
  { list: [['English: 1 channel'], ['Arabic: 1 channel']] },
  {
    file: { name: 'course.ics', mediaType: 'text/calendar', bytes: new Uint8Array([1]) },
    label: ['Calendar file'],
  },
  { select: { label: ['Seat'], route: route('a/b/c'), options: [{ value: '1', label: ['First'] }] } },
  {
    buttons: [
      { label: ['Publish'], route: route('a/b/d'), look: 'primary' },
      { label: ['Later'], route: route('a/b/e') },
      { label: ['Throw away'], route: route('a/b/f'), look: 'danger' },
    ],
  },
]);

async function visit(path: string, look: { width?: number; scheme?: 'light' | 'dark' } = {}): Promise<Page> {
  const page = await browser.newPage({
    viewport: { width: look.width ?? 1440, height: 900 },
    colorScheme: look.scheme ?? 'light',
    reducedMotion: 'reduce',
  });
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
  await page.goto(`${chat.room.address()}/as/${path}`);
  return page;
}

describe('the room in a browser', () => {
  it('can be used with the keyboard alone, from the first slash to the answer', async () => {
    const page = await visit('kwame-mensah/direct');

    await page.keyboard.type('/cou');
    await page.locator('#offer-list [aria-selected=true]').waitFor();
    await page.keyboard.press('Enter');
    await page.locator('#offer-list', { hasText: 'course propose' }).waitFor();
    await page.keyboard.press('Tab');
    await page.locator('#offer-list', { hasText: 'title' }).waitFor();
    await page.keyboard.press('Enter');
    await page.locator('#form[open]').waitFor();
    await page.keyboard.type('Crime scene');
    await page.locator('#f-seats').focus();
    await page.keyboard.type('0');
    await page.keyboard.press('Enter');
    await page.locator('#form-problems').waitFor();

    const focused = await page.evaluate('document.activeElement?.id');
    expect(focused).toBe('form-problems');
    expect(await page.locator('#f-title').inputValue()).toBe('Crime scene');
    expect(await page.locator('#f-seats-problem').textContent()).toBe('At least one seat.');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement?.id')).toBe('f-seats');
    await page.keyboard.press('ControlOrMeta+A');
    await page.keyboard.type('20');
    await page.keyboard.press('Enter');
    await page.locator('.view', { hasText: 'Kept' }).waitFor();
    expect(listener.heard.submitted.at(-1)?.values).toMatchObject({ title: 'Crime scene', seats: '20' });
    expect(await page.evaluate('document.activeElement?.id')).toBe('say');
  });

  it('sends a command that is typed whole by one Enter, however fast, and takes no offer for it', async () => {
    const page = await visit('kwame-mensah/direct');

    await page.keyboard.type('/course propose');
    await page.keyboard.press('Enter');
    await page.locator('#form[open]').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('#form').waitFor({ state: 'detached' });
    await page.keyboard.type('/course propose');
    await page.locator('#offer-list', { hasText: 'course propose' }).waitFor();
    await page.waitForTimeout(200);
    await page.keyboard.press('Enter');

    await page.locator('#form[open]').waitFor();
    expect(listener.heard.asked.map(({ path }) => path)).toEqual(['course propose', 'course propose']);
  });

  it('closes a form with Escape, and sends nothing', async () => {
    await kwame.runs('course propose');
    const page = await visit('kwame-mensah/direct');
    await page.locator('#form[open]').waitFor();

    await page.keyboard.press('Escape');

    await page.locator('#form').waitFor({ state: 'detached' });
    expect(listener.heard.submitted).toEqual([]);
  });

  it('finds a record in a field that searches, and keeps its id', async () => {
    await kwame.runs('course propose');
    const page = await visit('kwame-mensah/direct');

    await page.locator('#f-organisation').fill('ghana');
    await page.locator('#f-organisation-list [role=option]:only-child').waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');

    expect(await page.locator('#f-organisation').inputValue()).toBe('Ghana Police Service');
    await page.locator('#form button.primary').click();
    await page.locator('.view', { hasText: 'Kept' }).waitFor();
    expect(listener.heard.submitted[0]?.values.organisation).toBe('gh');
  });

  it('takes what was found with Enter, writes over it, and leaves a field empty that is passed with Tab', async () => {
    await kwame.runs('course propose');
    const page = await visit('kwame-mensah/direct');
    const search = page.locator('#f-organisation');

    await search.click();
    await page.locator('#f-organisation-list [role=option]').first().waitFor();
    await page.keyboard.press('Tab');
    const passed = await search.inputValue();
    await search.fill('ghana');
    await page.locator('#f-organisation-list [role=option]:only-child').waitFor();
    await page.keyboard.press('Enter');
    const found = await search.inputValue();
    await page.locator('#f-seats').focus();
    await search.click();
    await page.waitForTimeout(50);
    await page.keyboard.type('nationale');
    await page.keyboard.press('Enter');
    await page.waitForTimeout(300);

    expect([passed, found, await search.inputValue()]).toEqual([
      '',
      'Ghana Police Service',
      'Sûreté nationale',
    ]);
    expect(listener.heard.submitted).toEqual([]);
  });

  it('shows what arrives, and what is redrawn, without loading the page again or losing what is being typed', async () => {
    const page = await visit('kwame-mensah/channel/announcements');
    await page.keyboard.type('half a sente');
    const post = {
      to: { channel: 'practice:announcements' as const },
      proof: 'one',
      depart: async () => undefined,
      addressees: [],
    };

    const reference = await chat.room.post({ ...post, drawing: saying('16 seats are free') });
    await page.locator('.view', { hasText: '16 seats are free' }).waitFor();
    await chat.room.revise(reference, saying('15 seats are free'));
    await page.locator('.view', { hasText: '15 seats are free' }).waitFor();

    expect(await page.locator('.message').count()).toBe(1);
    expect(await page.locator('#say').inputValue()).toBe('half a sente');
  });

  it('redraws a message in place when its button is pressed, and runs nothing that was typed', async () => {
    await kwame.runs('exchange help');
    const page = await visit('kwame-mensah/direct');
    const shown = await page.locator('.view h2').textContent();

    await page.getByRole('button', { name: 'Publish' }).click();

    await page.locator('.view', { hasText: 'Published' }).waitFor();
    expect(shown).toContain('<img src=x onerror=');
    expect(await page.evaluate("'broken' in window")).toBe(false);
    expect(await page.locator('.message').count()).toBe(2);
  });

  it('asks before it starts over', async () => {
    await kwame.runs('exchange help');
    const page = await visit('kwame-mensah/direct');

    await page.getByRole('link', { name: 'Start over' }).click();
    await page.getByRole('link', { name: 'Keep everything' }).click();
    const kept = await page.locator('.message').count();
    await page.getByRole('link', { name: 'Start over' }).click();
    await page.getByRole('button', { name: 'Delete and start over' }).click();
    await page.waitForURL('**/guide');

    expect(kept).toBe(2);
    expect(await kwame.sees()).toEqual([]);
  });

  it('keeps what was being written when the room is started again in the meantime', async () => {
    const page = await visit('kwame-mensah/direct');
    const port = Number(new URL(chat.room.address()).port);
    await chat.room.stop();
    await chat.platform({ port }).start(listener);

    await page.keyboard.type('/exchange help');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Enter');
    await page.waitForEvent('load');

    expect(await page.locator('#say').inputValue()).toBe('/exchange help');
    faults.length = 0;
  });

  it('works without its script', async () => {
    const page = await browser.newPage({ javaScriptEnabled: false });
    await page.goto(`${chat.room.address()}/as/kwame-mensah/direct`);

    await page.locator('#say').fill('/course propose');
    await page.getByRole('button', { name: 'Send' }).click();
    await page.locator('#f-title').fill('Crime scene');
    await page.locator('#form button.primary').click();

    await page.locator('.view', { hasText: 'Kept' }).waitFor();
    expect(listener.heard.submitted[0]?.values).toMatchObject({ title: 'Crime scene' });
  });
});

describe('the look of the room', () => {
  const looks = [1440, 375].flatMap((width) =>
    (['light', 'dark'] as const).flatMap((scheme) => [
      { who: 'kwame-mensah', width, scheme, dir: 'ltr' },
      { who: 'amina-el-idrissi', width, scheme, dir: 'rtl' },
    ]),
  );

  it.each(looks)('fits and can be read: $who at $width px, $scheme', async ({ who, width, scheme, dir }) => {
    const person = who === 'kwame-mensah' ? kwame : await chat.person('Amina El Idrissi');
    await person.runs('exchange help', {}, { in: 'practice:announcements' });
    await person.types('Good morning', 'practice:announcements');
    const page = await visit(`${who}/channel/announcements`, { width, scheme });
    const seen = async (name: string) => {
      await page.screenshot({ path: join(pictures, `${name}-${who}-${width}-${scheme}.png`) });
      const overflow = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
      return { overflow, faint: await page.evaluate(lowContrast) };
    };

    const channel = await seen('channel');
    await page.goto(`${chat.room.address()}/as/${who}/guide`);
    const guide = await seen('guide');
    await person.runs('course propose');
    await page.locator('#form[open]').waitFor();
    await page.locator('#f-seats').fill('0');
    await page.locator('#form button.primary').click();
    await page.locator('#form-problems').waitFor();
    const form = await seen('form');

    expect([channel, guide, form]).toEqual(Array(3).fill({ overflow: 0, faint: [] }));
    expect(await page.locator('html').getAttribute('dir')).toBe(dir);
  });

  it('is measured by a check that notices faint words', async () => {
    const page = await browser.newPage();
    await page.setContent('<p style="color: #999; background: #fff">Faint</p><p>Clear</p>');

    const faint = await page.evaluate(lowContrast);

    expect(faint).toEqual(['2.8: Faint']);
  });
});
