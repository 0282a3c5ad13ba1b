// /nominate documents: ticks what has been handed in for a nomination, and the proof of what has to be done before.
import { type Desk, defineCommand, type Outcome } from '#bot/command.ts';
import { criteriaOf } from '#bot/eligibility.ts';
import { followPerson } from '#bot/follow-verdicts.ts';
import { actingFor, hasRole } from '#bot/identify.ts';
import { type Text, value } from '#bot/text.ts';
import { type Block, type Button, route, type View } from '#bot/view.ts';
import { programmeKey } from '#exchange/eligibility-rules.ts';
import { holdsSeat, isOpen, nominationStates } from '#exchange/nomination.ts';
import { shortened } from '#exchange/text-input.ts';
import { askNomination } from './_fields.ts';
import { isLiaisonOf, type Nominated, nominatedOf } from './_nomination.ts';
import { type Key, words } from './words.ts';

const states = nominationStates.filter(
  (state) => isOpen(state) || holdsSeat(state) || state === 'ineligible',
);
/** Slack's buttons take 75 characters. */
const nameShown = 45;
const inRow = 5;
/** What is not a document: the proof of the programme. */
const proof = 'proof';

export default defineCommand({
  path: 'nominate documents',
  words,
  who: ['liaison', 'coordinator'],
  access: 'read',
  asks: { nomination: askNomination('everybody', states) },
  pages: [['nomination']],
  async run({ nomination }, desk) {
    const found = await ticked(desk, nomination);
    return found ? { reply: await sheet(desk, found) } : desk.refuse('list.gone');
  },
  buttons: {
    of: {
      who: ['liaison', 'coordinator'],
      access: 'read',
      async press([id = ''], desk) {
        const found = await ticked(desk, id);
        return found ? { reply: await sheet(desk, found) } : desk.refuse('list.gone');
      },
    },
    /** `nominate/documents/tick|nomination|place in the list, or proof|yes or no`. */
    tick: {
      who: ['liaison', 'coordinator'],
      access: 'write',
      press: ([id = '', which = '', is = ''], desk) => tick(desk, id, which, is === 'yes'),
    },
  },
});

/** For the nominee's liaison officer or a coordinator, and for nobody about themselves. */
async function ticked({ asker, records }: Desk<Key>, id: string): Promise<Nominated | undefined> {
  const found = await nominatedOf(records, id);
  if (!found || actingFor(asker).includes(found.nomination.nominee)) return undefined;
  return hasRole(asker, 'coordinator') || isLiaisonOf(asker, found.nomination) ? found : undefined;
}

async function sheet({ records, say }: Desk<Key>, { nomination, course, name }: Nominated): Promise<View> {
  const { documents, prerequisite } = await criteriaOf(records, course.id);
  const facts = { name: value(name), title: value(course.title) };
  if (documents.length === 0 && prerequisite === undefined)
    return [{ paragraph: say('documents.none', facts) }];
  const received = (await records.evidence.received([nomination.id])).get(nomination.id) ?? [];
  const proofs = (await records.evidence.proofs([nomination.nominee])).get(nomination.nominee) ?? [];
  const rows: readonly (readonly [which: string, what: string, isThere: boolean])[] = [
    ...documents.map((one, at) => [String(at), one, received.includes(one)] as const),
    ...(prerequisite === undefined
      ? []
      : [[proof, prerequisite, proofs.includes(programmeKey(prerequisite))] as const]),
  ];
  const lines = rows.map(([which, what, isThere]): Text => {
    const kind = which === proof ? 'proof' : 'document';
    return say(`documents.${kind}.${isThere ? 'there' : 'missing'}`, { what: value(what) });
  });
  const buttons = rows.map(
    ([which, what, isThere]): Button => ({
      label: say(isThere ? 'documents.untick' : 'documents.tick', {
        what: value(shortened(what, nameShown)),
      }),
      route: route('nominate/documents/tick', nomination.id, which, isThere ? 'no' : 'yes'),
      ...(isThere ? {} : { look: 'primary' as const }),
    }),
  );
  const blocks: Block[] = [];
  for (let at = 0; at < buttons.length; at += inRow) blocks.push({ buttons: buttons.slice(at, at + inRow) });
  return [{ heading: say('documents.heading', facts) }, { list: lines }, ...blocks];
}

async function tick(desk: Desk<Key>, id: string, which: string, is: boolean): Promise<Outcome> {
  const { asker, records, now } = desk;
  const found = await ticked(desk, id);
  if (!found) return desk.refuse('list.gone');
  const { nomination, course } = found;
  const { documents, prerequisite } = await criteriaOf(records, course.id);
  const by = asker.person?.id ?? asker.account;
  const document = /^\d$/.test(which) ? documents[Number(which)] : undefined;
  if (document !== undefined) await records.evidence.markReceived(nomination.id, document, is, by);
  else if (which === proof && prerequisite !== undefined)
    await records.evidence.prove(nomination.nominee, prerequisite, is, by);
  return [{ update: await sheet(desk, found) }, ...(await followPerson(records, nomination.nominee, now))];
}
