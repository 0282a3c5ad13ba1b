// Brief, assessment and consultations as whoever may read them reads them.
import type { HouseSay } from '#bot/house-words.ts';
import { comma } from '#bot/punctuation.ts';
import { countryName } from '#bot/record-fields.ts';
import { day, joined, type Text, value } from '#bot/text.ts';
import type { Block } from '#bot/view.ts';
import type { Say } from '#bot/words.ts';
import type { Clearance, MissingPaper } from '#exchange/approval.ts';
import type { Language } from '#exchange/languages.ts';
import type { Course } from '#store/records/courses.ts';
import type { Records } from '#store/store.ts';
import { todayAt } from './_course.ts';
import type { Standing } from './_standing.ts';
import type { Key } from './words.ts';

/** In whose words and with whose eyes. */
export interface Reading {
  readonly say: Say<Key>;
  readonly house: HouseSay;
  readonly records: Records;
  readonly language: Language;
}

/** The national priorities stand first (item 4). */
export function briefView(
  { course, brief, papers }: Standing,
  reading: Reading,
  now: number,
): readonly Block[] {
  const { say, language } = reading;
  if (!papers.brief) return [{ paragraph: say('brief.none') }];
  if (!brief) return [{ facts: [[say('brief'), stateOnly(course, papers.brief, say, now)]] }];
  const inForce = withReference(papers.brief, say);
  const reasons = joined(
    brief.opportunities.map((one) => say(`opportunity.${one}`)),
    comma(language),
  );
  return [
    {
      facts: [
        [say('field.priorities.label'), [value(brief.priorities)]],
        [say('brief'), inForce],
        [
          say('field.counterpart.label'),
          [value(brief.counterpart), ' (', ...say(`counterpart.${brief.counterpartKind}`), ')'],
        ],
        [say('field.participants.label'), countriesIn(brief.participants, language)],
        [say('field.objectives.label'), [value(brief.objectives)]],
        [say('field.need.label'), [value(brief.need)]],
        [say('brief.opportunities'), reasons],
        [say('field.difficulty.label'), [value(brief.difficulty)]],
      ],
    },
  ];
}

export async function assessmentView(
  standing: Standing,
  reading: Reading,
  now: number,
): Promise<readonly Block[]> {
  const { course, assessment, papers, risks, office } = standing;
  const { say, house, records } = reading;
  if (!papers.assessment) return [{ paragraph: say('assessment.none') }];
  if (!assessment) return [{ facts: [[say('assessment'), stateOnly(course, papers.assessment, say, now)]] }];
  const inForce = withReference(papers.assessment, say);
  const assessor = await records.people.byId(assessment.assessor);
  return [
    {
      facts: [
        [say('assessment'), inForce],
        [say('field.grade.label'), house(`grade.${assessment.grade}`)],
        [say('assessment.assessor'), [value(assessor?.name ?? '–')]],
        ...(office ? ([[say('assessment.office'), house(`office.${office}`)]] as const) : []),
      ],
    },
    ...(risks.length > 0
      ? [{ list: await riskLines(standing, reading) }]
      : [{ paragraph: say('risks.none') }]),
  ];
}

function withReference({ reference, validUntil }: Clearance, say: Say<Key>): Text {
  return say('paper.inForce', { reference: value(reference), until: day(validUntil) });
}

/** For whoever may not see a paper: whether it is in force and until when, and nothing that stands on it. */
function stateOnly(
  course: Pick<Course, 'zone'>,
  { decidedOn, validUntil }: Clearance,
  say: Say<Key>,
  now: number,
): Text {
  const today = todayAt(course, now);
  const isInForce = decidedOn <= today && today <= validUntil;
  return say(isInForce ? 'paper.until' : 'paper.notInForce', { until: day(validUntil) });
}

export async function riskLines({ risks }: Standing, { say, records }: Reading): Promise<readonly Text[]> {
  const owners = new Map(
    (await records.people.byIds(risks.map((one) => one.owner))).map((one) => [one.id, one]),
  );
  return risks.map((one) =>
    say(one.doneAt === undefined ? 'risks.open' : 'risks.done', {
      risk: value(one.risk),
      mitigation: value(one.mitigation),
      owner: value(owners.get(one.owner)?.name ?? '–'),
      due: day(one.due),
    }),
  );
}

export function consultationView({ consultations }: Standing, reading: Reading): readonly Block[] {
  const { say, language } = reading;
  if (consultations.length === 0) return [];
  const lines = consultations.map(({ country, mission, due, view, note }): Text => {
    const facts = {
      mission: say(`mission.${mission}`),
      country: value(countryName(country, language)),
      due: day(due),
    };
    if (view === undefined) return say('consult.waits', facts);
    const said = say('consult.said', { ...facts, view: say(`view.${view}`) });
    return note === undefined ? said : [...said, ' – ', value(note)];
  });
  return [{ paragraph: say('consult.heading', { count: lines.length }) }, { list: lines }];
}

export function countriesIn(codes: readonly string[], language: Language): Text {
  return joined(
    codes.map((code) => [value(countryName(code, language))]),
    comma(language),
  );
}

/** What keeps the gate shut, in a sentence each. */
export function missingInWords(missing: readonly MissingPaper[], say: Say<Key>): Text {
  const sentences = missing.map((one) =>
    one.document === 'approval' ? say(`gate.approval.${one.why}`) : say(`gate.${one.document}.${one.why}`),
  );
  return joined(sentences, ' ');
}
