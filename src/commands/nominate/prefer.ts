// /nominate prefer: whoever is nominated for several courses says which of them they want most.
import { type Desk, defineCommand } from '#bot/command.ts';
import { day, value } from '#bot/text.ts';
import { type Block, type Button, route, type View } from '#bot/view.ts';
import { isOpen, nominationStates } from '#exchange/nomination.ts';
import { inOrder, placedByNominee } from '#exchange/nomination-tracks.ts';
import { shortened } from '#exchange/text-input.ts';
import { type Key, words } from './words.ts';

/** Nobody is nominated for more at once; the first are those that count. */
const mostShown = 10;
const titleShown = 40;
const openStates = nominationStates.filter(isOpen);

export default defineCommand({
  path: 'nominate prefer',
  words,
  who: 'member',
  access: 'read',
  asks: {},
  pages: [],
  async run(_values, desk) {
    return { reply: await screen(desk) };
  },
  buttons: {
    /** `nominate/prefer/move|nomination|up`. */
    move: {
      who: 'member',
      access: 'write',
      async press([id = '', where = ''], desk) {
        const nomination = await desk.records.nominations.byId(id);
        if (!nomination || nomination.nominee !== desk.asker.person?.id) return desk.refuse('list.gone');
        if (where === 'up' || where === 'down') await desk.records.nominations.prefer(id, where);
        return { update: await screen(desk) };
      },
    },
  },
});

async function screen(desk: Desk<Key>): Promise<View> {
  const { asker, records, say } = desk;
  const theirs = await records.nominations.list({ nominee: asker.person?.id ?? '', states: openStates });
  const courses = await records.courses.byIds(theirs.map((one) => one.course));
  const known = new Map(courses.map((course) => [course.id, course]));
  const ordered = inOrder(theirs.map((one) => ({ ...placedByNominee(one), course: known.get(one.course) })));
  if (ordered.length < 2) return [{ paragraph: say('prefer.none') }];
  const blocks = ordered.slice(0, mostShown).flatMap(({ id, course }, at): readonly Block[] => {
    const place = at + 1;
    const line = course
      ? say('prefer.line', {
          place,
          title: value(course.title),
          starts: day(course.startsOn),
          ends: day(course.endsOn),
        })
      : say('prefer.withheld', { place });
    const label = { title: course ? value(shortened(course.title, titleShown)) : '…' };
    const buttons: Button[] = [
      ...(at > 0 ? [{ label: say('prefer.up', label), route: route('nominate/prefer/move', id, 'up') }] : []),
      ...(at < ordered.length - 1
        ? [{ label: say('prefer.down', label), route: route('nominate/prefer/move', id, 'down') }]
        : []),
    ];
    return [{ paragraph: line }, { buttons }];
  });
  return [{ heading: say('prefer.heading') }, { paragraph: say('prefer.meaning') }, ...blocks];
}
