// Tells a liaison officer what a confirmed plan means for their organisation's nominees, with one sentence why.
import { verdictsOf } from '#bot/eligibility.ts';
import { defineMessage, factText } from '#bot/message.ts';
import { comma } from '#bot/punctuation.ts';
import { joined, type Text, value } from '#bot/text.ts';
import { type Block, route } from '#bot/view.ts';
import { courseStart } from '#exchange/course.ts';
import { maySelect } from '#exchange/eligibility.ts';
import { codeOf, groundText, whyOf } from '../_grounds.ts';
import { words } from '../words.ts';

const mostShown = 15;

export default defineMessage({
  name: 'seats/outcomes',
  words,
  async draw(facts, { records, say, house, reader, now }) {
    const course = await records.courses.byId(factText(facts, 'course'));
    if (!course || course.state === 'cancelled' || now >= courseStart(course)) return undefined;
    const organisation = await records.organisations.byId(factText(facts, 'organisation'));
    if (!organisation) return undefined;
    const all = await records.nominations.list({ course: course.id, organisation: organisation.id });
    const people = await records.people.byIds(all.map(({ nominee }) => nominee));
    const names = new Map(people.map(({ id, name }) => [id, name]));
    // Whoever has a seat, then the reserve in its order.
    const open = all
      .filter(({ state }) => state !== 'withdrawn')
      .toSorted((one, other) => (one.reservePlace ?? 0) - (other.reservePlace ?? 0));
    const verdicts = await verdictsOf(records, course, open, now);
    const lines: Text[] = [];
    let sentence: Text | undefined;
    for (const one of open) {
      const outcome = await records.seatPlans.outcome(one.id);
      const name = value(names.get(one.nominee) ?? '–');
      if (outcome?.plan.id === facts.plan && outcome !== undefined) {
        const { row, given, share, plan } = outcome;
        const by = row.by;
        const said =
          by === null
            ? say('told.outcome.reserve', { place: one.reservePlace ?? 1 })
            : say('told.outcome.selected', { ground: groundText(say, by) });
        lines.push(say('told.line', { name, outcome: said, code: codeOf(by) }));
        if (given > 0 && by !== null) {
          sentence = say('told.organisation', {
            organisation: value(organisation.name),
            given,
            seats: plan.seats,
            title: value(course.title),
            entitled: share?.entitled ?? 0,
            received: share?.received ?? 0,
            why: whyOf(say, row),
          });
        }
        continue;
      }
      const failures = verdicts.get(one.id) ?? [];
      if (maySelect(failures)) continue;
      const rules = joined(
        failures.map(({ rule }) => house(`rule.${rule}`)),
        comma(reader.language),
      );
      lines.push(
        say('told.line', { name, outcome: say('told.outcome.out', { rules }), code: 'not-eligible' }),
      );
    }
    if (lines.length === 0) return undefined;
    const none = say('told.organisationNone', {
      organisation: value(organisation.name),
      title: value(course.title),
    });
    const more: readonly Block[] =
      lines.length > mostShown ? [{ paragraph: say('told.more', { count: lines.length - mostShown }) }] : [];
    return [
      { paragraph: sentence ?? none },
      { list: lines.slice(0, mostShown) },
      ...more,
      { paragraph: say('told.next') },
      { buttons: [{ label: say('button.nominations'), route: route('nominate/list/of', course.id) }] },
    ];
  },
});
