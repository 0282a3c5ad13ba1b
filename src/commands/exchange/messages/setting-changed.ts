// Tells oversight that a coordinator has changed what the hub may set: what, from what, to what, and who.
import { defineMessage, factText } from '#bot/message.ts';
import { value } from '#bot/text.ts';
import { isSettingName } from '#exchange/hub-settings.ts';
import { affectsOf, valueInWords } from '../_settings.ts';
import { words } from '../words.ts';

export default defineMessage({
  name: 'exchange/setting-changed',
  words,
  async draw(facts, { records, say, house, now }) {
    const name = factText(facts, 'setting');
    if (!isSettingName(name)) return undefined;
    const by = await records.people.byId(factText(facts, 'by'));
    const affected = await affectsOf({ records, say, now }, name, factText(facts, 'to'));
    return [
      {
        paragraph: say('settings.told', {
          name: value(by?.name ?? '–'),
          setting: say(`setting.${name}`),
          from: valueInWords({ say, house }, name, factText(facts, 'from')),
          to: valueInWords({ say, house }, name, factText(facts, 'to')),
        }),
      },
      ...affected.map((paragraph) => ({ paragraph })),
    ];
  },
});
