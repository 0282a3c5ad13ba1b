// A tour through the whole exchange in one language: every command, every button, every message, and what they show.
import type { Language } from '#exchange/languages.ts';
import type { Units } from '../../src/assemble.ts';
import { workTheGate } from './tour/approval.ts';
import { changeCourses } from './tour/changes.ts';
import { watchDeliveries } from './tour/circulars.ts';
import { gather } from './tour/company.ts';
import { announceCourse } from './tour/courses.ts';
import { readDigests } from './tour/digests.ts';
import { decideWhoMayCome, remindOfEligibility } from './tour/eligibility.ts';
import { endCourses } from './tour/ending.ts';
import { importEvaluations } from './tour/evaluation-import.ts';
import { measureAmongFew, measureFairness, measureTooEarly } from './tour/fairness.ts';
import { noteFunding } from './tour/funding.ts';
import { watchTheGate } from './tour/gate-watch.ts';
import { openTour } from './tour/ground.ts';
import { improveCourses } from './tour/improvement.ts';
import { lookAfterMembers } from './tour/members.ts';
import { nominateFor } from './tour/nominations.ts';
import type { Notes } from './tour/notes.ts';
import { offerSeats } from './tour/offers.ts';
import { keepOwnData } from './tour/own-data.ts';
import { goOnExchange } from './tour/pairs.ts';
import { comeTooEarly, visitPlaces } from './tour/places.ts';
import { placeSideBySide } from './tour/placing.ts';
import { practise } from './tour/practice.ts';
import { askByTheCalendar } from './tour/questionnaires.ts';
import { designQuestions, judgeAttache, readJudgement } from './tour/questions.ts';
import { shareSeats, turnLedger } from './tour/seats.ts';
import { askWhoWasAssisted, keepSecrets, reportAssistance } from './tour/secrets.ts';
import { endSelections } from './tour/selection-ends.ts';
import { selectByScore } from './tour/selections.ts';
import { holdSymposia } from './tour/symposium.ts';
import type { Traveller } from './tour/traveller.ts';
import type { Wording } from './tour/wording.ts';
import { loseWorkspaces } from './tour/workspaces.ts';

export interface Travelled extends Notes {
  /** What each delivery that left was called, by its key. */
  readonly messages: ReadonlyMap<string, string>;
  /** What was logged as an error on the way. */
  readonly errors: readonly object[];
}

/** Plays it all, with everybody and every organisation in one language and everybody writing in one manner. */
export async function travel(language: Language, wording: Wording, units: Units): Promise<Travelled> {
  const tour = await openTour(language, wording, units);
  try {
    await comeTooEarly(tour);
    const company = await gather(tour);
    await measureTooEarly(company);
    await askWhoWasAssisted(company);
    const main = await announceCourse(tour, company);
    await judgeAttache(tour, company);
    await nominateFor(tour, company, main);
    await measureAmongFew(company);
    await decideWhoMayCome(tour, company);
    await shareSeats(tour, company);
    await goOnExchange(tour, company);
    await lookAfterMembers(tour, company);
    await search(units, [company.vera, company.kofi], '');
    await changeCourses(tour, company, main);
    await offerSeats(tour, company);
    await keepSecrets(tour, company);
    await endCourses(tour, company, main);
    await askByTheCalendar(tour, company);
    await importEvaluations(tour, company);
    await readJudgement(company);
    await designQuestions(tour, company);
    await keepOwnData(tour, company);
    await askWhoWasAssisted(company, 2017);
    await reportAssistance(tour, company);
    await noteFunding(tour, company);
    await holdSymposia(tour, company);
    await loseWorkspaces(tour, company);
    await watchDeliveries(tour, company, main);
    await remindOfEligibility(tour, company);
    await watchTheGate(tour, company);
    await workTheGate(tour, company);
    await visitPlaces(tour, company);
    await turnLedger(tour, company);
    await endSelections(await selectByScore(tour, company));
    await placeSideBySide(tour, company);
    await practise(tour, company);
    await measureFairness(tour, company);
    await improveCourses(tour, company);
    await readDigests(tour, company);
    await search(units, [company.vera], 'o');
    return { ...tour.notes, messages: await tour.messages(), errors: tour.errors };
  } finally {
    await tour.close();
  }
}

/** Every search field of every command. */
async function search(units: Units, people: readonly Traveller[], typed: string): Promise<void> {
  for (const who of people)
    for (const command of units.commands)
      for (const [option, field] of Object.entries(command.asks))
        if (field.kind === 'suggested') await who.searches(command.path, option, typed);
}
