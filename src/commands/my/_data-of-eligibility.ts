// What is held about somebody for eligibility, as lines of the file that they can ask for.
import type { Desk } from '#bot/command.ts';
import { comma } from '#bot/punctuation.ts';
import { day, instant, joined, type Text } from '#bot/text.ts';
import type { Held } from '#store/records/held.ts';
import type { Line } from './_data-file.ts';
import type { Key } from './words.ts';

export function evidenceSections(
  { profile, vetting, proofs, earlierCourses, handedIn, waived, signed }: Held,
  { say, house, asker }: Desk<Key>,
): readonly (readonly [Text, readonly Line[]])[] {
  const at = (when: number | null): Text => (when === null ? ['–'] : [instant(when, asker.zone)]);
  const fact = (label: Text, told: Text): Line => [[...label, ': ', ...told]];
  const spoken = (profile?.languages ?? []).map((one) => house(`language.${one}`));
  return [
    [
      say('data.profile'),
      profile === undefined
        ? []
        : [
            fact(say('data.sector'), house(`sector.${profile.sector ?? 'unsaid'}`)),
            fact(
              say('data.gender'),
              profile.gender === null ? house('sector.unsaid') : say(`data.gender.${profile.gender}`),
            ),
            fact(say('data.languages'), spoken.length === 0 ? ['–'] : joined(spoken, comma(asker.language))),
          ],
    ],
    [
      say('data.vetting'),
      vetting === undefined
        ? []
        : [
            [house(`vettingState.${vetting.state}`), at(vetting.recordedAt)],
            ...(vetting.validUntil === null
              ? []
              : [fact(say('data.vettingUntil'), [day(vetting.validUntil)])]),
          ],
    ],
    [say('data.proofs'), proofs.map((one) => [one.programme, at(one.notedAt)])],
    [
      say('data.earlier'),
      earlierCourses.map((one) => [
        say('data.earlier.line', { title: { value: one.title }, days: one.days, until: day(one.endsOn) }),
      ]),
    ],
    [
      say('data.handedIn'),
      handedIn.map((one) => [one.name, house(one.received ? 'answer.yes' : 'answer.no'), at(one.markedAt)]),
    ],
    [
      say('data.waived'),
      waived.map((one) => [house(`rule.${one.rule}`), at(one.askedAt), at(one.signedAt), one.reason || '–']),
    ],
    [say('data.signed'), signed.map((one) => [house(`rule.${one.rule}`), at(one.askedAt), at(one.signedAt)])],
  ];
}
