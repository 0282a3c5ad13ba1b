// Reminds a liaison officer that nominations close, as long as it still helps.
import { defineMessage, factText } from '#bot/message.ts';
import { day, instant, type Text, value } from '#bot/text.ts';
import { type Button, route } from '#bot/view.ts';
import type { Say } from '#bot/words.ts';
import { holdsSeat, isOpen } from '#exchange/nomination.ts';
import { remindsThoseWhoNominated } from '#exchange/nomination-reminders.ts';
import type { Course } from '#store/records/courses.ts';
import { words } from '../words.ts';

export default defineMessage({
  name: 'nomination-reminders/reminder',
  words,
  because: async () => 'liaison',
  async draw(facts, { reader, records, say, now }) {
    const course = await records.courses.byId(factText(facts, 'course'));
    const organisation = await records.organisations.byId(reader.organisation ?? '');
    if (course?.state !== 'call-open' || !organisation || now >= course.nominationDeadline) return undefined;
    if (course.nominationDeadline !== facts.deadline) return undefined;
    const own = await records.nominations.list({ course: course.id, organisation: organisation.id });
    const count = own.filter((one) => isOpen(one.state) || holdsSeat(one.state)).length;
    const isWanted =
      reader.person?.notifications === 'all' && remindsThoseWhoNominated(factText(facts, 'slot'));
    if (count > 0 && !isWanted) return undefined;

    const named = value(organisation.name);
    const deadline = instant(course.nominationDeadline, course.zone);
    const left = Math.max(0, course.seats - course.granted);
    const nominate: Button = {
      label: say('nominate'),
      route: route('nominate/add/start', course.id),
      look: 'primary',
    };
    const list: Button = { label: say('list'), route: route('nominate/list/of', course.id) };
    return [
      { heading: say('heading') },
      { paragraph: say('deadline', { title: value(course.title), deadline }) },
      {
        paragraph:
          count > 0 ? say('some', { organisation: named, count }) : say('none', { organisation: named }),
      },
      {
        facts: [
          [say('dates'), say('dates.value', { starts: day(course.startsOn), ends: day(course.endsOn) })],
          [say('place'), placeOf(course, say)],
          [say('seats'), say('seats.value', { left, seats: course.seats })],
        ],
      },
      { buttons: count > 0 ? [nominate, list] : [nominate] },
    ];
  },
});

function placeOf(course: Course, say: Say<'online'>): Text {
  if (course.place === undefined) return say('online');
  return course.online ? [value(course.place), ' · ', ...say('online')] : [value(course.place)];
}
