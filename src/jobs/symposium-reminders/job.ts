// Reminds registered people and liaison officers of a symposium, by each reader's own calendar and clock.
import type { Answer } from '#bot/answer.ts';
import { holdersOf } from '#bot/holders.ts';
import { dueNow, symposiumReminders } from '#exchange/reminders.ts';
import type { Person } from '#store/records/people.ts';
import type { Records } from '#store/store.ts';
import { defineJob } from '../job.ts';

export default defineJob({
  name: 'symposium-reminders',
  everyMinutes: 10,
  async sweep({ records, now }) {
    const editions = await records.symposia.editions({ states: ['dated'] });
    const answers: Answer[] = [];
    for (const edition of editions) {
      const { startsOn } = edition;
      if (startsOn === undefined) continue;
      for (const { person, zone } of await readersOf(records, edition.id, edition.zone, now)) {
        const due = dueNow(symposiumReminders(startsOn, zone), now);
        if (!due) continue;
        answers.push({
          tell: person.id,
          message: 'symposium-reminders/reminder',
          facts: { edition: edition.id, startsOn },
          // With the day in it, moved dates have reminders of their own.
          key: `symposium reminder · ${edition.id} · ${startsOn} · ${due.slot}`,
          tooLateAt: due.tooLateAt,
        });
      }
    }
    return answers;
  },
});

/** Registered people always; liaison officers too, unless they want only what needs them. */
async function readersOf(
  records: Records,
  edition: string,
  zone: string,
  now: number,
): Promise<readonly { person: Person; zone: string }[]> {
  const registered = new Set((await records.symposia.registrations(edition)).map((one) => one.person));
  const liaisons = (await records.people.byIds(await holdersOf(records, 'liaison', { now }))).filter(
    (person) => person.notifications === 'all',
  );
  const people = [
    ...(await records.people.byIds([...registered])),
    ...liaisons.filter((person) => !registered.has(person.id)),
  ];
  const organisations = new Map((await records.organisations.all()).map((one) => [one.id, one.zone]));
  return people
    .filter((person) => person.membership === 'confirmed')
    .map((person) => ({ person, zone: person.zone ?? organisations.get(person.organisation ?? '') ?? zone }));
}
