// What is about to be announced, as each language will read it, and how far it will reach.

import { createHash } from 'node:crypto';
import type { Desk } from '#bot/command.ts';
import { houseWords } from '#bot/house-words.ts';
import { dayInWords, instantInWords } from '#bot/plain-text.ts';
import { comma } from '#bot/punctuation.ts';
import { day, joined, type Part, type Text, value } from '#bot/text.ts';
import { type Block, route, type View } from '#bot/view.ts';
import type { Say } from '#bot/words.ts';
import type { Papers } from '#exchange/approval.ts';
import { type Language, languages } from '#exchange/languages.ts';
import type { Course } from '#store/records/courses.ts';
import { courseCard } from './_card.ts';
import { type Key, words } from './words.ts';

/** The card in one language, and under it the others to look at and the button that publishes. */
export async function previewOf(
  course: Course,
  papers: Papers,
  language: Language,
  desk: Desk<Key>,
): Promise<View> {
  const { say, house } = desk;
  const mark = contentMark(course, papers);
  return [
    { heading: say('publish.preview', { title: value(course.title) }) },
    { paragraph: say('publish.notYet') },
    ...documentFacts(papers, say),
    course.withheld.length > 0 ? { paragraph: say('publish.reachWithheld') } : { list: await reach(desk) },
    { divider: true },
    ...(await cardIn(course, language, desk)),
    { divider: true },
    {
      buttons: languages
        .filter((other) => other !== language)
        .map((other) => ({
          label: say('publish.previewIn', { language: house(`language.${other}`) }),
          route: route('course/publish/preview', course.id, other),
        })),
    },
    {
      buttons: [
        {
          label: course.state === 'on-hold' ? say('button.resume') : say('button.publish'),
          route: route('course/publish/confirm', course.id, mark),
          look: 'primary',
        },
      ],
    },
  ];
}

/** What is looked at before a call is published. */
const lookedAt = [
  'title',
  'subject',
  'startsOn',
  'endsOn',
  'zone',
  'country',
  'place',
  'online',
  'language',
  'seats',
  'nominationDeadline',
  'aims',
] as const satisfies readonly (keyof Course)[];

/** What was looked at: a course or a document that has changed since has another mark, and is looked at anew. */
export function contentMark(course: Course, { brief, assessment, approval }: Papers): string {
  const content = lookedAt.map((name) => course[name]);
  const papers = [brief, assessment].map((one) => one && [one.reference, one.decidedOn, one.validUntil]);
  return createHash('sha256')
    .update(JSON.stringify([content, papers, approval?.decision]))
    .digest('hex')
    .slice(0, 16);
}

/** Reference and last day of each document. */
function documentFacts({ brief, assessment }: Papers, say: Say<Key>): readonly Block[] {
  if (!brief || !assessment) return [];
  return [
    {
      facts: [
        [
          say('document.brief'),
          say('publish.inForce', { reference: value(brief.reference), until: day(brief.validUntil) }),
        ],
        [
          say('document.assessment'),
          say('publish.inForce', {
            reference: value(assessment.reference),
            until: day(assessment.validUntil),
          }),
        ],
      ],
    },
  ];
}

/** How many announcement channels there are in each language, and whose. */
async function reach({ asker, records, say, house }: Desk<Key>): Promise<readonly Text[]> {
  const channels = await records.organisations.channels({ purpose: 'announcements' });
  const organisations = await records.organisations.all();
  return languages.map((language) => {
    const named = organisations.filter(
      (one) => one.language === language && channels.some((channel) => channel.organisation === one.id),
    );
    const names = joined(
      named.map((one) => [value(one.name)]),
      comma(asker.language),
    );
    return say('publish.reach', { language: house(`language.${language}`), count: named.length, names });
  });
}

/** The card as it will stand in channels of this language. */
async function cardIn(course: Course, language: Language, desk: Desk<Key>): Promise<readonly Block[]> {
  const announced: Course = { ...course, state: 'call-open' };
  const card = await courseCard(announced, {
    say: words.in(language),
    house: houseWords.in(language),
    language,
    records: desk.records,
    zone: desk.asker.zone,
    audience: 'channel',
  });
  return language === desk.asker.language ? card : card.map((block) => settled(block, language));
}

/** Days and instants put into words, as a view speaks one language and this part of it another. */
function settled(block: Block, language: Language): Block {
  const text = (parts: Text): Text => parts.map((part) => settledPart(part, language));
  if ('heading' in block) return { heading: text(block.heading) };
  if ('paragraph' in block) return { paragraph: text(block.paragraph) };
  if ('facts' in block)
    return { facts: block.facts.map(([label, fact]) => [text(label), text(fact)] as const) };
  return block;
}

function settledPart(part: Part, language: Language): Part {
  if (typeof part === 'string') return part;
  if ('day' in part) return value(dayInWords(part.day, language));
  if ('instant' in part) return value(instantInWords(part.instant, part.zone, part.as, language));
  if ('bold' in part) return { bold: part.bold.map((inner) => settledPart(inner, language)) };
  return part;
}
