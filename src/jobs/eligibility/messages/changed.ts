// Tells the liaison officer once that one of theirs may not come any more, with why, or may again.
import { defineMessage, factText } from '#bot/message.ts';
import { failureLine } from '#bot/say-eligibility.ts';
import { value } from '#bot/text.ts';
import { route } from '#bot/view.ts';
import { followingStates } from '#exchange/nomination.ts';
import { aboutOf, readerFor } from '../_about.ts';
import { words } from '../words.ts';

export default defineMessage({
  name: 'eligibility/changed',
  words,
  async because() {
    return 'liaison';
  },
  async draw(facts, desk) {
    const about = await aboutOf(factText(facts, 'nomination'), desk);
    if (!about || !followingStates.some((state) => state === about.nomination.state)) return undefined;
    const { nomination, course, name, failures } = about;
    const isBarred = nomination.state === 'ineligible';
    // It has changed back meanwhile.
    if (isBarred !== (facts.isBarred === true)) return undefined;
    const { say } = desk;
    const told = { name: value(name), title: value(course.title) };
    const bars = failures.filter(({ weight }) => weight === 'bar');
    const reader = readerFor(desk, course);
    return [
      { paragraph: say(isBarred ? 'changed.barred' : 'changed.again', told) },
      ...(isBarred && bars.length > 0 ? [{ list: bars.map((failure) => failureLine(failure, reader)) }] : []),
      { buttons: [{ label: say('check'), route: route('nominate/check/one', nomination.id) }] },
    ];
  },
});
