// Says which missions have not answered about a course: to the coordinator with a button for each, to whoever decides afterwards.
import { becauseOfGate } from '#bot/because-of-gate.ts';
import { defineMessage, factText } from '#bot/message.ts';
import { countryName } from '#bot/record-fields.ts';
import { day, value } from '#bot/text.ts';
import { type Button, route } from '#bot/view.ts';
import { afterItsDay } from '#exchange/consultation-chase.ts';
import { watchedStates } from '#exchange/gate-watch.ts';
import { shortened } from '#exchange/text-input.ts';
import { words } from '../words.ts';

/** Both platforms show five buttons in a row; the form takes any other mission, too. */
const mostButtons = 4;
/** Of a country's name on a button. */
const longestName = 40;

export default defineMessage({
  name: 'consultation-chase/silent',
  words,
  async because(facts, { reader, records }) {
    return becauseOfGate(await records.courses.byId(factText(facts, 'course')), reader);
  },
  async draw(facts, { reader, records, say }) {
    const course = await records.courses.byId(factText(facts, 'course'));
    if (!course || !watchedStates.some((state) => state === course.state)) return undefined;
    const asked = await records.consultations.of(course.id);
    const silent = asked.filter(({ view, due }) => view === undefined && due === facts.due);
    if (silent.length === 0) return undefined;
    const isAfter = facts.slot === afterItsDay;
    const coordinates = reader.viewer.kind === 'person' && reader.viewer.roles.includes('coordinator');
    const about = {
      title: value(course.title),
      count: silent.length,
      due: day(factText(facts, 'due')),
      start: day(course.startsOn),
    };
    const note: readonly Button[] = silent.slice(0, mostButtons).map(({ country }) => ({
      label: say('silent.note', {
        country: value(shortened(countryName(country, reader.language), longestName)),
      }),
      route: route('approval/consult/start', course.id, country),
    }));
    const look: Button = { label: say('silent.look'), route: route('approval/show/of', course.id) };
    return [
      { paragraph: say(isAfter ? 'silent.after' : 'silent.before', about) },
      {
        list: silent.map(({ mission, country }) =>
          say('silent.mission', { mission, country: value(countryName(country, reader.language)) }),
        ),
      },
      {
        paragraph: coordinates ? say(isAfter ? 'silent.noteLate' : 'silent.ask') : say('silent.decide'),
      },
      { buttons: coordinates ? [...note, look] : [look] },
      { paragraph: say('silent.why') },
    ];
  },
});
