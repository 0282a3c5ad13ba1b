// Tells how an appeal was answered, and why; coordinators also what is to be done about it.
import { defineMessage, factText } from '#bot/message.ts';
import { command, value } from '#bot/text.ts';
import { appealBlocks, endedOf } from '../_outcome.ts';
import { words } from '../words.ts';

export default defineMessage({
  name: 'select/appeal-answered',
  words,
  because: async (_facts, { reader }) =>
    reader.grants.some(({ role }) => role === 'coordinator') ? 'coordinator' : 'takesPart',
  async draw(facts, { reader, records, say }) {
    const ended = await endedOf(records, factText(facts, 'nomination'));
    if (!ended?.appeal || ended.appeal.verdict === undefined) return undefined;
    const { appeal, nomination, course } = ended;
    const answered = appealBlocks(appeal, { say, zone: reader.zone });
    const title = value(course.title);
    if (reader.person?.id === nomination.nominee)
      return [{ heading: say('told.answered.title', { title }) }, ...answered];
    const nominee = await records.people.byId(nomination.nominee);
    const isToDo = appeal.verdict === 'upheld' && reader.grants.some(({ role }) => role === 'coordinator');
    return [
      { heading: say('told.answered.of', { name: value(nominee?.name ?? '–'), title }) },
      ...answered,
      ...(isToDo ? [{ paragraph: say('told.answered.next', { command: command('nominate accept') }) }] : []),
    ];
  },
});
