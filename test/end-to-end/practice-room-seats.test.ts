// A course is filled in the practice room as shipped: the call closes, seats are shared and offered, and somebody says no.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from '../support/browser.ts';
import { type OpenRoom, openRoom } from './open-room.ts';
import { agreesToGo, nominates, proposes, publishes, trainees } from './room-chapters.ts';
import { RoomVisitor } from './room-visitor.ts';

const course = {
  title: 'Interviewing child witnesses',
  aims: 'Plan, hold and record an interview.',
  place: 'Accra',
  seats: 3,
  language: 'en',
  proposer: 'Ama Mensah',
};

const selected = ['سلمى بناني', 'Moussa Ndiaye', 'Diego Huamán'] as const;

const whileTheClockMoves = 120_000;

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
  // Between the call's close and the first day there is no time left for a visa.
  for (const trainee of trainees) await nominates(visitor, trainee, course, { visa: 'no' });
  for (const trainee of trainees) await agreesToGo(visitor, trainee);
}, 180_000);

afterAll(async () => {
  await browser?.close();
  await room?.close();
});

describe('seats in the practice room', () => {
  it(
    'are proposed when the call has closed, with a sentence for each organisation',
    async () => {
      await visitor.goesToAttache('Nadia Keller');
      await visitor.jumpsTo(/Nominations close: Interviewing/);
      await visitor.presses('seats/propose/of');
      const plan = await visitor.reads();

      // Accra has had two seats over the window, each of the others one.
      for (const name of selected) expect(plan.words).toContain(name);
      expect(plan.words).toContain('3 seats for 5 people of 4 organisations');
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
  });

  it('go on to the next of the reserve when somebody says no', async () => {
    const [first, second] = selected;
    await visitor.goesToAttache(first);
    await visitor.presses('nominate/answer/accept');
    await visitor.goesToAttache(second);
    await visitor.presses('nominate/answer/decline');
    await visitor.goesToAttache('Efua Owusu');
    await visitor.button('nominate/answer/accept').waitFor();
    await visitor.presses('nominate/answer/accept');
    await visitor.goesToAttache('Nadia Keller');
    await visitor.says('/seats offers');
    await visitor.submits({ course: course.title });

    expect((await visitor.reads()).words).toMatch(/Efua Owusu/);
    expect(visitor.faults).toEqual([]);
    expect(room.errors).toEqual([]);
  });

  it('are looked at together, with a picture', async () => {
    await visitor.goesToAttache('Nadia Keller');
    await visitor.says('/seats fairness');
    await visitor.reads();

    expect((await visitor.pictures()).at(-1)?.width).toBeGreaterThan(100);
  });
});
