// Secrets on the tour: a course is withheld and disclosed, before and after it is published.
import type { Company } from './company.ts';
import type { Tour } from './ground.ts';
import { arrangeCourse } from './papers.ts';

const none = { vulnerabilities: 'no', deployed: 'no', confidence: 'no', terrorism: 'no' };
const all = { vulnerabilities: 'yes', deployed: 'yes', confidence: 'yes', terrorism: 'yes' };

export async function keepSecrets(tour: Tour, company: Company): Promise<void> {
  const { kofi, vera, otto, ama, organisations } = company;
  const host = { by: await tour.person(kofi.account), of: organisations.host };
  const course = await arrangeCourse(tour, 'Kept to ourselves', {
    ...host,
    startsOn: '2027-08-02',
    endsOn: '2027-08-06',
    deadline: '2027-07-01',
  });

  await vera.runs('course withhold');
  await vera.fills({ course });
  await vera.corrects({ course, ...all });
  await vera.runs('course withhold', { course, ...all });
  await otto.runs('course publish', { course });
  await otto.presses('course/publish/confirm', course);
  await tour.deliver();
  await kofi.presses('course/show/of', course);
  await ama.runs('course show', { course });

  await vera.runs('course withhold', { course, ...none });
  await tour.deliver();
  await tour.deliver();
  await vera.runs('course withhold', { course, ...none, terrorism: 'yes' });
  await tour.deliver();
  await vera.runs('course withhold', { course: 'crs_none', ...none });
}

/** Before anything has been delivered, and after. */
export async function askWhoWasAssisted({ ama, kofi }: Company, since?: number): Promise<void> {
  await ama.runs('country assisted', since === undefined ? {} : { since });
  await kofi.runs('country assisted', { since: 'long ago' });
  await kofi.fills({ since: since ?? 2030 });
}

/** A year of every length and paper, with one course that is withheld, and a year of nothing. */
export async function reportAssistance(
  tour: Tour,
  { kofi, vera, ama, organisations }: Company,
): Promise<void> {
  const host = { by: await tour.person(kofi.account), of: organisations.host, state: 'delivered' } as const;
  const from = { startsOn: '2026-01-05' };
  await arrangeCourse(tour, 'Short', { ...host, ...from, endsOn: '2026-01-09' });
  await arrangeCourse(tour, 'Middling', { ...host, ...from, endsOn: '2026-02-27' });
  await arrangeCourse(tour, 'Long', {
    ...host,
    ...from,
    endsOn: '2026-06-26',
    online: true,
    place: undefined,
  });
  for (let number = 1; number <= 19; number += 1)
    await arrangeCourse(tour, `Another ${number}`, { ...host, ...from, endsOn: '2026-01-09' });
  const secret = await arrangeCourse(tour, 'Secret', { ...host, ...from, endsOn: '2026-01-09' });
  await vera.runs('course withhold', { course: secret, ...all });
  await vera.runs('report foi');
  await vera.fills({ year: 2026 });
  await vera.runs('report foi', { year: 1999 });
  await ama.runs('report foi', { year: 2026 });
}
