// A change in words: what it is now and what it was, a line for each part.
import type { MessageFacts } from '#bot/answer.ts';
import { countryName } from '#bot/record-fields.ts';
import { day, type Text, value } from '#bot/text.ts';
import { subjects } from '#exchange/course.ts';
import { isLanguage } from '#exchange/languages.ts';
import type { Course } from '#store/records/courses.ts';
import { type CardReader, deadlineOf } from './_card.ts';
import { type Change, type Part, parts } from './_change.ts';
import { fieldOf } from './_proposal.ts';

type Fact = string | number | boolean | null;

/** What a message about the change is drawn from: what each part was; what it is now is read when it leaves. */
export function wasFacts({ before, parts: differing }: Pick<Change, 'before' | 'parts'>): MessageFacts {
  const was = differing
    .filter((part) => part !== 'aims')
    .map((part) => [`was.${part}`, before[part] ?? null]);
  return { changed: differing.join(' '), 'was.zone': before.zone, ...Object.fromEntries(was) };
}

/** A line for every part that still differs from what it was; `facts` as `wasFacts` made them. */
export function changeLines(course: Course, facts: MessageFacts, reader: CardReader): readonly Text[] {
  const changed = String(facts.changed ?? '').split(' ');
  const wasZone = typeof facts['was.zone'] === 'string' ? facts['was.zone'] : course.zone;
  return parts
    .filter((part) => changed.includes(part))
    .flatMap((part) => {
      const field = reader.say(`field.${fieldOf(part)}.label`);
      if (part === 'aims') return [reader.say('change.aims', { field, now: value(course.aims) })];
      const was = facts[`was.${part}`] ?? null;
      const is = course[part] ?? null;
      if (is === was) return [];
      return [
        reader.say('change.line', {
          field,
          now: said(part, is, course.zone, reader),
          was: said(part, was, wasZone, reader),
        }),
      ];
    });
}

function said(part: Part, fact: Fact, zone: string, reader: CardReader): Text {
  const { say, house } = reader;
  if (fact === null) return say('change.none');
  if (typeof fact === 'boolean') return house(fact ? 'answer.yes' : 'answer.no');
  if (part === 'nominationDeadline' && typeof fact === 'number') {
    return deadlineOf({ nominationDeadline: fact, zone }, reader);
  }
  const text = String(fact);
  if (part === 'startsOn' || part === 'endsOn') return [day(text)];
  if (part === 'language' && isLanguage(text)) return house(`language.${text}`);
  if (part === 'country') return [value(countryName(text, reader.language))];
  if (part === 'zone') return [value(text.replaceAll('_', ' '))];
  const subject = part === 'subject' ? subjects.find((one) => one === text) : undefined;
  return subject === undefined ? [value(text)] : house(`subject.${subject}`);
}
