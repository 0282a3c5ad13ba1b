// Bad luck and bad manners in the practice room as shipped: reloads, double presses, two tabs, hostile titles, restarts.
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addDays } from '#exchange/local-time.ts';
import { openBrowser } from '../support/browser.ts';
import { type OpenRoom, openRoom } from './open-room.ts';
import { answersForProposal, proposes, publishes } from './room-chapters.ts';
import { RoomVisitor } from './room-visitor.ts';

const course = {
  title: 'Interviewing child witnesses',
  aims: 'Plan, hold and record an interview.',
  place: 'Accra',
  seats: 6,
  language: 'en',
  proposer: 'Ama Mensah',
};

let browser: Browser;
let room: OpenRoom;
let visitor: RoomVisitor;

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser?.close());

beforeEach(async () => {
  room = await openRoom();
  visitor = await RoomVisitor.enters(browser, room.address);
});
afterEach(async () => {
  for (const context of browser.contexts()) await context.close();
  await room.close();
  expect(visitor.faults).toEqual([]);
  expect(room.errors).toEqual([]);
});

async function openProposal(answers: Record<string, string>): Promise<void> {
  await visitor.goesToAttache('Ama Mensah');
  await visitor.says('/course propose');
  await visitor.form.waitFor();
  await visitor.fills(answers);
}

/** The browser notes that Attaché was away meanwhile. */
async function isApproved(title: string): Promise<void> {
  await room.approves(title);
  await visitor.page.reload();
  visitor.faults.length = 0;
}

describe('a form in the practice room', () => {
  it('keeps everything when the page is loaded again in the middle', async () => {
    const answers = await answersForProposal(visitor, course);
    await openProposal(answers);

    await visitor.page.reload();
    await visitor.form.waitFor();
    const kept = await visitor.filled();
    await visitor.submits();

    expect(kept).toMatchObject(answers);
    expect(await visitor.sees('has been proposed')).toContain(course.title);
  });

  it('keeps everything when Attaché is started again in the middle, and says so while it does not answer', async () => {
    const answers = await answersForProposal(visitor, course);
    await openProposal(answers);

    await room.stop();
    await visitor.form.locator('footer button.primary').click();
    const alert = await visitor.form.getByRole('alert').textContent();
    await room.start();
    // The page is from before the start: its first press brings a new page, the second is taken.
    await Promise.all([
      visitor.page.waitForEvent('load'),
      visitor.form.locator('footer button.primary').click(),
    ]);
    await visitor.form.waitFor();
    const kept = await visitor.filled();
    await visitor.submits();

    expect(alert).toContain('does not answer');
    expect(kept).toMatchObject(answers);
    expect(await visitor.sees('has been proposed')).toContain(course.title);
    // The browser notes both: no answer, and the old page's token.
    expect(visitor.faults.splice(0).join(' ')).toMatch(/ERR_CONNECTION_REFUSED.*403/s);
  });

  it('comes back with what was typed where an answer will not do, and changes nothing', async () => {
    const answers = await answersForProposal(visitor, course);
    const bad = { ...answers, title: 'x'.repeat(5_000), seats: '100000' };
    await openProposal(bad);

    await visitor.submits();
    const problems = await visitor.form.locator('.problem').allTextContents();
    const kept = await visitor.filled();
    await visitor.submits({
      title: course.title,
      seats: '6',
      startsOn: answers.endsOn ?? '',
      endsOn: answers.startsOn ?? '',
    });
    const turned = await visitor.form.locator('.problem').allTextContents();

    expect(problems).toHaveLength(2);
    expect(problems.join(' ')).toMatch(/5,000.*100.*500/s);
    expect(kept).toMatchObject(bad);
    expect(turned).toHaveLength(1);
    expect(await visitor.page.locator('.view').count()).toBe(0);
  });

  it('is taken once when it is sent twice', async () => {
    await openProposal(await answersForProposal(visitor, course));

    await visitor.settles(() => visitor.form.locator('footer button.primary').dblclick());
    await visitor.sees('has been proposed');
    await visitor.goesToAttache('Nadia Keller');

    expect(await visitor.page.locator('.view').count()).toBe(1);
  });
});

describe('a title that means harm', () => {
  it('stays a title, wherever it stands and however it runs', async () => {
    const hostile = '<script>window.broken=1</script> <!channel> @everyone [x](javascript:1) \u202Egnp.exe';
    const title = hostile.slice(0, 100);
    await proposes(visitor, { ...course, title, place: 'Z'.repeat(100) });
    await isApproved('window.broken');
    await publishes(visitor, { title: 'window.broken' });
    await visitor.becomes('يوسف العمراني');
    await visitor.goesTo('rabat-announcements');

    const card = await visitor.reads();
    await visitor.page.setViewportSize({ width: 375, height: 812 });

    expect(card.words).toContain('<script>window.broken=1</script> <!channel> @everyone [x](javascript:1)');
    expect(card.words).not.toContain('\u202E');
    expect(await visitor.page.locator('.view a[href^="javascript"], .view script').count()).toBe(0);
    expect(await visitor.page.evaluate("'broken' in window")).toBe(false);
    expect(await visitor.page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0);
  });
});

/** Each does the same, and what they send leaves only when all have sent: none is redrawn before it has pressed. */
async function atOnce(tabs: readonly RoomVisitor[], act: (tab: RoomVisitor) => Promise<void>): Promise<void> {
  const everybody = Promise.withResolvers<void>();
  const sent = new Set<RoomVisitor>();
  for (const tab of tabs) {
    await tab.page.route('**', async (request) => {
      if (request.request().method() === 'POST') {
        sent.add(tab);
        if (sent.size === tabs.length) everybody.resolve();
        await everybody.promise;
      }
      await request.continue();
    });
  }
  await Promise.all(tabs.map(act));
  for (const tab of tabs) await tab.page.unroute('**');
}

describe('two tabs of one window', () => {
  beforeEach(async () => {
    await proposes(visitor, course);
    await isApproved(course.title);
  });

  /** A tab of hers, with a button to publish what waits for it. */
  async function tabOfNadia(): Promise<RoomVisitor> {
    const tab = await visitor.opensTab('/as/nadia/direct');
    await tab.says('/my tasks');
    await tab.button('course/publish/start').waitFor();
    return tab;
  }

  it('are two people, each with their own form, and see what the other does', async () => {
    const nadia = await tabOfNadia();
    await nadia.presses('course/publish/start');
    await visitor.says('/course edit');
    await visitor.form.waitFor();

    await nadia.presses('course/publish/confirm');
    await visitor.page.reload();
    await visitor.form.waitFor();
    await visitor.settles(() => visitor.form.locator('[data-closes]').click());

    expect(await visitor.sees('is being announced')).toContain(course.title);
    expect(await nadia.sees('is published')).toContain('5 channels');
    expect(nadia.faults).toEqual([]);
  });

  it('announce once when both press, and the second is told how it stands', async () => {
    const [first, second] = [await tabOfNadia(), await tabOfNadia()];
    for (const tab of [first, second]) await tab.presses('course/publish/start');

    await atOnce([first, second], (tab) =>
      tab.settles(() => tab.button('course/publish/confirm').dblclick({ force: true })),
    );
    await visitor.becomes('Kojo Boateng');
    await visitor.goesTo('accra-announcements');
    await visitor.sees(course.title);

    expect(await visitor.page.locator('.view').count()).toBe(1);
    expect([...first.faults, ...second.faults]).toEqual([]);
  });

  it('tell what is so when a button of an old card is pressed', async () => {
    const old = await tabOfNadia();
    await publishes(visitor, course);

    await old.presses('course/publish/start');

    expect(await old.sees('has been published already')).toContain(course.title);
    expect(await old.page.locator('dialog#form').count()).toBe(0);
  });
});

describe('a person who wanders', () => {
  it('is shown how it stands now by the back button', async () => {
    await proposes(visitor, course);
    await visitor.becomes('Kojo Boateng');
    await visitor.goesTo('accra-announcements');
    await isApproved(course.title);
    await publishes(visitor, course);
    await visitor.goesTo('hub-announcements');

    await visitor.page.goBack();
    await visitor.page.goBack();

    expect(await visitor.page.locator('.who').textContent()).toContain('Kojo Boateng');
    expect(await visitor.sees(course.title)).toContain('Open for nominations');
  });

  it('finds everything again after a restart, the moved clock too', async () => {
    await proposes(visitor, course);
    await visitor.movesClock('days:1');
    const moved = await visitor.today();

    await room.stop();
    await room.start();
    await visitor.page.reload();

    expect(await visitor.today()).toBe(moved);
    expect(await visitor.sees('has been proposed')).toContain(course.title);
    await isApproved(course.title);
    await publishes(visitor, course);
    expect(await visitor.sees('is published')).toContain('5 channels');
    visitor.faults.length = 0;
  });

  it('gets a fresh sample by starting over, in every tab, also with a form open', async () => {
    await proposes(visitor, course);
    await visitor.movesClock('days:7');
    const moved = await visitor.today();
    const other = await visitor.opensTab('/as/ama/direct');
    await visitor.page.bringToFront();
    await visitor.goesToAttache('Nadia Keller');
    await visitor.says('/approval assess');
    await visitor.settles(() => visitor.page.keyboard.press('Escape'));

    await visitor.page.getByRole('link', { name: 'Start over' }).click();
    await visitor.page.getByRole('button', { name: 'Delete and start over' }).click();
    await visitor.page.waitForURL('**/guide');
    await other.page.bringToFront();
    await other.page.locator('.empty').waitFor();

    expect(await visitor.today()).toBe(addDays(moved, -7));
    expect(await other.page.locator('.view').count()).toBe(0);
    await other.says('/feedback summary');
    await other.submits({ course: 'First response to digital evidence' });
    expect(await other.sees('5 of 5')).toContain('First response to digital evidence');
    expect(other.faults).toEqual([]);
  });
});
