// A manager's own people in a week: who came, how many answered, what they share, and whose standing runs out.
import { hubSetting } from '#bot/hub-setting.ts';
import { day, type Text, value } from '#bot/text.ts';
import type { Block, View } from '#bot/view.ts';
import { addDays, localDate } from '#exchange/local-time.ts';
import { participationApart } from '#exchange/publication.ts';
import { type DigestDesk, digestView, type Fact, percentOf } from './_digests.ts';

/** Of each kind; the rest is counted. */
const mostLines = 8;
const aDay = 86_400_000;
/** How long before it runs out a standing is told of. */
const runsOutDays = 30;
/** Of courses that ended longer ago nobody commits themselves any more. */
const commitDays = 60;

export async function peopleDigest(desk: DigestDesk): Promise<View | undefined> {
  const blocks: Block[] = [
    ...listed('people.attended', await attendedLines(desk), desk),
    ...listed('people.answered', await answeredLines(desk), desk),
  ];
  const facts = [...(await commitmentFacts(desk)), ...(await endingFacts(desk))];
  if (facts.length > 0) blocks.push({ facts });
  return blocks.length === 0 ? undefined : digestView('people.heading', blocks, desk);
}

function listed(
  label: 'people.attended' | 'people.answered',
  lines: readonly Text[],
  { say }: DigestDesk,
): readonly Block[] {
  if (lines.length === 0) return [];
  const more = lines.length - mostLines;
  return [
    { paragraph: [{ bold: say(label) }] },
    { list: lines.slice(0, mostLines) },
    ...(more > 0 ? [{ paragraph: say('digest.more', { count: more }) }] : []),
  ];
}

async function attendedLines({
  records,
  say,
  organisation = '',
  days,
}: DigestDesk): Promise<readonly Text[]> {
  const own = await records.digests.attended(organisation, days);
  const courses = await records.courses.byIds(own.map(({ course }) => course));
  const titles = new Map(courses.map(({ id, title }) => [id, title]));
  return own.map(({ course, marks }) =>
    say('people.course', {
      title: value(titles.get(course) ?? '–'),
      attended: marks.attended ?? 0,
      partial: marks.partial ?? 0,
      absent: marks['no-show'] ?? 0,
    }),
  );
}

/** Of one's own people alone where they are enough to be counted apart, and the others as well (§4.5 R1, R2). */
async function answeredLines({
  records,
  say,
  organisation = '',
  time,
}: DigestDesk): Promise<readonly Text[]> {
  const rounds = (await records.digests.closed(time)).filter(({ responses }) => responses.has(organisation));
  if (rounds.length === 0) return [];
  const minimum = await hubSetting(records, 'feedback.minimum');
  const courses = await records.courses.byIds(rounds.flatMap(({ course }) => course ?? []));
  const titles = new Map(courses.map(({ id, title }) => [id, title]));
  return rounds.flatMap(({ course, set, responses }): Text[] => {
    if (course === null) return [];
    const about = { title: value(titles.get(course) ?? '–'), set: say(`set.${set}`) };
    const own = participationApart(responses, minimum).get(organisation);
    const { invited, answered } = own ?? sumOf([...responses.values()]);
    const rate = percentOf(answered, invited);
    return [say(own ? 'people.own' : 'people.all', { ...about, answered, invited, rate })];
  });
}

export function sumOf(parts: readonly { readonly invited: number; readonly answered: number }[]) {
  return {
    invited: parts.reduce((sum, { invited }) => sum + invited, 0),
    answered: parts.reduce((sum, { answered }) => sum + answered, 0),
  };
}

/** Those that their people have agreed to share with their managers. */
async function commitmentFacts({
  records,
  say,
  organisation = '',
  time,
  zone,
}: DigestDesk): Promise<readonly Fact[]> {
  const endsFrom = addDays(localDate(time.from, zone), -commitDays);
  const shared = await records.commitments.list({ organisation, endsFrom });
  const fresh = shared.filter(({ madeAt }) => madeAt >= time.from && madeAt < time.until);
  return fresh.length === 0 ? [] : [[say('people.commitments'), [String(fresh.length)]]];
}

async function endingFacts({ records, say, organisation, now, zone }: DigestDesk): Promise<readonly Fact[]> {
  const until = now + runsOutDays * aDay;
  const ending = (await records.people.approvedUntil(until)).filter(
    (person) => person.organisation === organisation && (person.approvedUntil ?? 0) > now,
  );
  if (ending.length === 0) return [];
  return [[say('people.ending', { until: day(localDate(until, zone)) }), [String(ending.length)]]];
}
