// The reminder of a symposium, as of the moment it is read: how many days are left, and whether the reader comes.
import { defineMessage, factText } from '#bot/message.ts';
import { day, value } from '#bot/text.ts';
import { route } from '#bot/view.ts';
import { daysBetween, localDate } from '#exchange/local-time.ts';
import { words } from '../words.ts';

export default defineMessage({
  name: 'symposium-reminders/reminder',
  words,
  async because(facts, { reader, records }) {
    const registered = await records.symposia.registrations(factText(facts, 'edition'));
    return registered.some((one) => one.person === reader.person?.id) ? 'registered' : 'liaison';
  },
  async draw(facts, { reader, records, say, now }) {
    const edition = await records.symposia.byId(factText(facts, 'edition'));
    // Cancelled, held or moved in the meantime: this reminder has lost its occasion.
    if (
      edition?.state !== 'dated' ||
      edition.startsOn !== facts.startsOn ||
      !edition.startsOn ||
      !edition.endsOn
    )
      return undefined;
    const registered = (await records.symposia.registrations(edition.id)).some(
      (one) => one.person === reader.person?.id,
    );
    const days = daysBetween(localDate(now, reader.zone), edition.startsOn);
    return [
      { heading: [value(edition.title)] },
      { paragraph: say('reminder.days', { days }) },
      {
        paragraph: say('reminder.when', {
          from: day(edition.startsOn),
          to: day(edition.endsOn),
          place: value(edition.place ?? '–'),
        }),
      },
      { paragraph: say(registered ? 'reminder.registered' : 'reminder.notRegistered') },
      {
        buttons: [
          ...(registered
            ? []
            : [
                {
                  label: say('reminder.register'),
                  route: route('symposium/register/start', edition.id),
                  look: 'primary' as const,
                },
              ]),
          { label: say('reminder.calendar'), route: route('symposium/show/calendar', edition.id) },
        ],
      },
    ];
  },
});
