// /my link: makes a second account, on the other platform, the same person's; shows which are, and takes them back.
import { type Desk, defineCommand, type Outcome } from '#bot/command.ts';
import { ask, optional } from '#bot/field.ts';
import { instant, joined, value } from '#bot/text.ts';
import { type Block, route } from '#bot/view.ts';
import { readCode } from '#exchange/codes.ts';
import { isPlatformId, platformOf } from '#exchange/people.ts';
import type { Account } from '#store/records/people.ts';
import { type Key, words } from './words.ts';

/** Long enough to open the other client, short enough that a code left lying about is worth little. */
const goodForMinutes = 30;

export default defineCommand({
  path: 'my link',
  words,
  who: 'anyone',
  access: 'write',
  servesUntied: true,
  guesses: 'code',
  asks: { code: optional(ask.text({ max: 80, secret: true })) },
  pages: [['code']],
  async run({ code }, desk) {
    const { asker, records, now } = desk;
    if (code === undefined) {
      if (asker.person?.membership !== 'confirmed') return desk.refuse('needs.member');
      const fresh = desk.newCode();
      const goodUntil = now + goodForMinutes * 60_000;
      await records.codes.issue(fresh, 'link', asker.person.id, goodUntil);
      const accounts = await records.people.accountsOf(asker.person.id);
      const platforms = accounts.map((account) => desk.say(`platform.${platformOf(account.id)}`));
      return {
        reply: [
          {
            paragraph: desk.say('link.code', {
              code: value(fresh),
              until: instant(goodUntil, asker.zone, 'time'),
            }),
          },
          {
            paragraph: desk.say('link.accounts', {
              count: accounts.length,
              platforms: joined(platforms, ' · '),
            }),
          },
          ...(accounts.length > 1 ? unlinkButtons(desk, accounts) : []),
        ],
      };
    }
    const redeemed = await records.codes.redeem(readCode(code) ?? code, ['link']);
    if (!redeemed) return { correct: { code: desk.say('link.wrongCode') } };
    if (asker.person) {
      return asker.person.id === redeemed.subject
        ? desk.refuse('link.same')
        : desk.refuse('link.taken', { name: value(asker.person.name) });
    }
    const person = await records.people.byId(redeemed.subject);
    if (!person) return desk.refuse('link.wrongCode');
    await records.people.link(asker.account, person.id, asker.accountName);
    return [
      { reply: [{ paragraph: desk.say('link.done', { name: value(person.name) }) }] },
      {
        tell: person.id,
        message: 'my/account-linked',
        facts: { account: asker.account },
        key: `account linked · ${asker.account} · ${now}`,
      },
    ];
  },
  buttons: {
    unlink: { who: 'anyone', access: 'write', press: ([account = ''], desk) => unlink(desk, account) },
  },
});

/** Four are shown; nobody has more platforms than there are. */
function unlinkButtons({ say }: Desk<Key>, accounts: readonly Account[]): readonly Block[] {
  const buttons = accounts.slice(0, 4).map(({ id }) => ({
    label: say('link.unlink', { platform: say(`platform.${platformOf(id)}`) }),
    route: route('my/link/unlink', id),
  }));
  return [{ paragraph: say('link.unlink.note') }, { buttons }];
}

async function unlink(desk: Desk<Key>, account: string): Promise<Outcome> {
  const { asker, records, say } = desk;
  const theirs = asker.person ? await records.people.accountsOf(asker.person.id) : [];
  if (!asker.person || !isPlatformId(account) || !theirs.some((one) => one.id === account))
    return desk.refuse('link.notYours');
  if (!(await records.people.unlink(account, asker.person.id))) return desk.refuse('link.last');
  return {
    update: [{ paragraph: say('link.unlinked', { platform: say(`platform.${platformOf(account)}`) }) }],
  };
}
