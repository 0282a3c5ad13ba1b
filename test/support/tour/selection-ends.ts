// How selections by score end on the tour: outcomes for everybody whom they belong to, appeals in time and late, answers.
import { outcomeCodes } from '#exchange/outcomes.ts';
import type { AccountId } from '#exchange/people.ts';
import { personIn } from './ground.ts';
import { candidate, type Selection } from './selections.ts';
import type { Traveller } from './traveller.ts';

export async function endSelections(selection: Selection): Promise<void> {
  const { tour, company, main, scarce } = selection;
  const { vera, mona, salma, kofi, stranger, ama } = company;
  for (const who of [salma, ama]) await who.runs('select outcome', { course: scarce });
  await salma.runs('select outcome', { course: 'nothing of this name' });
  await salma.fills({ course: scarce });
  await ama.runs('select outcome');
  await ama.runs('select appeal');
  await vera.runs('select answer');
  await noteAll(selection);
  await tour.deliver();
  for (const who of [vera, mona, salma, kofi, stranger]) await who.runs('select outcome', { course: main });
  await vera.presses('select/outcome/page', `${main}|4`);
  await vera.presses('select/outcome/page', `${main}|0`);
  await vera.pressesRoute('select/outcome/page|crs_none|0');
  await appeal(selection);
  await comeLate(selection);
}

async function nominationOf({ tour, main }: Selection, number: number): Promise<string> {
  return tour.arrange(async (records) => {
    const nominee = await personIn(records, candidate(number));
    const [found] = await records.nominations.list({ course: main, nominee });
    return found?.id ?? '';
  });
}

/** As the confirmation of a plan notes and tells them. */
async function noteAll(selection: Selection): Promise<void> {
  const { tour, company } = selection;
  const by = await tour.person(company.vera.account);
  for (const [at, code] of outcomeCodes.entries()) {
    const nomination = await nominationOf(selection, at + 1);
    const tell = [await tour.person(candidate(at + 1)), await tour.person(company.salma.account)];
    await tour.arrange(async ({ outcomes, deliveries }) => {
      await outcomes.note(nomination, code, { by, place: 2, nominated: 10, seats: 3 });
      await deliveries.add(tell.map((person) => delivery('select/outcome', { nomination }, person)));
    });
  }
}

function delivery(message: string, facts: Record<string, string>, person: string) {
  return {
    ...{ key: `${message} · ${Object.values(facts).join(' ')} · ${person}`, message, facts, person },
    ...{
      channel: undefined,
      organisation: undefined,
      purpose: undefined,
      post: undefined,
      tooLateAt: undefined,
    },
  };
}

async function appeal(selection: Selection): Promise<void> {
  const { tour, company } = selection;
  const as = (number: number) => tour.as(candidate(number));
  const selected = await nominationOf(selection, 1);
  await as(1).runs('select outcome');
  await as(1).pressesRoute(`select/outcome/appeal|${selected}`);
  await as(2).pressesRoute(`select/outcome/appeal|${selected}`);
  await take(selection, 2, 'upheld');
  await take(selection, 3, 'rejected');
  await orphan(selection);
  await company.vera.runs('select answer');
}

async function take(selection: Selection, number: number, verdict: 'upheld' | 'rejected'): Promise<void> {
  const { tour, company } = selection;
  const nominee = tour.as(candidate(number));
  const nomination = await nominationOf(selection, number);
  await nominee.pressesRoute(`select/outcome/appeal|${nomination}`);
  await nominee.fills({ grounds: 'Write to me@example.org' });
  await nominee.corrects({ grounds: tour.wording.text('My post was misread.', 800) });
  await nominee.pressesRoute(`select/outcome/appeal|${nomination}`);
  await tour.deliver();
  const kept = await tour.arrange(({ appeals }) => appeals.of(nomination));
  const hearer = await travellerOf(selection, kept?.heardBy ?? '');
  await hearer.runs('my tasks');
  await hearer.runs('select answer');
  await hearer.presses('select/answer/look', kept?.id);
  await hearer.presses('select/answer/start', kept?.id);
  await hearer.fills({ verdict, answer: 'Write to me@example.org' });
  await hearer.corrects({ answer: tour.wording.text('It was looked at.', 800) });
  await hearer.pressesRoute(`select/answer/look|${kept?.id}`);
  await company.otto.pressesRoute('select/answer/look|apl_none');
  await tour.deliver();
  await nominee.runs('select outcome');
}

/** Whoever hears it, by one of their accounts. */
async function travellerOf({ tour }: Selection, person: string): Promise<Traveller> {
  const [account] = await tour.arrange(({ people }) => people.accountsOf(person));
  return tour.as((account?.id ?? 'practice:nobody') as AccountId);
}

/** One that nobody is left to hear: for any coordinator, but not for whoever confirmed it. */
async function orphan(selection: Selection): Promise<void> {
  const { tour, company } = selection;
  const nomination = await nominationOf(selection, 4);
  const id = await tour.arrange(async (records) => {
    const by = await personIn(records, candidate(4));
    const asked = await records.appeals.ask(nomination, by, tour.wording.text('Misread.', 800), []);
    const vera = await personIn(records, company.vera.account);
    await records.deliveries.add([delivery('select/appealed', { appeal: asked?.id ?? '' }, vera)]);
    return asked?.id ?? '';
  });
  await tour.deliver();
  await company.vera.pressesRoute(`select/answer/look|${id}`);
}

async function comeLate(selection: Selection): Promise<void> {
  const { tour, on, experts } = selection;
  await tour.at(`${on(14)}T15:00:00Z`);
  const late = tour.as(candidate(5));
  await late.runs('select outcome');
  await late.pressesRoute(`select/outcome/appeal|${await nominationOf(selection, 5)}`);
  for (const number of outcomeCodes.keys()) await tour.as(candidate(number + 1)).runs('my data');
  for (const one of experts) await one.runs('my data');
  // When all of it is long over, its words go.
  await tour.at(`${on(480)}T15:00:00Z`);
}
