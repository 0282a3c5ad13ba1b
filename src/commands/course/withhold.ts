// /course withhold: a coordinator says for which of the four reasons a course is not disclosed, or that it is again.
import type { Answer } from '#bot/answer.ts';
import { type Desk, defineCommand, type Outcome } from '#bot/command.ts';
import { ask } from '#bot/field.ts';
import { askCourse } from '#bot/record-fields.ts';
import { value } from '#bot/text.ts';
import { courseStates } from '#exchange/course.ts';
import { type WithholdReason, withholdReasons } from '#exchange/disclosure.ts';
import type { Course } from '#store/records/courses.ts';
import { cardFor } from './_card-buttons.ts';
import { courseGiven, refuseUnseen } from './_rights.ts';
import { cardOf } from './_states.ts';
import { type Key, words } from './words.ts';

export default defineCommand({
  path: 'course withhold',
  words,
  who: ['coordinator'],
  access: 'write',
  asks: {
    // Also of a course that is over: what it was about may have to stay between those who took part.
    course: askCourse(courseStates),
    vulnerabilities: ask.yesNo(),
    deployed: ask.yesNo(),
    confidence: ask.yesNo(),
    terrorism: ask.yesNo(),
  },
  pages: [['course'], ['vulnerabilities', 'deployed', 'confidence', 'terrorism']],
  introduction: async (_given, { say }) => [say('withhold.means'), say('withhold.asItStands')],
  async prefill(given, desk) {
    const course = await courseGiven(given, desk);
    if (!course) return {};
    const stands = (reason: WithholdReason) => (course.withheld.includes(reason) ? 'yes' : 'no');
    return {
      course: course.id,
      vulnerabilities: stands('exploitable-vulnerabilities'),
      deployed: stands('deployed-citizens-at-risk'),
      confidence: stands('technical-or-commercial-confidence'),
      terrorism: stands('counter-terrorism'),
    };
  },
  async run({ course: id, vulnerabilities, deployed, confidence, terrorism }, desk) {
    const course = await desk.records.courses.byId(id);
    if (!course) return refuseUnseen(desk);
    const given: Readonly<Record<WithholdReason, boolean>> = {
      'exploitable-vulnerabilities': vulnerabilities,
      'deployed-citizens-at-risk': deployed,
      'technical-or-commercial-confidence': confidence,
      'counter-terrorism': terrorism,
    };
    return withhold(
      course,
      withholdReasons.filter((reason) => given[reason]),
      desk,
    );
  },
});

async function withhold(
  course: Course,
  reasons: readonly WithholdReason[],
  desk: Desk<Key>,
): Promise<Outcome> {
  const title = value(course.title);
  const isSame =
    reasons.length === course.withheld.length && reasons.every((reason) => course.withheld.includes(reason));
  if (isSame) {
    return { reply: [{ paragraph: desk.say('withhold.same', { title }) }, ...(await cardFor(course, desk))] };
  }
  await desk.records.courses.withhold(course.id, reasons);
  const after: Course = { ...course, withheld: reasons };
  const answer: Answer = {
    reply: [
      { paragraph: desk.say(reasons.length === 0 ? 'withhold.disclosed' : 'withhold.done', { title }) },
      ...(reasons.length === 0
        ? []
        : [
            { list: reasons.map((reason) => desk.say(`withheld.${reason}`)) },
            { paragraph: desk.say('withhold.sent') },
          ]),
      { divider: true },
      ...(await cardFor(after, desk)),
    ],
  };
  return [answer, { revise: cardOf(course.id) }];
}
