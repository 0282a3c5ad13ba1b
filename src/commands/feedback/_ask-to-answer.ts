// What an invitation and a reminder both show: each questionnaire that waits for its reader, and the button that opens it.
import { instant, value } from '#bot/text.ts';
import { type Button, route, type View } from '#bot/view.ts';
import { courseStart } from '#exchange/course.ts';
import type { Waiting } from './_waiting.ts';
import type { FeedbackSay } from './words.ts';

/** The sentence of each questionnaire, as `invitation.<set>` or `reminder.<set>`, what is promised, and the buttons. */
export function askToAnswer(
  as: 'invitation' | 'reminder',
  { about, rounds }: Waiting,
  say: FeedbackSay,
): View {
  const title = value(about.title);
  const sentences = rounds.map(({ set, closesAt }) => {
    const closes = instant(closesAt, about.zone);
    const starts = about.course ? instant(courseStart(about.course), about.zone) : closes;
    return { paragraph: say(`${as}.${set}`, { title, closes, starts }) };
  });
  const buttons = rounds.map(
    ({ id, set }, at): Button => ({
      label: rounds.length === 1 ? say('invitation.answer') : say(`asked.${set}`),
      route: route('feedback/answer/start', id),
      ...(at === 0 ? { look: 'primary' } : {}),
    }),
  );
  return [...sentences, { paragraph: say('promise.short') }, { buttons }];
}

/** As what the reader is asked. */
export function becauseOf({ rounds }: Waiting): 'attended' | 'takesPart' | 'registered' {
  if (rounds.some(({ set }) => set === 'event')) return 'registered';
  return rounds.every(({ set }) => set === 'pre-test') ? 'takesPart' : 'attended';
}
