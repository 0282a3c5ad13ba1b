// /nominate waive: an approver lifts a rule for one nominee, with a reason that is kept; only what somebody asked for.
import type { Answer } from '#bot/answer.ts';
import { type Desk, defineCommand, type Outcome } from '#bot/command.ts';
import { decidingOffice } from '#bot/deciding-office.ts';
import { ask } from '#bot/field.ts';
import { followVerdicts } from '#bot/follow-verdicts.ts';
import { actingFor, hasRole } from '#bot/identify.ts';
import { liaisonsFor } from '#bot/liaisons.ts';
import { failureText } from '#bot/say-eligibility.ts';
import { type Text, value } from '#bot/text.ts';
import { criteriaLimits, isWaivable } from '#exchange/eligibility.ts';
import type { Course } from '#store/records/courses.ts';
import type { WaiverWithNomination } from '#store/records/waivers.ts';
import { check, readerOf } from './_eligibility.ts';
import { isLiaisonOf, nominatedOf } from './_nomination.ts';
import { askWaiver } from './_waiver-field.ts';
import { waiverAsked } from './_waivers.ts';
import { type Key, words } from './words.ts';

export default defineCommand({
  path: 'nominate waive',
  words,
  who: ['approver'],
  access: 'write',
  asks: {
    waiver: askWaiver(),
    waiverReason: ask.text({ max: criteriaLimits.waiver, lines: 'many' }),
  },
  pages: [['waiver', 'waiverReason']],
  async introduction(given, desk) {
    const [nomination = '', rule = ''] = String(given.waiver ?? '').split('/');
    const found = await askedFor(desk, nomination, rule);
    return found === undefined ? [] : aboutWaiver(desk, found.waiver, found.course);
  },
  async run({ waiver, waiverReason: reason }, desk) {
    const [nomination = '', rule = ''] = waiver.split('/');
    const found = await askedFor(desk, nomination, rule);
    if (!found) return desk.refuse('waive.notAsked');
    return (await refusal(desk, found)) ?? sign(desk, found, reason);
  },
  buttons: {
    /** `nominate/waive/ask|nomination|rule`: a coordinator or liaison officer asks the approvers. */
    ask: {
      who: ['liaison', 'coordinator'],
      access: 'write',
      press: ([nomination = '', rule = ''], desk) => askApprovers(desk, nomination, rule),
    },
    /** `nominate/waive/start|nomination|rule`: the form, under the message to an approver. */
    start: {
      who: ['approver'],
      access: 'read',
      async press([nomination = '', rule = ''], desk) {
        const found = await askedFor(desk, nomination, rule);
        if (!found) return desk.refuse('waive.notAsked');
        return (
          (await refusal(desk, found)) ?? {
            open: 'nominate waive',
            values: { waiver: `${nomination}/${rule}` },
          }
        );
      },
    },
  },
});

interface Asked {
  readonly waiver: WaiverWithNomination;
  readonly course: Course;
  readonly name: string;
}

/** What somebody asked for, signed or not, as the approver may see it. */
async function askedFor({ records }: Desk<Key>, id: string, rule: string): Promise<Asked | undefined> {
  const waiver = (await records.waivers.of([id])).find((one) => one.rule === rule);
  const course = waiver && (await records.courses.byId(waiver.about.course));
  const person = waiver && (await records.people.byId(waiver.about.nominee));
  return waiver && course && person ? { waiver, course, name: person.name } : undefined;
}

/** Who is asked for what, by whom, and what stands against it now. */
async function aboutWaiver(
  desk: Desk<Key>,
  { about, rule, askedBy }: WaiverWithNomination,
  course: Course,
): Promise<readonly Text[]> {
  const { records, say, house } = desk;
  const [nominee, by] = await Promise.all([records.people.byId(about.nominee), records.people.byId(askedBy)]);
  const failure = (await check(desk, course, about))?.failures.find((one) => one.rule === rule);
  const facts = {
    name: value(nominee?.name ?? ''),
    title: value(course.title),
    by: value(by?.name ?? ''),
    rule: house(`rule.${rule}`),
  };
  return [
    say('waive.about', facts),
    failure === undefined ? say('waive.met', facts) : failureText(failure, readerOf(desk, course)),
  ];
}

/** Four eyes, and the office that decides on the course. */
async function refusal(desk: Desk<Key>, { waiver, course, name }: Asked): Promise<Answer | undefined> {
  const { asker, records, house } = desk;
  if (waiver.signedBy !== null) return desk.refuse('waive.signed', { name: value(name) });
  const office = await decidingOffice(records, course.id);
  if (!hasRole(asker, 'approver', office))
    return desk.refuse('waive.office', { office: house(`office.${office}`), title: value(course.title) });
  const { nominee, nominatedBy } = waiver.about;
  const concerned = [nominee, nominatedBy, waiver.askedBy, course.proposedBy];
  return actingFor(asker).some((one) => concerned.includes(one))
    ? desk.refuse('waive.fourEyes', { name: value(name) })
    : undefined;
}

async function sign(desk: Desk<Key>, { waiver, course, name }: Asked, reason: string): Promise<Outcome> {
  const { asker, records, say, house, now } = desk;
  const { rule, nomination, about, askedBy } = waiver;
  const signed = await records.waivers.sign({ nomination, rule, reason }, asker.person?.id ?? '');
  if (!signed) return desk.refuse('waive.signed', { name: value(name) });
  const told = new Set([askedBy, ...(await liaisonsFor(records, about, now))]);
  return [
    {
      reply: [
        {
          paragraph: say('waive.done', {
            name: value(name),
            title: value(course.title),
            rule: house(`rule.${rule}`),
          }),
        },
      ],
    },
    ...[...told].map((tell) => ({
      tell,
      message: 'nominate/waived',
      facts: { nomination, rule },
      key: `waived · ${nomination} · ${rule}`,
    })),
    ...(await followVerdicts(records, course, [about], now)),
  ];
}

/** The approvers of the office that decides on the course hear of it once. */
async function askApprovers(desk: Desk<Key>, id: string, rule: string): Promise<Outcome> {
  const { asker, records, say, house } = desk;
  const found = await nominatedOf(records, id);
  const mayAsk = found && (hasRole(asker, 'coordinator') || isLiaisonOf(asker, found.nomination));
  if (!found || !mayAsk || !isWaivable(rule)) return desk.refuse('list.gone');
  const facts = { name: value(found.name), rule: house(`rule.${rule}`) };
  await records.waivers.ask({ nomination: id, rule, askedBy: asker.person?.id ?? '' });
  return [
    { reply: [{ paragraph: say('waive.asked', facts) }] },
    ...(await waiverAsked(desk, found.course, id, rule)),
  ];
}
