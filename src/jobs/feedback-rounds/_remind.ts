// Asks and reminds whoever is silent, and nobody else: twice at most, in their own office hours.
import type { Answer } from '#bot/answer.ts';
import { factsAbout, invitations, type Office, officesOf } from '#bot/ask-feedback.ts';
import type { AskedAbout } from '#bot/asked-about.ts';
import { remindersToAnswer } from '#exchange/feedback-reminders.ts';
import { dueInOffice, type Reminder } from '#exchange/reminders.ts';
import type { Sweep } from '#jobs/job.ts';
import type { FeedbackRound } from '#store/records/feedback.ts';
import type { Records } from '#store/store.ts';

/** What was opened at once is reminded of at once: nobody gets two messages about one course on one morning. */
export async function remind(
  sweep: Sweep,
  about: AskedAbout,
  asking: readonly FeedbackRound[],
): Promise<readonly Answer[]> {
  const answers: Answer[] = [];
  for (const round of asking)
    if (round.set === 'pre-test') answers.push(...(await askBefore(sweep, about, round)));
  const afterwards = asking.filter(({ set }) => set !== 'pre-test');
  for (const together of Map.groupBy(afterwards, ({ opensAt }) => opensAt).values())
    answers.push(...(await remindAfter(sweep, about, together)));
  return answers;
}

async function remindAfter(
  { records, now }: Sweep,
  about: AskedAbout,
  together: readonly FeedbackRound[],
): Promise<readonly Answer[]> {
  const [first] = together;
  if (!first) return [];
  const silent = new Set<string>();
  for (const { id } of together) for (const person of await records.feedback.silent(id)) silent.add(person);
  const named = together.some(({ set }) => set === 'reaction') ? about.id : first.id;
  return (await officesOf(records, [...silent], about)).flatMap((office) => {
    const { zone, hours } = office;
    return reminderOf(
      office,
      about,
      named,
      now,
      remindersToAnswer(first.opensAt, first.closesAt, zone, hours),
    );
  });
}

/**
 * Seats are given and given back until the course begins, so each is asked when they have one, and reminded from then on.
 * A course that was moved to other days asks anew in the week before them.
 */
async function askBefore(
  { records, now }: Sweep,
  about: AskedAbout,
  round: FeedbackRound,
): Promise<readonly Answer[]> {
  const seated = await seatHolders(records, about.id);
  await records.feedback.invite(round.id, seated);
  const silent = (await records.feedback.silent(round.id)).filter((person) => seated.includes(person));
  const named = `${round.id} · ${about.course?.startsOn}`;
  const key = `feedback invitation · ${named}`;
  const { closesAt } = round;
  const answers: Answer[] = [...(await invitations(records, about, silent, { key, now, closesAt }))];
  for (const office of await officesOf(records, silent, about)) {
    const { person, zone, hours } = office;
    const asked = await records.deliveries.byKey(`${key} · ${person}`);
    if (!asked) continue;
    const askedAt = Math.max(asked.createdAt, asked.notBefore);
    answers.push(...reminderOf(office, about, named, now, remindersToAnswer(askedAt, closesAt, zone, hours)));
  }
  return answers;
}

function reminderOf(
  office: Office,
  about: AskedAbout,
  named: string,
  now: number,
  theirs: readonly Reminder[],
): readonly Answer[] {
  const due = dueInOffice(theirs, now, office);
  if (!due) return [];
  return [
    {
      tell: office.person,
      message: 'feedback/reminder',
      facts: { ...factsAbout(about), last: due.slot === theirs.at(-1)?.slot },
      key: `feedback reminder · ${named} · ${due.slot}`,
      notBefore: due.notBefore,
      tooLateAt: due.tooLateAt,
    },
  ];
}

/** Those whose seat is confirmed. */
export async function seatHolders(
  { nominations }: Pick<Records, 'nominations'>,
  course: string,
): Promise<readonly string[]> {
  return (await nominations.list({ course, states: ['accepted'] })).map(({ nominee }) => nominee);
}
