// What a course asks, in short: who may come, as the card and the answer to a change say it.
import type { HouseSay } from '#bot/house-words.ts';
import { comma } from '#bot/punctuation.ts';
import { countryName } from '#bot/record-fields.ts';
import { day, joined, type Text, value } from '#bot/text.ts';
import type { Say } from '#bot/words.ts';
import type { Criteria } from '#exchange/eligibility.ts';
import type { Language } from '#exchange/languages.ts';
import type { Course } from '#store/records/courses.ts';
import type { Key } from './words.ts';

interface CriteriaReader {
  readonly say: Say<Key>;
  readonly house: HouseSay;
  readonly language: Language;
}

/** One line for each thing that is asked; empty for a course that asks nothing of its own. */
export function criteriaLines(
  course: Pick<Course, 'language'>,
  criteria: Criteria,
  { say, house, language }: CriteriaReader,
): readonly Text[] {
  const listed = (texts: readonly Text[]) => joined(texts, comma(language));
  const { sectors, sectorTargets, countries, minYears, prerequisite, documents, visaLeadDays, lastJoinOn } =
    criteria;
  const lines: Text[] = [];
  if (sectors.length > 0) {
    const names = sectors.map((one): Text => {
      const wanted = sectorTargets[one];
      return wanted === undefined ? house(`sector.${one}`) : [...house(`sector.${one}`), ` (${wanted})`];
    });
    lines.push(say('criteria.sectors', { sectors: listed(names) }));
  }
  if (countries.length > 0) {
    const names = listed(countries.map((code) => [value(countryName(code, language))]));
    const key = criteria.partnerAgencies ? 'criteria.countries.partners' : 'criteria.countries';
    lines.push(say(key, { countries: names }));
  }
  if (minYears !== undefined) lines.push(say('criteria.years', { count: minYears }));
  if (criteria.languageRequired)
    lines.push(say('criteria.language', { language: house(`language.${course.language}`) }));
  if (prerequisite !== undefined)
    lines.push(say('criteria.prerequisite', { programme: value(prerequisite) }));
  if (criteria.vetting !== 'none') lines.push(say(`criteria.vetting.${criteria.vetting}`));
  if (documents.length > 0)
    lines.push(say('criteria.documents', { documents: listed(documents.map((name) => [value(name)])) }));
  if (!criteria.oncePerPerson) lines.push(say('criteria.again'));
  if (!criteria.coolingOff) lines.push(say('criteria.noCooling'));
  if (visaLeadDays !== undefined) lines.push(say('criteria.visa', { count: visaLeadDays }));
  if (lastJoinOn !== undefined) lines.push(say('criteria.lastJoin', { on: day(lastJoinOn) }));
  return lines;
}
