// Tells somebody, where they were known before, that another account is theirs now, and lets them take it back.
import { defineMessage, factText } from '#bot/message.ts';
import { value } from '#bot/text.ts';
import { route } from '#bot/view.ts';
import { isPlatformId, platformOf } from '#exchange/people.ts';
import { words } from '../words.ts';

export default defineMessage({
  name: 'my/account-linked',
  words,
  async draw(facts, { reader, records, say }) {
    const id = factText(facts, 'account');
    const accounts = reader.person ? await records.people.accountsOf(reader.person.id) : [];
    const linked = accounts.find((one) => one.id === id);
    if (!linked || !isPlatformId(id)) return undefined;
    const platform = say(`platform.${platformOf(id)}`);
    return [
      { paragraph: say('account-linked', { name: value(linked.name), platform }) },
      { paragraph: say('account-linked.note') },
      {
        buttons: [
          { label: say('link.unlink', { platform }), route: route('my/link/unlink', id), look: 'danger' },
        ],
      },
    ];
  },
});
