// Two members who are one person: whether they may be merged, and both side by side for whoever decides it.
import type { Answer } from '#bot/answer.ts';
import type { Desk } from '#bot/command.ts';
import { actingFor } from '#bot/identify.ts';
import { comma } from '#bot/punctuation.ts';
import { joined, type Text, value } from '#bot/text.ts';
import { shortened } from '#exchange/text-input.ts';
import type { Person } from '#store/records/people.ts';
import { holding } from './_roles.ts';
import type { Key } from './words.ts';

const longestName = 60;
const mostNamed = 5;

export interface Pair {
  readonly from: Person;
  readonly into: Person;
}

/** The rules, looked at when it is asked and again when it is confirmed; each refusal with its evidence. */
export async function pairOf(desk: Desk<Key>, doubled: string, kept: string): Promise<Pair | Answer> {
  const { asker, records } = desk;
  const [from, into] = [await records.people.byId(doubled), await records.people.byId(kept)];
  if (from?.membership !== 'confirmed' || into?.membership !== 'confirmed') return desk.refuse('role.nobody');
  if (from.id === into.id) return desk.refuse('member-merge.same');
  // Nor through a deputy: who stands in for somebody has their rights.
  if ([from.id, into.id].some((id) => actingFor(asker).includes(id)))
    return desk.refuse('member-merge.oneself');
  if (from.organisation === undefined || from.organisation !== into.organisation)
    return desk.refuse('member-merge.organisations');
  const against = await records.merges.against(from.id, into.id);
  if (against.nominated.length > 0)
    return desk.refuse('member-merge.nominated', { titles: await titlesOf(desk, against.nominated) });
  if (against.decided.length > 0)
    return desk.refuse('member-merge.decided', { titles: await titlesOf(desk, against.decided) });
  if (against.mitigations.length > 0) {
    const titles = await titlesOf(desk, against.mitigations);
    return desk.refuse('member-merge.mitigations', { name: nameOf(from), titles });
  }
  return { from, into };
}

/** One a line: whose accounts, roles and nominations there are. */
export async function sideBySide(desk: Desk<Key>, { from, into }: Pair): Promise<readonly Text[]> {
  const { asker, records, say, house, now } = desk;
  const lines: Text[] = [];
  for (const person of [from, into]) {
    const held = holding(await records.people.grantsOf(person.id), now);
    const roles = [...new Set(held.map(({ role }) => role))].map((role) => house(`role.${role}`));
    const accounts = await records.people.accountsOf(person.id);
    const nominations = await records.nominations.list({ nominee: person.id });
    lines.push([
      { bold: [nameOf(person)] },
      ' · ',
      ...say('member-merge.accounts', { count: accounts.length }),
      ' · ',
      ...say('member-merge.nominations', { count: nominations.length }),
      ' · ',
      ...(roles.length > 0 ? joined(roles, comma(asker.language)) : say('members.noRole')),
    ]);
  }
  return lines;
}

export function nameOf({ name }: Person) {
  return value(shortened(name, longestName));
}

async function titlesOf({ records }: Desk<Key>, courses: readonly string[]): Promise<Text> {
  const known = await records.courses.byIds(courses.slice(0, mostNamed));
  return joined(
    known.map((course): Text => [value(shortened(course.title, longestName))]),
    ' · ',
  );
}
