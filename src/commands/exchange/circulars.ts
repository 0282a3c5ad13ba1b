// /exchange circulars: how far messages to many people are, for whoever started them, and a way to stop them.
import type { Answer } from '#bot/answer.ts';
import { circularPost } from '#bot/circulars.ts';
import { type Desk, defineCommand, type Outcome, type Press } from '#bot/command.ts';
import { type Block, route, type View } from '#bot/view.ts';
import type { Circular } from '#store/records/circulars.ts';
import { kindOf } from './_about.ts';
import {
  circularLine,
  circularView,
  isWaiting,
  maySee,
  mayStop,
  noCirculars,
  seesAll,
  watch,
} from './_circular.ts';
import { type Key, words } from './words.ts';

/** So many are listed; Discord shows forty components in one message, and each takes three. */
const mostListed = 10;

export default defineCommand({
  path: 'exchange circulars',
  words,
  who: 'member',
  access: 'read',
  asks: {},
  pages: [],
  run: async (_values, desk) => ({ reply: await listView(desk) }),
  buttons: {
    show: pressed('read', async ([id], desk) => {
      const circular = await found(desk, id);
      return circular ? { reply: await cardView(desk, circular) } : desk.refuse('circulars.unseen');
    }),
    refresh: pressed('read', async ([id], desk) => {
      const circular = await found(desk, id);
      return circular ? { update: await cardView(desk, circular) } : desk.refuse('circulars.unseen');
    }),
    stop: pressed('read', ([id], desk) => askToStop(desk, id)),
    'stop-now': pressed('write', ([id], desk) => stop(desk, id)),
  },
});

function pressed(access: 'read' | 'write', press: Press<Key>['press']): Press<Key> {
  return { who: 'member', access, press };
}

async function found({ records, asker }: Desk<Key>, id = ''): Promise<Circular | undefined> {
  const circular = await records.circulars.byId(id);
  return circular && maySee(asker.viewer, circular) ? circular : undefined;
}

async function cardView(desk: Desk<Key>, circular: Circular): Promise<View> {
  return circularView(await watch(desk.records, circular), desk, desk.asker, false);
}

async function listView(desk: Desk<Key>): Promise<View> {
  const { asker, records, say } = desk;
  const own = seesAll(asker.viewer) ? undefined : (asker.person?.id ?? '');
  const theirs = await records.circulars.list(mostListed + 1, own);
  if (theirs.length === 0) return noCirculars(say);
  const blocks: Block[] = [{ heading: say('circulars.heading') }];
  for (const circular of theirs.slice(0, mostListed)) {
    const watched = await watch(records, circular);
    blocks.push(
      { paragraph: circularLine(watched, desk) },
      { buttons: [{ label: say('circulars.look'), route: route('exchange/circulars/show', circular.id) }] },
    );
  }
  if (theirs.length > mostListed) blocks.push({ paragraph: say('circulars.older') });
  return blocks;
}

/** Why it cannot be stopped, by whoever asks or at all; undefined when it can. */
async function whyNot(desk: Desk<Key>, circular: Circular): Promise<Answer | undefined> {
  if (!mayStop(desk.asker.viewer, circular)) return desk.refuse('circulars.mayNotStop');
  const { progress } = await watch(desk.records, circular);
  const why = circular.isStopped
    ? 'circulars.stoppedAlready'
    : isWaiting(progress)
      ? undefined
      : 'circulars.overAlready';
  return why && { reply: [{ paragraph: desk.say(why) }, ...(await cardView(desk, circular))] };
}

/** A card in a conversation stays as it is: the question is put beside it. */
async function askToStop(desk: Desk<Key>, id: string | undefined): Promise<Answer> {
  const circular = await found(desk, id);
  if (!circular) return desk.refuse('circulars.unseen');
  const { say, house, records } = desk;
  const refused = await whyNot(desk, circular);
  if (refused) return refused;
  const { waiting, noAccount } = (await watch(records, circular)).progress;
  return {
    reply: [
      { heading: say('circular.heading', { what: kindOf(circular.message, house) }) },
      { paragraph: say('circulars.confirm', { count: waiting + noAccount }) },
      { paragraph: say('circulars.confirm.note') },
      {
        buttons: [
          {
            label: say('circulars.stopNow'),
            route: route('exchange/circulars/stop-now', circular.id),
            look: 'danger',
          },
        ],
      },
    ],
  };
}

async function stop(desk: Desk<Key>, id: string | undefined): Promise<Outcome> {
  const circular = await found(desk, id);
  if (!circular) return desk.refuse('circulars.unseen');
  const refused = await whyNot(desk, circular);
  if (refused) return 'reply' in refused ? { update: refused.reply } : refused;
  await desk.records.circulars.stop(circular.id);
  return [
    { update: await cardView(desk, { ...circular, isStopped: true }) },
    { revise: circularPost(circular.id) },
  ];
}
