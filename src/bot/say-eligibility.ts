// A failed rule in words: which it is, on what evidence, from when it would pass, and who can lift it.
import type { Failure } from '#exchange/eligibility.ts';
import type { Language } from '#exchange/languages.ts';
import { type Vetting, vettingOn } from '#exchange/vetting.ts';
import type { HouseSay } from './house-words.ts';
import { colon, comma } from './punctuation.ts';
import { countryName } from './record-fields.ts';
import { command, day, joined, type Text, value } from './text.ts';

/** In whose words; `today` tells a vetting that has ended from one that will. */
export interface EligibilityReader {
  readonly house: HouseSay;
  readonly language: Language;
  readonly today: string;
}

/** One line: the rule, and everything that a refusal owes. */
export function failureLine(failure: Failure, reader: EligibilityReader): Text {
  const { house, language } = reader;
  return [{ bold: house(`rule.${failure.rule}`) }, colon(language), ...failureText(failure, reader)];
}

/** Evidence, day and who can lift it, as sentences. */
export function failureText(failure: Failure, reader: EligibilityReader): Text {
  const { house } = reader;
  const from =
    failure.passesOn === undefined || isUnnamed(failure)
      ? []
      : [' ', ...house('fails.from', { date: day(failure.passesOn) })];
  return [...evidenceText(failure, reader), ...from, ...lifting(failure, house)];
}

/** What is only open is settled by whoever the evidence names. */
function lifting(failure: Failure, house: HouseSay): Text {
  if (failure.waivedBy === 'approver') return [' ', ...house('fails.waive')];
  return failure.weight === 'bar' ? [' ', ...house('fails.nobody')] : [];
}

/** A course that the reader may not know of: neither its name nor its days. */
function isUnnamed(failure: Failure): boolean {
  return 'title' in failure && failure.title === undefined;
}

function evidenceText(failure: Failure, { house, language, today }: EligibilityReader): Text {
  const listed = (texts: readonly Text[]) => joined(texts, comma(language));
  switch (failure.rule) {
    case 'sector': {
      const admitted = listed(failure.admitted.map((one) => house(`sector.${one}`)));
      return failure.sector === undefined
        ? house('fails.sector.unsaid', { admitted, command: command('nominate profile') })
        : house('fails.sector', { admitted, sector: house(`sector.${failure.sector}`) });
    }
    case 'country': {
      const admitted = listed(failure.admitted.map((code) => [value(countryName(code, language))]));
      return house('fails.country', { admitted, country: value(countryName(failure.country, language)) });
    }
    case 'language': {
      const asked = house(`language.${failure.language}`);
      const spoken = listed(failure.spoken.map((one) => house(`language.${one}`)));
      return failure.spoken.length === 0
        ? house('fails.language.unsaid', { language: asked, command: command('nominate profile') })
        : house('fails.language', { language: asked, spoken });
    }
    case 'experience':
      return house('fails.experience', { years: failure.years, minYears: failure.minYears });
    case 'prerequisite':
      return house('fails.prerequisite', {
        programme: value(failure.prerequisite),
        command: command('nominate documents'),
      });
    case 'same-course':
      return failure.title === undefined
        ? house('fails.same-course.unnamed')
        : house('fails.same-course', { title: value(failure.title), until: day(failure.endsOn) });
    case 'cooling-off':
      return failure.title === undefined
        ? house('fails.cooling-off.unnamed')
        : house('fails.cooling-off', {
            title: value(failure.title),
            until: day(failure.endsOn),
            days: failure.days,
          });
    case 'overlap':
      return failure.title === undefined
        ? house('fails.overlap.unnamed')
        : house('fails.overlap', {
            title: value(failure.title),
            from: day(failure.startsOn),
            to: day(failure.endsOn),
          });
    case 'vetting':
    case 'unit-vetting':
      return vettingText(failure.vetting, failure.rule === 'vetting' ? 'person' : 'unit', house, today);
    case 'consent':
    case 'release':
      return assentText(failure, house);
    case 'documents':
      return house('fails.documents', {
        missing: listed(failure.missing.map((name) => [value(name)])),
        command: command('nominate documents'),
      });
  }
}

/** State and validity: there is nothing else to say. */
function vettingText(
  vetting: Vetting | undefined,
  of: 'person' | 'unit',
  house: HouseSay,
  today: string,
): Text {
  const state = vettingOn(vetting, today);
  if (state === 'pending' || state === 'refused') return house(`fails.vetting.${state}`, { of });
  if (vetting?.validUntil === undefined) return house('fails.vetting.none', { of });
  return house('fails.vetting.ends', { of, until: day(vetting.validUntil) });
}

function assentText(
  { rule, answer, askedOn }: Extract<Failure, { readonly rule: 'consent' | 'release' }>,
  house: HouseSay,
): Text {
  if (answer === 'refused') return house(`fails.${rule}.refused`);
  return answer === null || askedOn === undefined
    ? house(`fails.${rule}.none`)
    : house(`fails.${rule}.asked`, { on: day(askedOn) });
}
