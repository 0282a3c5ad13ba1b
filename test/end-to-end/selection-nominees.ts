// The first half of a selection: what the course asks, who is nominated, what stands against them, and what lifts it.
import { expect } from 'vitest';
import { fillsPages, formBefore } from '../support/fill-pages.ts';
import { hears, isAskedAgain } from './hearing.ts';
import { said } from './said.ts';
import { inField, type SelectionCast, title } from './selection-scene.ts';
import type { Actor, World } from './world.ts';

const about = { title: { value: title } };

/** What the reviewers read, and nothing else of anybody. */
export const purposes = {
  efua: 'Leads the laboratory of the north, and will teach four stations.',
  kwame: 'Reads out telephones every week.',
  kofi: 'Will open a laboratory in the west.',
} as const;

export async function opensTheCall({ nadia }: SelectionCast): Promise<void> {
  await nadia.runs('course criteria', { course: title });
  await formBefore(nadia.person);
  await fillsPages(nadia.person, { minYears: 5, vetting: 'The person' });
  const asked = await nadia.person.waitsFor(`These conditions now hold for “${title}”:`);
  expect(asked).toContain('At least 5 years of service');
  expect(asked).toContain('The person is vetted');

  await nadia.runs('seats rules', { course: title, cap: 2, women: 1 });
  const rules = await nadia.person.waitsFor(`Rules for the seats of “${title}” from now on:`);
  expect(rules).toContain('At most 2 seats for one organisation');
  expect(rules).toContain('Reserved for women: 1 seat');

  await nadia.runs('course publish', { course: title });
  await nadia.person.waitsFor(`Preview: ${title}`);
  await nadia.person.presses('Publish', `Preview: ${title}`);
  await nadia.person.waitsFor(`“${title}” is published.`);
}

/** One by command, the others from a file with a row that is wrong. */
export async function accraNominates(world: World, cast: SelectionCast): Promise<void> {
  const { ama, kojo, efua, kwame, kofi } = cast;
  await ama.runs('nominate add', {
    course: title,
    person: inField(efua, world),
    rank: 'Inspector',
    unit: 'Laboratory',
    years: 9,
    reason: purposes.efua,
  });
  await ama.person.waitsFor('Efua is nominated');

  const rows = [
    'course,name,rank,unit,years,reason,reserve,visa',
    `${title},Kofi,Sergeant,CID,3,${purposes.kofi},no,no`,
    `${title},Yaw,Sergeant,CID,many,Leads.,no,no`,
    `${title},Kwame,Inspector,CID,7,${purposes.kwame},no,no`,
  ];
  await ama.runs('nominate import');
  await ama.person.presses('Hand over a file');
  await formBefore(ama.person);
  const bytes = new TextEncoder().encode(rows.join('\r\n'));
  await ama.person.fills({ file: { name: 'nominees.csv', type: 'text/csv', bytes } });
  const shown = await ama.person.waitsFor('3 rows were understood');
  expect(shown).toContain(`Kofi · ${title} – can be nominated`);
  expect(shown).toContain(`Yaw · ${title} – Years of service are a whole number from 0 to 60`);
  await ama.person.presses('Nominate 2');
  await ama.person.waitsFor('2 nominations are handed in, and the nominees are asked to agree.');
  const wrong = (await ama.person.files()).find(({ name }) => name.includes('not-nominated'));
  expect(Buffer.from(wrong?.bytes ?? []).toString()).toContain('Yaw');

  for (const nominee of [efua, kwame, kofi]) await agrees(nominee);
  for (const nominee of [efua, kwame, kofi]) await releases(kojo, nominee);
}

/** In Arabic, one after the other; of one of them a waiver is asked. */
export async function rabatNominates(world: World, cast: SelectionCast): Promise<void> {
  const { youssef, salma, aria, omar, hind, zineb } = cast;
  await youssef.runs('nominate profile', {
    whom: inField(hind, world),
    sector: 'police',
    languages: 'العربية، الإنجليزية',
    gender: 'woman',
  });
  await youssef.person.waitsFor(said('nominate', 'profile.done', 'ar', { name: 'Hind' }));
  await youssef.runs('nominate profile', {
    whom: inField(zineb, world),
    sector: 'police',
    languages: 'العربية',
    gender: 'woman',
    'earlier-course': 'Forensics in Lyon',
    'earlier-days': 10,
    'earlier-end': '2026-06-12',
  });
  await youssef.person.waitsFor(said('nominate', 'profile.done', 'ar', { name: 'Zineb' }));

  for (const nominee of [omar, hind]) {
    await youssef.runs('nominate add', {
      course: title,
      person: inField(nominee, world),
      rank: 'مفتش',
      unit: 'الشرطة القضائية',
      years: 8,
      reason: 'يعمل في المختبر ويعلّم زملاءه',
      visa: false,
    });
    await youssef.person.waitsFor(said('nominate', 'add.done', 'ar', { name: nominee.person.name }));
  }

  // Told before anything is kept: the rule, the evidence, from when it would pass, and who can lift it.
  await youssef.runs('nominate add', {
    course: title,
    person: inField(zineb, world),
    rank: 'مفتشة',
    unit: 'الشرطة القضائية',
    years: 8,
    reason: 'تعمل في المختبر وتعلّم زملاءها',
    visa: false,
  });
  const barred = said('nominate', 'add.barred', 'ar', { name: 'Zineb', why: '' });
  const sentence = await isAskedAgain(youssef, barred);
  for (const told of ['Forensics in Lyon', '2028', said('house', 'fails.waive', 'ar')])
    expect(sentence).toContain(told);
  await formBefore(youssef.person);
  await fillsPages(youssef.person, { asksWaiver: true });
  await youssef.person.waitsFor(said('nominate', 'add.waiverAsked', 'ar', { name: 'Zineb' }));
  const asked = await hears(aria, 'Youssef asks that this rule be waived for Zineb');
  expect(asked).toContain('“Forensics in Lyon”, abroad, ended on 12 June 2026');
  await aria.person.presses('Decide on the waiver');
  await formBefore(aria.person);
  await aria.person.fills({ waiverReason: 'She is the only examiner of her unit.' });
  await aria.person.waitsFor('This rule is waived for Zineb');

  for (const nominee of [omar, hind, zineb]) await agrees(nominee);
  for (const nominee of [omar, hind, zineb]) await releases(salma, nominee);

  await youssef.runs('nominate order', { course: title });
  await youssef.person.waitsFor(said('nominate', 'order.heading', 'ar', about));
  await youssef.person.presses(said('nominate', 'order.up', 'ar', { name: 'Hind' }));
  await youssef.person.waitsFor(/1\. Hind.*2\. Omar.*3\. Zineb/su);
}

/** Sent back with a note, corrected, sent again; then Accra says in which order it wants them. */
export async function correctsOne(world: World, { nadia, ama, kofi }: SelectionCast): Promise<void> {
  await nadia.runs('nominate check', { course: title, who: inField(kofi, world) });
  const verdict = await nadia.person.waitsFor(`Kofi may not come on “${title}” as things stand.`);
  expect(verdict).toContain('At least 5 years of service are asked for; the nomination says 3.');
  expect(verdict).toMatch(/Possible for a course that begins on \d+ January 2029 or later\./u);
  expect(verdict).toContain('An approving authority can waive this.');

  await nadia.runs('nominate return', {
    nomination: `Kofi · ${title}`,
    note: 'Three years, and a laboratory of his own? Please look again.',
  });
  await nadia.person.waitsFor(`The nomination of Kofi for “${title}” has gone back`);
  expect(await hears(ama, 'A nomination came back')).toContain('Please look again.');
  await ama.person.presses('Correct and send again', 'A nomination came back');
  await formBefore(ama.person);
  await fillsPages(ama.person, { yearsOfService: 8 });
  await ama.person.waitsFor(`The nomination of Kofi for “${title}” is handed in again`);

  await ama.runs('nominate order', { course: title });
  await ama.person.waitsFor(`Your order for “${title}”`);
  await ama.person.presses('As reserve: Kofi');
  const ordered = await ama.person.waitsFor('3. Kofi, reserve');
  expect(ordered).toMatch(/1\. Efua.*2\. Kwame.*3\. Kofi, reserve/su);
}

export async function vetsThem(world: World, cast: SelectionCast): Promise<void> {
  const { nadia, efua, kwame, kofi, omar, hind, zineb } = cast;
  await nadia.runs('nominate check', { course: title, who: inField(efua, world) });
  await nadia.person.waitsFor('The person has to be vetted, and nothing has been recorded yet.');
  await nadia.person.presses('Record a vetting', `Efua: “${title}”`);
  await formBefore(nadia.person);
  await fillsPages(nadia.person, { vettingState: 'Clear', validUntil: '2027-12-31' });
  await nadia.person.waitsFor('Efua: Clear, until 31 December 2027.');
  for (const nominee of [kwame, kofi, omar, hind, zineb]) {
    await nadia.runs('nominate vet', {
      who: inField(nominee, world),
      state: 'clear',
      'valid-until': '2027-12-31',
    });
    await nadia.person.waitsFor(`${nominee.person.name}: Clear, until 31 December 2027.`);
  }
  await nadia.runs('nominate check', { course: title });
  const all = await nadia.person.waitsFor(`Eligibility for “${title}”`);
  expect(all).toContain('6 may come · 0 with open points · 0 may not');
  expect(all).toContain('Rules waived: 1; asked for: 0');
}

async function agrees(nominee: Actor): Promise<void> {
  const { person, speaks } = nominee;
  await hears(nominee, said('nominate', 'told.nominated.title', speaks));
  await person.presses(said('nominate', 'button.agree', speaks));
  await person.waitsFor(said('nominate', 'consent.given', speaks));
}

async function releases(manager: Actor, nominee: Actor): Promise<void> {
  const { person, speaks } = manager;
  const facts = { name: nominee.person.name };
  await hears(manager, new RegExp(`${nominee.person.name}.*${title}`, 'su'));
  await person.presses(said('nominate', 'button.release', speaks, facts));
  await person.waitsFor(said('nominate', 'release.given', speaks, facts));
}
