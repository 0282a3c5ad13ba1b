// Takes the pictures of the README in the practice room as shipped: `npx node test/end-to-end/take-pictures.ts`.
import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { openBrowser } from '../support/browser.ts';
import { openRoom } from './open-room.ts';
import {
  accepts,
  agreesToGo,
  answersFeedback,
  marksAttendance,
  nominates,
  passesTheGate,
  proposes,
  publishes,
  trainees,
} from './room-chapters.ts';
import { type Look, RoomVisitor } from './room-visitor.ts';

const folder = new URL('../../docs/pictures/', import.meta.url);

const english = {
  title: 'Interviewing child witnesses',
  aims: 'Plan, hold and record an interview that a child can bear and a court can use.',
  place: 'Accra',
  seats: 12,
  language: 'en',
  proposer: 'Ama Mensah',
};

const arabic = {
  title: 'مقابلة الشهود من الأطفال',
  aims: 'التخطيط لمقابلة يحتملها الطفل وتقبلها المحكمة، وإجراؤها وتسجيلها.',
  place: 'الرباط',
  seats: 8,
  language: 'ar',
  proposer: 'يوسف العمراني',
};

const remarks = ['كان الوقت المخصص للتمارين قصيرًا.', 'More time for the exercises, please.'];

await mkdir(folder, { recursive: true });
const browser = await openBrowser();
try {
  await takeCourse(browser);
  await takeSummary(browser);
} finally {
  await browser.close();
}

/** A course that people are being nominated for: in its channels, and before the coordinator. */
async function takeCourse(browser: Browser): Promise<void> {
  const room = await openRoom();
  const visitor = await RoomVisitor.enters(browser, room.address);
  await proposes(visitor, english);
  await passesTheGate(visitor, english);
  await publishes(visitor, english);
  for (const trainee of trainees) await nominates(visitor, trainee, english);
  for (const trainee of trainees) await agreesToGo(visitor, trainee);
  await accepts(visitor, english, 3);
  await says(visitor, 'Ama Mensah', 'Efua, Kwame: this is the course that we spoke about.');
  await says(visitor, 'Efua Owusu', 'Thank you! I have kept the days free.');
  await visitor.goesToAttache('Kwame Asante');

  await take(browser, new URL('/as/ama/channel/accra-announcements', room.address), 'practice-room');
  await take(browser, new URL('/as/nadia/direct', room.address), 'practice-room-dark', { scheme: 'dark' });
  await take(
    browser,
    new URL('/as/aminata/channel/dakar-announcements', room.address),
    'practice-room-narrow',
    {
      width: 375,
      height: 812,
      sharpness: 2,
    },
  );
  await room.close();
}

/** A summary in Arabic, of a course that five people have answered on. */
async function takeSummary(browser: Browser): Promise<void> {
  const room = await openRoom();
  const visitor = await RoomVisitor.enters(browser, room.address);
  await proposes(visitor, arabic);
  await passesTheGate(visitor, arabic);
  await publishes(visitor, arabic);
  for (const trainee of trainees) await nominates(visitor, trainee, arabic);
  for (const trainee of trainees) await agreesToGo(visitor, trainee);
  await accepts(visitor, arabic, trainees.length);
  await visitor.goesToAttache(arabic.proposer);
  await visitor.movesClock('days:7');
  // The third of its dates is its end; the only one left afterwards is the close of the questionnaire.
  await visitor.jumpsTo(/./, 2);
  await marksAttendance(visitor, trainees[4].name);
  await visitor.movesClock('days:1');
  for (const [index, { name }] of trainees.entries())
    await answersFeedback(visitor, name, index + 1, remarks[index]);
  await visitor.jumpsTo(/./);
  await visitor.goesToAttache(arabic.proposer);

  await take(browser, new URL('/as/youssef/channel/rabat-managers', room.address), 'practice-room-arabic');
  await room.close();
}

async function says(visitor: RoomVisitor, who: string, words: string): Promise<void> {
  await visitor.becomes(who);
  await visitor.goesTo('accra-announcements');
  await visitor.says(words);
}

async function take(browser: Browser, address: URL, name: string, look: Look = {}): Promise<void> {
  // Read once before, so that nothing is marked as new.
  await (await RoomVisitor.enters(browser, address.href, look)).page.close();
  const visitor = await RoomVisitor.enters(browser, address.href, look);
  await visitor.reads();
  await visitor.page.locator('#say').blur();
  // Letters in their own shapes, and the pictures in the messages.
  await visitor.page.evaluate(
    'Promise.all([document.fonts.ready, ...[...document.images].map((one) => one.decode())])',
  );
  await visitor.page.screenshot({ path: fileURLToPath(new URL(`${name}.png`, folder)) });
  await visitor.page.close();
}
