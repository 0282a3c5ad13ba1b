// /exchange member-verify: whoever confirmed people says once a quarter that they still serve, or takes them out.
import { approvalGivenNow, type Circle, hubCircle } from '#bot/approvals.ts';
import { type Desk, defineCommand, type Outcome, type Who } from '#bot/command.ts';
import { optional } from '#bot/field.ts';
import { holdersOf } from '#bot/holders.ts';
import { actingFor, hasRole } from '#bot/identify.ts';
import { askOrganisation } from '#bot/record-fields.ts';
import { instant } from '#bot/text.ts';
import type { View } from '#bot/view.ts';
import { type Renewer, renewable, verificationView } from './_verification.ts';
import { type Key, words } from './words.ts';

/** Oversight answers for a coordinator who is alone. */
const who: Who = ['coordinator', 'liaison', 'oversight'];

export default defineCommand({
  path: 'exchange member-verify',
  words,
  who,
  access: 'read',
  asks: { organisation: optional(askOrganisation()) },
  pages: [['organisation']],
  async run({ organisation }, desk) {
    const views: View[] = [];
    for (const circle of organisation === undefined
      ? await circlesFor(desk)
      : [await circleOf(desk, organisation)]) {
      const view = await verificationView(renewer(desk), circle, 0);
      if (view) views.push(view);
    }
    if (views.length === 0) return { reply: [{ paragraph: desk.say('member-verify.none') }] };
    return views.map((reply) => ({ reply }));
  },
  buttons: {
    show: {
      who,
      access: 'read',
      async press([circle = ''], desk) {
        const view = await verificationView(renewer(desk), circle, 0);
        return { reply: view ?? [{ paragraph: desk.say('member-verify.none') }] };
      },
    },
    page: {
      who,
      access: 'read',
      async press([circle = '', page = '0'], desk) {
        const at = Math.max(0, Math.trunc(Number(page)) || 0);
        const view = await verificationView(renewer(desk), circle, at);
        return { update: view ?? [{ paragraph: desk.say('member-verify.none') }] };
      },
    },
    all: { who, access: 'write', press: ([circle = ''], desk) => renew(desk, circle) },
  },
});

function renewer(desk: Desk<Key>): Renewer {
  const { asker, records, say, now } = desk;
  return { records, say, now, zone: asker.zone, actsFor: actingFor(asker) };
}

/** Coordinators answer for the hub's circle, and for organisations that have nobody to do it. */
async function circlesFor({ asker, records, now }: Desk<Key>): Promise<readonly Circle[]> {
  const own = asker.person?.organisation;
  const ofOwn = own !== undefined && hasRole(asker, 'liaison', own) ? [own] : [];
  if (!hasRole(asker, 'coordinator')) return hasRole(asker, 'oversight') ? [hubCircle, ...ofOwn] : ofOwn;
  const unattended: Circle[] = [];
  for (const { id, hub } of await records.organisations.all())
    if (!hub && (await holdersOf(records, 'liaison', { scope: id, now })).length === 0) unattended.push(id);
  return [hubCircle, ...unattended];
}

async function circleOf({ records }: Desk<Key>, organisation: string): Promise<Circle> {
  return (await records.organisations.byId(organisation))?.hub ? hubCircle : organisation;
}

async function renew(desk: Desk<Key>, circle: Circle): Promise<Outcome> {
  const { asker, records, say, now } = desk;
  const people = await renewable(renewer(desk), circle);
  if (people === undefined) return desk.refuse('member-verify.notYours');
  if (people.length === 0) return { update: [{ paragraph: say('member-verify.none') }] };
  const approvedUntil = await approvalGivenNow(records, now);
  const approved = { approvedBy: asker.person?.id, approvedUntil };
  for (const { id } of people) await records.people.change(id, approved, ['confirmed']);
  const until = instant(approvedUntil, asker.zone);
  return { update: [{ paragraph: say('member-verify.done', { count: people.length, until }) }] };
}
