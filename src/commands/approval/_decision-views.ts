// Decisions in words: what was decided, what has changed since, and whether it still stands.
import { countryName } from '#bot/record-fields.ts';
import { day, instant, type Text, value } from '#bot/text.ts';
import type { Block } from '#bot/view.ts';
import type { ApprovedContent, Difference } from '#exchange/approved-content.ts';
import { opportunities } from '#exchange/brief.ts';
import { subjects } from '#exchange/course.ts';
import { riskGrades } from '#exchange/hub-settings.ts';
import type { Decision } from '#store/records/decisions.ts';
import type { Records } from '#store/store.ts';
import { countriesIn, type Reading } from './_paper-views.ts';
import type { Standing } from './_standing.ts';
import { words } from './words.ts';

export async function decisionLine(decision: Decision, zone: string, reading: Reading): Promise<Text> {
  const { say, house, records } = reading;
  const by = await records.people.byId(decision.decidedBy);
  const principal =
    decision.inNameOf === undefined ? undefined : await records.people.byId(decision.inNameOf);
  const facts = {
    verdict: say(`verdict.${decision.verdict}`),
    name: value(by?.name ?? '–'),
    office: house(`office.${decision.office}`),
    grade: house(`grade.${decision.grade}`),
    at: instant(decision.decidedAt, zone),
  };
  const line = principal
    ? say('decision.inNameOf', { ...facts, principal: value(principal.name) })
    : say('decision.line', facts);
  return decision.voidedWhy === undefined || decision.verdict !== 'proceed'
    ? line
    : [...line, ' ', ...say(`decision.void.${decision.voidedWhy}`)];
}

/** What whoever decides again has to look at: what differs from what was decided on last. */
export async function differenceView(
  { differences }: Pick<Standing, 'differences'>,
  reading: Reading,
): Promise<readonly Block[]> {
  const { say, records } = reading;
  if (differences.length === 0) return [];
  const lines: Text[] = [];
  for (const one of differences) {
    const isPerson = one.part === 'assessment.assessor';
    lines.push(differenceLine(isPerson ? await named(one, records) : one, reading));
  }
  return [{ paragraph: say('difference.heading', { count: lines.length }) }, { list: lines }];
}

async function named({ part, was, now }: Difference, { people }: Records): Promise<Difference> {
  const name = async (id: Difference['was']) =>
    typeof id === 'string' ? ((await people.byId(id))?.name ?? '–') : undefined;
  return { part, was: await name(was), now: await name(now) };
}

function differenceLine({ part, was, now }: Difference, reading: Reading): Text {
  const key: string = `part.${part}`;
  return reading.say('difference.line', {
    part: words.has(key) ? reading.say(key) : [value(part)],
    was: valueInWords(part, was, reading),
    now: valueInWords(part, now, reading),
  });
}

function valueInWords(part: string, content: ApprovedContent[string] | undefined, reading: Reading): Text {
  const { say, house, language } = reading;
  if (content === undefined) return say('difference.nothing');
  if (typeof content === 'boolean') return house(content ? 'answer.yes' : 'answer.no');
  if (typeof content === 'number') return [value(String(content))];
  if (typeof content === 'string') return textInWords(part, content, reading);
  if (content.length === 0) return say('difference.nothing');
  if (part === 'brief.participants') return countriesIn(content, language);
  if (part === 'brief.opportunities') {
    const known = opportunities.filter((one) => content.includes(one));
    return known.flatMap((one, index) => [...(index === 0 ? [] : ['; ']), ...say(`opportunity.${one}`)]);
  }
  return say('difference.risks', { count: content.length });
}

function textInWords(part: string, content: string, { say, house, language }: Reading): Text {
  const subject = part === 'course.subject' ? subjects.find((one) => one === content) : undefined;
  if (subject) return house(`subject.${subject}`);
  const grade = part === 'assessment.grade' ? riskGrades.find((one) => one === content) : undefined;
  if (grade) return house(`grade.${grade}`);
  if (part === 'course.country') return [value(countryName(content, language))];
  if (part.endsWith('.validUntil') || part.endsWith('.decidedOn')) return [day(content)];
  if (part === 'brief.counterpartKind') {
    const key: string = `counterpart.${content}`;
    return words.has(key) ? say(key) : [value(content)];
  }
  return [value(content)];
}
