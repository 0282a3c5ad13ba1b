// Courses side by side on the tour: placed in vain, shown, kept, and kept once more.
import { addDays, localDate } from '#exchange/local-time.ts';
import type { Company } from './company.ts';
import type { Tour } from './ground.ts';
import { arrangeCourse, nominee } from './papers.ts';

export async function placeSideBySide(tour: Tour, company: Company): Promise<void> {
  const { vera } = company;
  const startsOn = addDays(localDate(tour.now(), 'UTC'), 40);
  const one = await beside(tour, company, 'One of two', startsOn, 1);
  const alone = await beside(tour, company, 'Another time', addDays(startsOn, 30), 1);
  await vera.runs('seats place', { course: one });
  await vera.runs('seats place');
  await vera.fills({ course: one, second: alone });
  const two = await beside(tour, company, 'Two of two', startsOn, 12);
  await vera.runs('seats place', { course: one });
  await nominate(tour, company, 'Single', [one]);
  await vera.runs('seats place', { course: one });
  for (let at = 0; at < 16; at += 1) await nominate(tour, company, `Both ${at}`, [one, two]);
  await vera.runs('seats place', { course: one });
  await vera.presses('seats/place/page', '|15');
  await vera.presses('seats/place/page', '|0');
  const route = vera.sees('seats/place/confirm');
  await vera.presses('seats/place/confirm');
  await vera.pressesRoute(route);
  await vera.pressesRoute(`seats/place/page|0|crs_none|${one}`);
  await placeByTie(tour, company);
  await tour.deliver();
}

/** Day by day: whoever comes first of one organisation comes last of all, so that a tie falls otherwise without them. */
async function placeByTie(tour: Tour, company: Company): Promise<void> {
  const today = localDate(tour.now(), 'UTC');
  const startsOn = addDays(today, 120);
  const [tied, other] = [
    await beside(tour, company, 'Tied', startsOn, 1),
    await beside(tour, company, 'Tied too', startsOn, 3),
  ];
  const service = (name: string) =>
    tour.arrange(({ organisations }) =>
      organisations.add({
        ...{ name: tour.wording.line(name, 80), country: 'PE', language: tour.language },
        ...{ zone: 'America/Lima', hub: false },
      }),
    );
  const [one, two] = [(await service('Tied one')).id, (await service('Tied two')).id];
  await nominate(tour, company, 'Tied second', [tied], one, 2);
  await tour.at(`${addDays(today, 1)}T12:00:00Z`);
  await nominate(tour, company, 'Tied alone', [tied], two, 1);
  await tour.at(`${addDays(today, 2)}T12:00:00Z`);
  await nominate(tour, company, 'Tied first', [tied, other], one, 1);
  await company.vera.runs('seats place', { course: tied });
}

async function beside(
  tour: Tour,
  { kofi, organisations }: Company,
  title: string,
  startsOn: string,
  seats: number,
): Promise<string> {
  const by = await tour.person(kofi.account);
  return arrangeCourse(tour, title, {
    ...{ by, of: organisations.host, state: 'call-closed', seats, startsOn, endsOn: startsOn },
    ...{ subject: 'intelligence', deadline: addDays(startsOn, -5) },
  });
}

/** Somebody of the host, with an account in the practice room that hears of it. */
async function nominate(
  tour: Tour,
  { kofi, organisations }: Company,
  about: string,
  courses: readonly string[],
  organisation = organisations.host,
  priority: number | null = null,
): Promise<void> {
  const by = await tour.person(kofi.account);
  const name = tour.wording.line(about, 80);
  await tour.arrange(async (records) => {
    const { id } = await records.people.add({ name, organisation, membership: 'confirmed' });
    await records.people.link(`practice:placed-${about.replaceAll(' ', '-').toLowerCase()}`, id, name);
    for (const [at, course] of courses.entries())
      await records.nominations.add({
        ...{
          course,
          nominee: id,
          organisation,
          nominatedBy: by,
          state: 'submitted',
          preference: at + 1,
          priority,
        },
        ...nominee(tour),
        ...{ consent: 'given', release: 'given' },
      });
  });
}
