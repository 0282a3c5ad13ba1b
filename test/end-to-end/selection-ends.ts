// What follows a selection: attendance day by day, certificates that can be checked, and how even the seats have become.
import { expect } from 'vitest';
import { names } from './cast.ts';
import { hears } from './hearing.ts';
import { said } from './said.ts';
import { type SelectionCast, title } from './selection-scene.ts';
import type { World } from './world.ts';

const about = { title: { value: title } };

export async function marksDayByDay(world: World, { moses }: SelectionCast): Promise<void> {
  const { person, runs } = moses;
  for (const [at, date] of ['2027-03-15', '2027-03-16', '2027-03-17'].entries()) {
    world.clock.set(`${date}T15:00Z`);
    await world.sweep();
    await runs('course attendance', { course: title });
    await person.waitsFor(`day ${at + 1} of 3: 0 of 3 people marked`);
    if (at === 1) {
      await person.chooses(`Omar · ${names.rabat} – not marked yet`, 'Absent');
      await person.waitsFor('day 2 of 3: 1 of 3 people marked');
    }
    await person.presses(at === 1 ? 'Everybody else is here' : 'Everybody is here');
    await person.waitsFor(`day ${at + 1} of 3: 3 of 3 people marked`);
  }
  world.clock.set('2027-03-17T18:00Z');
  await world.sweep();
  await hears(moses, `“${title}” is over. Please mark who attended, for 3 people`);
  await person.presses('Mark attendance', `“${title}” is over.`);
  const sheet = await person.waitsFor('3 of 3 people marked');
  expect(sheet).toContain('Marked by day for 3 days');
  await person.presses('Done');
  await person.waitsFor(`3 people are asked for feedback on “${title}”`);
}

export async function certifies(world: World, { moses, kojo, hind }: SelectionCast): Promise<void> {
  await moses.runs('course certificates', { course: title, hours: 18 });
  const seen = await moses.person.waitsFor(`Certificates: ${title}`);
  expect(seen).toMatch(/attended in part\W+1/u);
  await moses.person.presses('Issue 3 certificates');
  await moses.person.waitsFor('3 certificates were issued');
  await world.settles();

  await hears(hind, said('course', 'certified.attended', 'ar', about));
  await hind.person.presses(said('course', 'certified.pdf', 'ar'));
  const label = said('my', 'certificates.pdf.label', 'ar', about);
  await hind.person.waitsFor(label);
  const pdf = (await hind.person.files()).findLast(({ name }) => name.endsWith('.pdf'));
  const bytes = Buffer.from(pdf?.bytes ?? []);
  expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
  expect(titleOf(bytes)).toContain('Hind');

  const code = await world.store.read({ kind: 'process' }, async (records) => {
    const [course] = await records.courses.search(title, { most: 1 });
    const issued = await records.certificates.list(course?.id ?? '');
    return issued.find(({ name }) => name === 'Hind')?.code ?? '';
  });
  await kojo.runs('course verify', { code: code.toLowerCase() });
  const checked = await kojo.person.waitsFor('This certificate is genuine and stands.');
  expect(checked).toContain('Hind');
  expect(checked).toContain(title);
}

/** As any reader finds it in the file's own description. */
function titleOf(pdf: Buffer): string {
  const [, found = ''] = /<dc:title>(.*?)<\/dc:title>/su.exec(pdf.toString('utf8')) ?? [];
  return found;
}

export async function looksAtFairness({ nadia, kojo }: SelectionCast): Promise<void> {
  const before = (await nadia.person.files()).length;
  await nadia.runs('seats fairness');
  const whole = await nadia.person.waitsFor('How even the seats are, since');
  expect(whole).toContain('Jain’s index');
  expect(whole).toContain(names.rabat);
  const pictures = (await nadia.person.files()).slice(before).filter(({ alt }) => alt !== undefined);
  expect(Buffer.from(pictures[0]?.bytes.slice(1, 4) ?? []).toString()).toBe('PNG');
  expect(pictures[0]?.alt).toContain('by seats against entitlement');

  await kojo.runs('seats fairness');
  const own = await kojo.person.waitsFor(`Seats of ${names.accra}, since`);
  expect(own).not.toContain(names.rabat);

  await nadia.runs('seats ledger');
  const ledger = await nadia.person.waitsFor('Ledger of seats since');
  expect(ledger).toMatch(/Police Academy, Accra \(weight 1\) – 2 seats/u);
  expect(ledger).toMatch(new RegExp(`${names.rabat} \\(weight 1\\) – 2 seats`));
  expect(ledger).toContain('One seat was moved against the rule in this time.');
}
