// What is held about somebody of what came of courses, as lines of the file that they can ask for.
import type { Text } from '#bot/text.ts';
import type { Say } from '#bot/words.ts';
import type { HeldOfPractice } from '#store/records/held-of-practice.ts';
import type { Line } from './_data-file.ts';
import type { Key } from './words.ts';

interface Speaker {
  readonly say: Say<Key>;
  readonly at: (when: number) => Text;
  readonly course: (id: string) => string;
  readonly facts: (...pairs: readonly (readonly [Text, string])[]) => readonly Line[];
}

/** Answers as they are kept, in the words of the form that asked for them. */
export function practiceSections(
  held: HeldOfPractice,
  { say, at, course, facts }: Speaker,
): readonly (readonly [Text, readonly Line[]])[] {
  const readingsOf = (commitment: string) => held.readings.filter((one) => one.commitment === commitment);
  return [
    [
      say('data.commitments'),
      held.commitments.map((one) => [
        course(one.course),
        one.text,
        at(one.madeAt),
        say(one.shared ? 'data.commitments.shared' : 'data.commitments.own'),
        ...readingsOf(one.id).map(({ stage, reading }) => [
          ...say(`data.stage.${stage}`),
          ': ',
          ...say(`data.reading.${reading}`),
        ]),
      ]),
    ],
    [
      say('data.followUps'),
      [
        ...held.followUps.map(
          (one): Line => [
            course(one.course),
            say(`data.stage.${one.stage}`),
            at(one.answeredAt),
            say(`data.barrier.${one.barrier}`),
            ...(one.tools === null ? [] : [say(`data.tools.${one.tools}`)]),
            ...(one.seen === null ? [] : [say(`data.seen.${one.seen}`)]),
            ...(one.observed === null ? [] : [Object.values(one.observed).join(' / ')]),
            ...(one.volunteers ? [say('data.volunteers')] : []),
          ],
        ),
        ...facts([say('data.observedOthers'), String(held.observedOthers)]),
      ],
    ],
  ];
}
