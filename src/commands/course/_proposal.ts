// What a proposal asks, on which pages, and what is said about each thing that is wrong with it.
import type { Desk } from '#bot/command.ts';
import { ask, optional } from '#bot/field.ts';
import { askCountry, askZone } from '#bot/record-fields.ts';
import { day, type Text, value } from '#bot/text.ts';
import { type CourseProposal, type ProposalProblem, proposalLimits, subjects } from '#exchange/course.ts';
import { languages } from '#exchange/languages.ts';
import { addDays, instantAt, localDate } from '#exchange/local-time.ts';
import type { Key } from './words.ts';

export const askProposal = {
  title: ask.text({ max: proposalLimits.title }),
  subject: ask.choice(subjects, 'subject'),
  startsOn: ask.date(),
  endsOn: ask.date(),
  online: optional(ask.yesNo()),
  place: optional(ask.text({ max: proposalLimits.place })),
  country: optional(askCountry()),
  zone: askZone(),
  language: ask.choice(languages, 'language'),
  seats: ask.number(proposalLimits.seats),
  deadline: ask.date(),
  aims: ask.text({ max: proposalLimits.aims, lines: 'many' }),
} as const;

export const proposalPages = [
  ['title', 'subject', 'language', 'aims'],
  ['startsOn', 'endsOn', 'deadline', 'zone'],
  ['online', 'place', 'country', 'seats'],
] as const;

/** A deadline is a day, and closes in its last minute by the clocks of the course. Epoch ms. */
export function deadlineAt(date: string, zone: string): number {
  return instantAt(date, '23:59', zone);
}

/** The field of the form that a part of the proposal is asked in. */
export function fieldOf(part: keyof CourseProposal): keyof typeof askProposal {
  return part === 'nominationDeadline' ? 'deadline' : part;
}

/** A sentence for each field that needs another look; the first thing wrong with it, as the rest may follow from that. */
export function corrections(
  problems: readonly ProposalProblem[],
  proposal: CourseProposal,
  desk: Pick<Desk<Key>, 'say' | 'now'>,
): Readonly<Record<string, Text>> {
  const sentences: Record<string, Text> = {};
  for (const problem of problems) sentences[fieldOf(problem.field)] ??= sentenceOf(problem, proposal, desk);
  return sentences;
}

function sentenceOf(
  problem: ProposalProblem,
  proposal: CourseProposal,
  { say, now }: Pick<Desk<Key>, 'say' | 'now'>,
): Text {
  const soon = (days: number) => value(addDays(localDate(now, proposal.zone), days));
  switch (problem.id) {
    case 'title-empty':
    case 'aims-empty':
    case 'place-missing':
    case 'deadline-missing':
      return say(`problem.${problem.id}`);
    case 'title-too-long':
    case 'aims-too-long':
    case 'place-too-long':
      return say('problem.text-too-long', { length: problem.length, max: problem.max });
    case 'start-impossible':
    case 'end-impossible':
      return say('problem.date-impossible', { given: value(problem.given), example: soon(60) });
    case 'start-in-the-past':
      return say('problem.start-in-the-past', {
        start: day(proposal.startsOn),
        today: day(problem.today),
        example: soon(60),
      });
    case 'start-too-far':
      return say('problem.start-too-far', {
        start: day(proposal.startsOn),
        years: problem.maxYears,
        latest: soon(problem.maxYears * 365),
      });
    case 'end-before-start':
      return say('problem.end-before-start', {
        end: day(problem.endsOn),
        start: day(problem.startsOn),
        example: value(addDays(problem.startsOn, 4)),
      });
    case 'too-long':
      return say('problem.too-long', {
        days: problem.days,
        max: problem.max,
        latest: value(addDays(proposal.startsOn, problem.max - 1)),
      });
    case 'zone-unknown':
      return say('problem.zone-unknown', { given: value(problem.given) });
    case 'seats-out-of-range':
      return say('problem.seats-out-of-range', {
        given: problem.given,
        min: problem.min,
        max: problem.max,
      });
    case 'deadline-in-the-past':
      return say('problem.deadline-in-the-past', {
        deadline: day(localDate(proposal.nominationDeadline, proposal.zone)),
        today: day(localDate(now, proposal.zone)),
        example: soon(30),
      });
    case 'deadline-after-start':
      return say('problem.deadline-after-start', {
        deadline: day(localDate(proposal.nominationDeadline, proposal.zone)),
        start: day(proposal.startsOn),
        latest: value(addDays(proposal.startsOn, -1)),
      });
  }
}
