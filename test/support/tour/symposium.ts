// A symposium on the tour: planned, dated, announced, registered for, reminded of, held, called off; and its series.
import type { Company } from './company.ts';
import type { Tour } from './ground.ts';
import { askAboutEvent } from './questionnaires.ts';

export async function holdSymposia(tour: Tour, company: Company): Promise<void> {
  const held = await announce(tour, company);
  await register(tour, company, held);
  await callOff(tour, company);
  await comeRound(tour, company, held);
}

async function announce(tour: Tour, { vera, ama }: Company): Promise<string> {
  const { wording } = tour;
  await ama.runs('symposium register');
  await vera.runs('symposium plan', { zone: 'america', number: 'twenty', every: 0 });
  const plan = {
    series: wording.line('Police Training Symposium', 80),
    number: 20,
    title: wording.line('20th Symposium', 100),
    zone: 'America/Argentina/Buenos_Aires',
    every: 2,
  };
  await vera.runs('symposium plan');
  await vera.fills(plan);
  await vera.runs('symposium plan', plan);
  await vera.runs('symposium show');
  await ama.runs('symposium show');
  await vera.presses('symposium/set-dates/start');
  const place = wording.line('Singapore', 100);
  await vera.fills({ startsOn: '2027-01-01', endsOn: '2027-01-02', place });
  await vera.corrects({ startsOn: '2060-01-01', endsOn: '2060-01-02' });
  await vera.corrects({ startsOn: '2027-06-21', endsOn: '2027-06-20' });
  await vera.corrects({ startsOn: '2027-06-21', endsOn: '2027-08-20' });
  await vera.corrects({ startsOn: '2027-06-31', endsOn: '2027-06-31' });
  await vera.corrects({ startsOn: '2027-06-21', endsOn: '2027-06-23' });
  await tour.deliver();
  return editionCalled(tour, plan.title);
}

async function editionCalled(tour: Tour, title: string): Promise<string> {
  const editions = await tour.arrange((records) => records.symposia.editions({}));
  return editions.find((edition) => edition.title === title)?.id ?? '';
}

async function register(tour: Tour, { vera, kofi, ama, mona }: Company, edition: string): Promise<void> {
  await ama.presses('symposium/register/start', edition);
  await ama.fills({ track: 'academia' });
  await ama.runs('symposium register', { edition, track: 'international-organisation' });
  await mona.runs('symposium register', { edition, track: 'law-enforcement' });
  await kofi.presses('symposium/show/calendar', edition);
  await kofi.runs('symposium show', { edition: 'nowhere to be found' });
  await kofi.runs('symposium show', { edition });
  await vera.runs('symposium set-dates', { edition, startsOn: '2027-06-28', endsOn: '2027-06-30' });
  await tour.deliver();
  for (const day of ['2027-03-31', '2027-05-30', '2027-06-22', '2027-06-28'])
    await tour.at(`${day}T15:00:00Z`);
  await kofi.presses('symposium/register/start', edition);
  await kofi.pressesRoute('symposium/show/calendar|edn_none');
}

async function callOff(tour: Tour, { vera, ama, kofi }: Company): Promise<void> {
  const plan = {
    series: 'Another series',
    zone: 'Africa/Accra',
    number: 1,
    title: tour.wording.line('Off', 100),
  };
  await vera.runs('symposium plan', plan);
  const edition = await editionCalled(tour, plan.title);
  await vera.runs('symposium set-dates', { edition, startsOn: '2027-09-01', endsOn: '2027-09-02' });
  await ama.runs('symposium register', { edition, track: 'academia' });
  await vera.runs('symposium show', { edition });
  await vera.presses('symposium/show/cancel', edition);
  await vera.presses('symposium/show/really-cancel', edition);
  await vera.presses('symposium/show/really-cancel', edition);
  await vera.pressesRoute('symposium/show/cancel|edn_none');
  await vera.runs('symposium set-dates', { edition, startsOn: '2027-09-08', endsOn: '2027-09-09' });
  await kofi.runs('symposium register', { edition, track: 'academia' });
  await tour.deliver();
}

/** Two years later the series asks for its next edition. */
async function comeRound(tour: Tour, company: Company, edition: string): Promise<void> {
  const { vera, ama } = company;
  await tour.at('2027-07-02T12:00:00Z');
  await ama.runs('symposium show', { edition });
  await askAboutEvent(tour, company);
  await tour.at('2029-06-29T12:00:00Z');
  await vera.presses('symposium/set-dates/start');
  await vera.runs('my tasks');
}
