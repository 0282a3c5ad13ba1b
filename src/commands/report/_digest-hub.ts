// The exchange in a month: what was done, what its evaluation says, what is overdue, and who has no seat.
import { hubSetting } from '#bot/hub-setting.ts';
import { day, type Text, value } from '#bot/text.ts';
import { type Block, route, type View } from '#bot/view.ts';
import { fairnessOf } from '#exchange/fairness.ts';
import { actionWanted } from '#exchange/improvement.ts';
import { addDays, localDate } from '#exchange/local-time.ts';
import { published, rolledUp } from '#exchange/publication.ts';
import { responseTargets } from '#exchange/statistics.ts';
import { sumOf } from './_digest-people.ts';
import { type DigestDesk, digestView, type Fact, percentOf } from './_digests.ts';

const mostOverdue = 5;
const aDay = 86_400_000;

export async function hubDigest(desk: DigestDesk): Promise<View | undefined> {
  const { say } = desk;
  const overdue = await overdueOf(desk);
  const facts: Fact[] = [
    ...(await activityFacts(desk)),
    ...(await evaluationFacts(desk)),
    ...(await actionFacts(desk, overdue.length)),
  ];
  if (facts.length === 0) return undefined;
  const fairness = await fairnessFacts(desk);
  const blocks: Block[] = [{ facts: [...facts, ...fairness] }];
  if (overdue.length > 0) {
    blocks.push({ paragraph: [{ bold: say('hub.overdue') }] }, { list: overdue.slice(0, mostOverdue) });
    if (overdue.length > mostOverdue)
      blocks.push({ paragraph: say('digest.more', { count: overdue.length - mostOverdue }) });
  }
  blocks.push({
    buttons: [
      ...(overdue.length > 0
        ? [{ label: say('hub.button.actions'), route: route('feedback/actions/page', '0') }]
        : []),
      ...(fairness.length > 0
        ? [{ label: say('hub.button.fairness'), route: route('seats/fairness/show') }]
        : []),
    ],
  });
  const shown = blocks.filter((block) => !('buttons' in block) || block.buttons.length > 0);
  return digestView('hub.heading', shown, desk);
}

async function activityFacts({ records, say, time, days }: DigestDesk): Promise<readonly Fact[]> {
  const activity = await records.digests.activity(time, days);
  if (!activity) return [];
  const { proposed, published: opened, held, people, organisations } = activity;
  if (proposed + opened + held === 0) return [];
  return [
    [say('hub.courses'), say('hub.courses.value', { proposed, published: opened, held })],
    ...(held > 0 ? [[say('hub.came'), say('hub.came.value', { people, organisations })] as const] : []),
  ];
}

/** Read from what is kept of each round, so that it costs as much as there are courses, however many answered. */
async function evaluationFacts({ records, say, time }: DigestDesk): Promise<readonly Fact[]> {
  const rounds = (await records.digests.closed(time)).filter(({ set }) => set === 'reaction');
  if (rounds.length === 0) return [];
  const responses = rounds.map((one) => sumOf([...one.responses.values()]));
  const { invited, answered } = sumOf(responses);
  const aim = responseTargets.reaction;
  const below = responses.filter((one) => one.answered < aim * one.invited).length;
  const closed = { answered, invited, rate: percentOf(answered, invited), rounds: rounds.length };
  const minimum = await hubSetting(records, 'feedback.minimum');
  const tallies = await records.feedback.tallies({ set: 'reaction', from: time.from, to: time.until });
  const apply = published({ id: 'apply' }, rolledUp(tallies, minimum), minimum);
  return [
    [say('hub.rounds'), say('hub.rounds.value', closed)],
    [say('hub.apply'), applyText(apply, say)],
    ...(below > 0 ? [[say('hub.below', { aim: Math.round(100 * aim) }), [String(below)]] as const] : []),
  ];
}

function applyText(apply: ReturnType<typeof published>, say: DigestDesk['say']): Text {
  if (apply.kind === 'too-few') return say('hub.apply.few');
  if (apply.kind === 'mostly') return say('hub.apply.alike');
  const favourable = (apply.counts[3] ?? 0) + (apply.counts[4] ?? 0);
  return say('hub.apply.value', { favourable, n: apply.n, share: percentOf(favourable, apply.n) });
}

async function actionFacts({ records, say, now }: DigestDesk, overdue: number): Promise<readonly Fact[]> {
  const open = (await records.actions.open({})).length;
  const { afterDays, forDays } = actionWanted;
  const wanted = (await records.actions.wanted(now - forDays * aDay, now - afterDays * aDay)).length;
  if (open + wanted === 0) return [];
  return [[say('hub.actions'), say('hub.actions.value', { open, overdue, wanted })]];
}

async function overdueOf({ records, say, now, zone }: DigestDesk): Promise<readonly Text[]> {
  const overdue = await records.actions.open({ until: addDays(localDate(now, zone), -1) });
  if (overdue.length === 0) return [];
  const courses = await records.courses.byIds(overdue.map(({ course }) => course));
  const titles = new Map(courses.map(({ id, title }) => [id, title]));
  return overdue.map((action) =>
    say('hub.overdue.line', {
      title: value(titles.get(action.course) ?? '–'),
      what: value(action.what),
      due: day(action.dueOn),
    }),
  );
}

async function fairnessFacts({ records, say, now }: DigestDesk): Promise<readonly Fact[]> {
  const zone = (await records.organisations.hub())?.zone ?? 'UTC';
  const since = addDays(localDate(now, zone), -(await hubSetting(records, 'seats.window')));
  const figures = await records.fairness.figures(since);
  const fairness = figures && fairnessOf(figures);
  if (!fairness || fairness.seats === 0) return [];
  return [[say('hub.seatless'), [String(fairness.withoutSeat.length)]]];
}
