// One row of the report for freedom-of-information requests: a disclosable course, in numbers and without people.
import type { Desk } from '#bot/command.ts';
import { plainText } from '#bot/plain-text.ts';
import { countryName } from '#bot/record-fields.ts';
import { instant, type Text } from '#bot/text.ts';
import { durationBand } from '#exchange/assistance.ts';
import type { PayerKind } from '#exchange/funding.ts';
import type { AssistanceReport, TrainedGroup } from '#store/records/assistance.ts';
import { type Papers, papersOf } from './_papers.ts';
import type { Key } from './words.ts';

/** In the order in which requests ask for them (product §2.1). */
export const columns = [
  'course',
  'firstDay',
  'lastDay',
  'duration',
  'host',
  'beneficiaries',
  'purpose',
  'subject',
  'aims',
  'funding',
  'people',
  'ranks',
  'units',
  'place',
  'bodies',
  'brief',
  'assessment',
] as const;

export async function rowOf(
  { course, trained }: AssistanceReport['courses'][number],
  payerKinds: readonly PayerKind[],
  desk: Desk<Key>,
): Promise<readonly (string | number)[]> {
  const { asker, records, say, house } = desk;
  const written = (text: Text) => plainText(text, { language: asker.language, zone: course.zone });
  const bodies = await Promise.all(
    [...new Set([course.organisation, ...trained.map((one) => one.organisation)])].map((id) =>
      records.organisations.byId(id),
    ),
  );
  const guests = new Set(trained.map((one) => one.organisation));
  const countries = bodies.flatMap((one) =>
    one && guests.has(one.id) ? [countryName(one.country, asker.language)] : [],
  );
  const papers = await papersOf(records, course.id);
  const decided = (on: string | undefined) =>
    written(on === undefined ? say('foi.no') : say('foi.decided', { day: on }));
  const wentTo = ({ assessment: on, decision }: Papers) =>
    on !== undefined && decision
      ? written(
          say('foi.wentTo', {
            day: on,
            office: house(`office.${decision.office}`),
            decided: instant(decision.decidedAt, course.zone, 'day'),
          }),
        )
      : undefined;
  const row = {
    course: course.id,
    firstDay: course.startsOn,
    lastDay: course.endsOn,
    duration: written(say(`foi.duration.${durationBand(course)}`)),
    host: countryName(course.country, asker.language),
    beneficiaries: listed(countries),
    purpose: course.title,
    subject: written(house(`subject.${course.subject}`)),
    aims: course.aims,
    // Who bears the cost is told by kind alone: neither who, nor for which country, nor how much.
    funding:
      payerKinds.length === 0
        ? written(say('foi.fundingNotRecorded'))
        : listed(payerKinds.map((kind) => written(say(`payer.${kind}`)))),
    people: trained.reduce((sum, one) => sum + one.people, 0),
    ranks: counted(trained, 'rank'),
    units: counted(trained, 'unit'),
    place: course.place ?? written(say('foi.online')),
    bodies: listed(bodies.flatMap((one) => (one ? [one.name] : []))),
    brief: decided(papers.brief),
    assessment: wentTo(papers) ?? decided(papers.assessment),
  } satisfies Record<(typeof columns)[number], string | number>;
  return columns.map((column) => row[column]);
}

/** Ranks and units apart from each other, so that the only sergeant of a unit does not stand there. */
function counted(trained: readonly TrainedGroup[], by: 'rank' | 'unit'): string {
  const numbers = new Map<string, number>();
  for (const one of trained) numbers.set(one[by], (numbers.get(one[by]) ?? 0) + one.people);
  return listed([...numbers].map(([name, people]) => `${name}: ${people}`));
}

function listed(parts: readonly string[]): string {
  return [...new Set(parts)].toSorted().join('; ');
}
