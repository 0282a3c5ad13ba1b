// A course is filled in the practice room as shipped: the call closes, seats are shared and offered, and somebody says no.
import { mkdir } from 'node:fs/promises';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from '../support/browser.ts';
import { type OpenRoom, openRoom } from './open-room.ts';
import { agreesToGo, nominates, proposes, publishes, trainees } from './room-chapters.ts';
import { type Look, RoomVisitor } from './room-visitor.ts';

const course = {
  title: 'Interviewing child witnesses',
  aims: 'Plan, hold and record an interview.',
  place: 'Accra',
  seats: 3,
  language: 'en',
  proposer: 'Ama Mensah',
};

const whileTheClockMoves = 120_000;

/** Where pictures go, for somebody who wants to look. */
const folder = process.env.ATTACHE_PICTURES;

let browser: Browser;
let room: OpenRoom;
let visitor: RoomVisitor;

beforeAll(async () => {
  browser = await openBrowser();
  room = await openRoom();
  visitor = await RoomVisitor.enters(browser, room.address);
  await proposes(visitor, course);
  await room.approves(course.title);
  await visitor.page.reload();
  visitor.faults.length = 0;
  await publishes(visitor, course);
  for (const trainee of trainees) await nominates(visitor, trainee, course);
  for (const trainee of trainees) await agreesToGo(visitor, trainee);
}, 180_000);

afterAll(async () => {
  await browser?.close();
  await room?.close();
});

async function looks(name: string, path: string, look: Look = {}): Promise<void> {
  if (folder === undefined) return;
  await mkdir(folder, { recursive: true });
  const other = await RoomVisitor.enters(browser, new URL(path, room.address).href, look);
  await other.page.locator('.view').last().scrollIntoViewIfNeeded();
  await other.page.screenshot({ path: `${folder}/${name}.png` });
  await other.page.context().close();
}

describe('seats in the practice room', () => {
  it(
    'are proposed when the call has closed, with a sentence for each organisation',
    async () => {
      await visitor.goesToAttache('Nadia Keller');
      await visitor.jumpsTo(/Nominations close: Interviewing/);
      await visitor.presses('seats/propose/of');
      const plan = await visitor.reads();

      expect(plan.words).toContain('3');
      for (const name of ['Efua Owusu', 'Moussa Ndiaye', 'Diego Huamán']) expect(plan.words).toContain(name);
      await looks('seats-plan', '/as/nadia/direct');
      await looks('seats-plan-dark-narrow', '/as/nadia/direct', { width: 375, height: 812, scheme: 'dark' });
    },
    whileTheClockMoves,
  );

  it('are confirmed and offered, and each side is told in its language', async () => {
    await visitor.presses('seats/confirm/plan');
    await visitor.presses('seats/offer/all');
    await visitor.reads();
    await visitor.goesToAttache('يوسف العمراني');
    const told = await visitor.reads();

    expect(told).toMatchObject({ lang: 'ar', dir: 'rtl' });
    await looks('seats-outcomes-arabic', '/as/youssef/direct');
    await looks('seats-outcomes-arabic-narrow', '/as/youssef/direct', { width: 375, height: 812 });
  });

  it('go on to the next of the reserve when somebody says no', async () => {
    const asked: string[] = [];
    for (const { name } of trainees) {
      await visitor.goesToAttache(name);
      if ((await visitor.button('nominate/answer/accept').count()) > 0) asked.push(name);
    }
    const [first, second] = asked;
    await visitor.goesToAttache(first ?? '');
    await visitor.presses('nominate/answer/accept');
    await visitor.goesToAttache(second ?? '');
    await looks('offer', '/as/kwame/direct');
    await visitor.presses('nominate/answer/decline');
    const after: string[] = [];
    for (const { name } of trainees.filter((one) => !asked.includes(one.name))) {
      await visitor.goesToAttache(name);
      if ((await visitor.button('nominate/answer/accept').count()) > 0) after.push(name);
    }

    expect(asked).toHaveLength(3);
    expect(after).toHaveLength(1);
    expect(visitor.faults).toEqual([]);
    expect(room.errors).toEqual([]);
  });

  it('are looked at together, with a picture', async () => {
    await visitor.goesToAttache('Nadia Keller');
    await visitor.says('/seats fairness');
    await visitor.reads();

    expect((await visitor.pictures()).at(-1)?.width).toBeGreaterThan(100);
    await looks('fairness', '/as/nadia/direct');
  });
});
