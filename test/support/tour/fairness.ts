// How even the seats are, on the tour: before there is one, while organisations are few, when they are many, and every month.

import { addDays, localDate } from '#exchange/local-time.ts';
import { genders } from '#exchange/profile.ts';
import { standingPass } from '../gate-papers.ts';
import type { Company } from './company.ts';
import type { Tour } from './ground.ts';
import { arrangeCourse, nominee } from './papers.ts';

/** Before anybody has a seat. */
export async function measureTooEarly({ vera, mona }: Company): Promise<void> {
  for (const who of [vera, mona]) await who.runs('seats fairness');
}

/** Once somebody is nominated, and before there are enough others for anybody to remain unknown. */
export async function measureAmongFew({ kofi }: Company): Promise<void> {
  await kofi.runs('seats fairness');
}

export async function measureFairness(tour: Tour, company: Company): Promise<void> {
  const { vera, mona, organisations } = company;
  await seat(tour, company, organisations.host, 2, 'none');
  await vera.runs('seats fairness');
  await tour.arrange(async (records) => {
    for (let at = 0; at < 28; at += 1)
      await records.organisations.add({
        ...{ name: tour.wording.line(`Service ${at}`, 80), country: 'PE', language: tour.language },
        ...{ zone: 'America/Lima', hub: false },
      });
  });
  await seat(tour, company, organisations.guest, 6, 'all');
  await vera.runs('seats fairness');
  await vera.presses('seats/fairness/page', '|15');
  await vera.presses('seats/fairness/page', '|30');
  await vera.presses('seats/fairness/page', '|15');
  await vera.pressesRoute('seats/fairness/page|9000');
  await mona.runs('seats fairness');
  const first = `${addDays(`${localDate(tour.now(), 'UTC').slice(0, 7)}-28`, 10).slice(0, 7)}-04`;
  await tour.at(`${first}T20:00:00Z`);
  await vera.presses('seats/fairness/show');
}

/** People of their own with a seat in a course that lies ahead; some did not come, some said no. */
async function seat(
  tour: Tour,
  { kofi }: Company,
  organisation: string,
  people: number,
  said: 'all' | 'none',
): Promise<void> {
  const startsOn = addDays(localDate(tour.now(), 'UTC'), 20);
  const by = await tour.person(kofi.account);
  const course = await arrangeCourse(tour, `Seats for ${people}`, {
    ...{ by, of: organisation, state: 'call-open', seats: 40, startsOn, endsOn: startsOn },
    deadline: addDays(startsOn, -5),
  });
  await tour.arrange(async (records) => {
    const pass = await standingPass(records, course);
    for (let at = 0; at < people; at += 1) {
      const name = tour.wording.line(`Seated ${people} ${at}`, 80);
      const { id: person } = await records.people.add({ name, organisation, membership: 'confirmed' });
      const gender = genders[at % 2] ?? 'woman';
      if (said === 'all')
        await records.profiles.set({ person, sector: undefined, gender, languages: [] }, by);
      const { id } = await records.nominations.add({
        ...{ course, nominee: person, organisation, nominatedBy: by, state: 'submitted' },
        ...nominee(tour),
        ...{ consent: 'given', release: 'given' },
      });
      await records.nominations.grantSeat(id, pass);
      if (said === 'all') await records.nominations.move(id, ['accepted'], at === 0 ? 'no-show' : 'attended');
    }
  });
}
