// /nominate release: the managers of an organisation let its nominees go, or do not.
import type { Answer } from '#bot/answer.ts';
import { type Desk, defineCommand, type Outcome } from '#bot/command.ts';
import { followVerdicts } from '#bot/follow-verdicts.ts';
import { hasRole } from '#bot/identify.ts';
import { liaisonsFor } from '#bot/liaisons.ts';
import { command, day, value } from '#bot/text.ts';
import { type Block, route, type View } from '#bot/view.ts';
import { holdsSeat } from '#exchange/nomination.ts';
import { assentStates } from '#exchange/nomination-tracks.ts';
import { type Nominated, nominatedOf, withNames } from './_nomination.ts';
import { releaseBlocks, releaseRefusal, releaseView } from './_release.ts';
import { type Key, words } from './words.ts';

/** The next come when these have been answered. */
const mostShown = 8;

export default defineCommand({
  path: 'nominate release',
  words,
  who: ['manager', 'liaison'],
  access: 'read',
  asks: {},
  pages: [],
  async run(_values, desk) {
    return { reply: await overview(desk) };
  },
  buttons: {
    /** From a task: what it is about, and the buttons. */
    of: {
      who: ['manager', 'liaison'],
      access: 'read',
      async press([id = ''], desk) {
        const found = await nominatedOf(desk.records, id);
        if (!found) return desk.refuse('list.gone');
        const refused = (await releaseRefusal(desk, found.nomination, found.name)) ?? asStands(desk, found);
        return refused ?? { reply: releaseView(found, desk.say, desk.house) };
      },
    },
    give: { who: ['manager', 'liaison'], access: 'write', press: ([id = ''], desk) => give(desk, id) },
    ask: {
      who: ['manager', 'liaison'],
      access: 'read',
      async press([id = ''], desk) {
        const found = await nominatedOf(desk.records, id);
        if (!found) return desk.refuse('list.gone');
        const refused = (await releaseRefusal(desk, found.nomination, found.name)) ?? asStands(desk, found);
        return refused ?? { reply: sureView(desk, found) };
      },
    },
    refuse: { who: ['manager', 'liaison'], access: 'write', press: ([id = ''], desk) => refuse(desk, id) },
  },
});

async function overview(desk: Desk<Key>): Promise<View> {
  const { asker, records, say } = desk;
  const organisation = asker.organisation?.id ?? '';
  const waiting = await records.nominations.awaiting('release', organisation, mostShown + 1);
  if (waiting.length === 0) return [{ paragraph: say('release.none') }];
  const courses = await records.courses.byIds(waiting.map((one) => one.course));
  const blocks: Block[] = [];
  for (const nomination of waiting.slice(0, mostShown)) {
    const course = courses.find((one) => one.id === nomination.course);
    if (!course) continue;
    const found = await withNames(records, nomination, course);
    const line = say('release.line', {
      name: value(found.name),
      title: value(course.title),
      starts: day(course.startsOn),
      ends: day(course.endsOn),
      by: value(found.by),
    });
    // A liaison officer reads who is asked; the buttons are the managers'.
    const answers = hasRole(asker, 'manager', organisation);
    blocks.push({ paragraph: line }, ...(answers ? releaseBlocks(nomination, found.name, say) : []));
  }
  return [
    { heading: say('release.heading') },
    ...blocks,
    ...(waiting.length > mostShown ? [{ paragraph: say('release.more') }] : []),
  ];
}

/** What became of it, where nobody is to be let go any more. */
function asStands(desk: Desk<Key>, { nomination, course, name }: Nominated): Answer | undefined {
  if (assentStates.includes(nomination.state)) return undefined;
  const state = desk.house(`nominationState.${nomination.state}`);
  const facts = { name: value(name), title: value(course.title), state };
  return { update: [{ paragraph: desk.say('state.now', facts) }] };
}

async function give(desk: Desk<Key>, id: string): Promise<Outcome> {
  const { records, say, house, now } = desk;
  const found = await nominatedOf(records, id);
  if (!found) return desk.refuse('list.gone');
  const refused = (await releaseRefusal(desk, found.nomination, found.name)) ?? asStands(desk, found);
  if (refused) return refused;
  const given = await records.nominations.assent(id, 'release', ['asked', 'refused', null], 'given');
  // Somebody else was first: how it stands is the answer.
  const nomination = given ?? (await records.nominations.byId(id)) ?? found.nomination;
  const view: Answer = { update: releaseView({ ...found, nomination }, say, house) };
  return given ? [view, ...(await followVerdicts(records, found.course, [given], now))] : view;
}

function sureView({ say }: Desk<Key>, { nomination, course, name }: Nominated): View {
  const facts = { name: value(name), title: value(course.title) };
  return [
    { paragraph: say('release.sure', facts) },
    {
      buttons: [
        {
          label: say('release.keepNow'),
          route: route('nominate/release/refuse', nomination.id),
          look: 'danger',
        },
      ],
    },
  ];
}

async function refuse(desk: Desk<Key>, id: string): Promise<Outcome> {
  const { asker, records, say, house, now } = desk;
  const found = await nominatedOf(records, id);
  if (!found || !asker.person) return desk.refuse('list.gone');
  const stopped = (await releaseRefusal(desk, found.nomination, found.name)) ?? asStands(desk, found);
  if (stopped) return stopped;
  const { nomination, course, name } = found;
  if (holdsSeat(nomination.state)) {
    const facts = { name: value(name), title: value(course.title), withdraw: command('nominate withdraw') };
    return desk.refuse('release.seat', facts);
  }
  const refused = await records.nominations.assent(id, 'release', ['asked', 'given', null], 'refused');
  const after = refused ?? (await records.nominations.byId(id)) ?? nomination;
  const view: Answer = { update: releaseView({ ...found, nomination: after }, say, house) };
  if (!refused) return view;
  // What it makes of the state goes without saying: they hear who is not released.
  await followVerdicts(records, course, [refused], now);
  const by = asker.person.id;
  const liaisons = await liaisonsFor(records, nomination, now);
  return [
    view,
    ...liaisons
      .filter((tell) => tell !== by)
      .map((tell) => ({
        tell,
        message: 'nominate/not-released',
        facts: { nomination: id, by },
        // A manager may come to another mind, and back again.
        key: `nomination · ${id} · not released · ${now}`,
      })),
  ];
}
