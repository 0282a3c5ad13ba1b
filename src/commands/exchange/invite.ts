// /exchange invite: the addresses by which Attaché is let in, and anew the one-time code of an organisation.
import { defineCommand } from '#bot/command.ts';
import { optional } from '#bot/field.ts';
import { askOrganisation } from '#bot/record-fields.ts';
import { instant, type Text, value } from '#bot/text.ts';
import type { Block } from '#bot/view.ts';
import { codeGoodFor } from './_places.ts';
import { words } from './words.ts';

export default defineCommand({
  path: 'exchange invite',
  words,
  who: ['coordinator'],
  access: 'write',
  gathers: 'invitations',
  asks: { organisation: optional(askOrganisation()) },
  pages: [['organisation']],
  async run({ organisation: id }, desk) {
    const { records, say, now, asker, gathered } = desk;
    const lines = gathered.invitations.flatMap(({ platform, address }): Text[] =>
      platform === 'practice' ? [] : [say(`invite.${platform}`, { address: linkTo(address) })],
    );
    const blocks: Block[] = [
      { heading: say('invite.heading') },
      ...(lines.length > 0 ? [{ list: lines }] : [{ paragraph: say('invite.none') }]),
      { paragraph: say('invite.then') },
    ];
    const organisation = id === undefined ? undefined : await records.organisations.byId(id);
    if (!organisation) return { reply: [...blocks, { paragraph: say('invite.codeHow') }] };
    const code = desk.newCode();
    const goodUntil = now + codeGoodFor;
    const hasVoided = await records.codes.issue(code, 'organisation', organisation.id, goodUntil);
    return {
      reply: [
        ...blocks,
        {
          paragraph: say('invite.code', { organisation: value(organisation.name), code: value(code) }),
        },
        { paragraph: say('code.goodUntil', { until: instant(goodUntil, asker.zone) }) },
        ...(hasVoided ? [{ paragraph: say('invite.voided') }] : []),
      ],
    };
  },
});

function linkTo(address: string): Text {
  return [{ link: address, label: [address] }];
}
