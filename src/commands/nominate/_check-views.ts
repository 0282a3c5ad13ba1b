// What /nominate check shows: one person rule by rule, or a whole course page by page with its mix of sectors and its waivers.
import type { Desk } from '#bot/command.ts';
import { criteriaOf, verdictsOf } from '#bot/eligibility.ts';
import { hasRole } from '#bot/identify.ts';
import { comma } from '#bot/punctuation.ts';
import { day, joined, type Text, value } from '#bot/text.ts';
import { type Block, type Button, route, type View } from '#bot/view.ts';
import { type Failure, isWaivable, verdictOf } from '#exchange/eligibility.ts';
import { localDate } from '#exchange/local-time.ts';
import { holdsSeat, isOpen } from '#exchange/nomination.ts';
import { type Sector, sectors } from '#exchange/profile.ts';
import { shortened } from '#exchange/text-input.ts';
import type { Course } from '#store/records/courses.ts';
import type { Nomination } from '#store/records/nominations.ts';
import type { Person } from '#store/records/people.ts';
import { type Checked, readerOf, ruleLines, verdictKey } from './_eligibility.ts';
import { isLiaisonOf } from './_nomination.ts';
import { pageAt, turning } from './_paging.ts';
import type { Key } from './words.ts';

const onPage = 5;
/** Buttons take 75 characters on Slack. */
const nameShown = 40;
const mostWaivers = 10;

/** One person, every rule; with what the asker can do about what is not met. */
export function personView(
  desk: Desk<Key>,
  course: Course,
  person: Person,
  checked: Checked,
  nomination: Nomination | undefined,
): View {
  const { say } = desk;
  const facts = { name: value(person.name), title: value(course.title) };
  const buttons = nomination ? buttonsFor(desk, course, nomination, checked.failures) : [];
  return [
    { heading: say('check.person', facts) },
    { paragraph: say(verdictKey(checked.failures), facts) },
    { list: ruleLines(checked, readerOf(desk, course), desk) },
    ...(nomination === undefined ? [{ paragraph: say('check.notNominated', facts) }] : []),
    ...rowsOf(buttons),
  ];
}

function rowsOf(buttons: readonly Button[]): readonly Block[] {
  return buttons.length === 0 ? [] : [{ buttons: buttons.slice(0, 5) }];
}

function buttonsFor(
  { asker, say, house }: Desk<Key>,
  course: Course,
  nomination: Nomination,
  failures: readonly Failure[],
): readonly Button[] {
  const isCoordinator = hasRole(asker, 'coordinator');
  const isSender = isLiaisonOf(asker, nomination);
  const fails = (...rules: readonly Failure['rule'][]) => failures.some(({ rule }) => rules.includes(rule));
  const buttons: Button[] = [];
  if ((isCoordinator || isSender) && fails('documents', 'prerequisite'))
    buttons.push({
      label: say('check.documents'),
      route: route('nominate/documents/of', nomination.id),
      look: 'primary',
    });
  if (isCoordinator && fails('vetting'))
    buttons.push({ label: say('check.vet'), route: route('nominate/vet/start', nomination.nominee) });
  if (isSender && fails('sector', 'language'))
    buttons.push({ label: say('check.profile'), route: route('nominate/profile/start', nomination.nominee) });
  if (isCoordinator || isSender)
    for (const { rule } of failures)
      if (isWaivable(rule) && rule !== 'documents')
        buttons.push({
          label: say('check.askWaiver', { rule: house(`rule.${rule}`) }),
          route: route('nominate/waive/ask', nomination.id, rule),
        });
  if (buttons.length === 0) buttons.push(backButton(say, course));
  return buttons;
}

function backButton(say: Desk<Key>['say'], course: Course): Button {
  return { label: say('button.list'), route: route('nominate/list/of', course.id) };
}

/** Everybody nominated whom the asker sees, from an offset on. */
export async function courseCheckView(desk: Desk<Key>, course: Course, offset: number): Promise<View> {
  const { records, say, now } = desk;
  const all = await records.nominations.list({ course: course.id });
  const nominations = all.filter(({ state }) => isOpen(state) || holdsSeat(state) || state === 'ineligible');
  const title = value(course.title);
  if (nominations.length === 0) return [{ paragraph: say('check.nobody', { title }) }];
  const verdicts = await verdictsOf(records, course, nominations, now);
  const count = (verdict: ReturnType<typeof verdictOf>) =>
    nominations.filter(({ id }) => verdictOf(verdicts.get(id) ?? []) === verdict).length;
  const page = pageAt(offset, onPage, nominations.length);
  const shown = nominations.slice(page.first, page.first + onPage);
  return [
    { heading: say('check.course', { title }) },
    {
      paragraph: say('check.counts', {
        eligible: count('eligible'),
        conditional: count('conditional'),
        ineligible: count('ineligible'),
      }),
    },
    ...(await mixOf(desk, course, nominations)),
    ...(await waiversOf(desk, course)),
    ...(await nomineeBlocks(desk, shown, verdicts)),
    ...turning(page, say, (to) => route('nominate/check/more', course.id, String(to))),
  ];
}

async function nomineeBlocks(
  { records, say, house, asker, now }: Desk<Key>,
  nominations: readonly Nomination[],
  verdicts: ReadonlyMap<string, readonly Failure[]>,
): Promise<readonly Block[]> {
  const people = await records.people.byIds(nominations.map(({ nominee }) => nominee));
  const names = new Map(people.map(({ id, name }) => [id, name]));
  const today = localDate(now, asker.zone);
  const lines = nominations.map((nomination): Text => {
    const failures = verdicts.get(nomination.id) ?? [];
    const rules = failures.map(({ rule, passesOn }): Text => {
      const name = house(`rule.${rule}`);
      // A day that is over says nothing any more.
      return passesOn === undefined || passesOn <= today
        ? name
        : [...name, ...say('check.from', { date: day(passesOn) })];
    });
    const verdict = verdictOf(failures);
    const facts = {
      name: value(names.get(nomination.nominee) ?? ''),
      state: house(`nominationState.${nomination.state}`),
    };
    if (verdict === 'eligible') return say('check.line.eligible', facts);
    return say(`check.line.${verdict}`, { ...facts, rules: joined(rules, comma(asker.language)) });
  });
  const buttons = nominations.map(({ id, nominee }) => ({
    label: say('check.look', { name: value(shortened(names.get(nominee) ?? '', nameShown)) }),
    route: route('nominate/check/one', id),
  }));
  return [{ list: lines }, { buttons }];
}

/** Item 44: of each sector how many are wanted, nominated, and have a seat. */
async function mixOf(
  { records, say, house }: Desk<Key>,
  course: Course,
  nominations: readonly Nomination[],
): Promise<readonly Block[]> {
  const criteria = await criteriaOf(records, course.id);
  const profiles = await records.profiles.of({ nominatedFor: course.id });
  const counts = new Map<Sector | 'unsaid', { nominated: number; seated: number }>();
  for (const { nominee, state } of nominations) {
    const sector = profiles.get(nominee)?.sector ?? 'unsaid';
    const sum = counts.get(sector) ?? { nominated: 0, seated: 0 };
    counts.set(sector, sum);
    sum.nominated += 1;
    if (holdsSeat(state)) sum.seated += 1;
  }
  const told = [...sectors, 'unsaid' as const].filter(
    (one) => counts.has(one) || (one !== 'unsaid' && criteria.sectors.includes(one)),
  );
  if (told.length === 1 && told[0] === 'unsaid') return [];
  const lines = told.map((one) => {
    const { nominated, seated } = counts.get(one) ?? { nominated: 0, seated: 0 };
    const facts = { sector: house(`sector.${one}`), nominated, seated };
    const target = one === 'unsaid' ? undefined : criteria.sectorTargets[one];
    return target === undefined ? say('check.mix', facts) : say('check.mix.target', { ...facts, target });
  });
  return [{ paragraph: say('check.mix.heading') }, { list: lines }];
}

/** Signed ones are counted; those that are only asked for are named as such. */
async function waiversOf({ records, say, house }: Desk<Key>, course: Course): Promise<readonly Block[]> {
  const waivers = await records.waivers.of({ course: course.id });
  const signed = waivers.filter(({ signedBy }) => signedBy !== null);
  if (waivers.length === 0) return [];
  const shown = signed.slice(0, mostWaivers);
  const people = await records.people.byIds(
    shown.flatMap(({ signedBy, about }) => [signedBy ?? '', about.nominee]),
  );
  const names = new Map(people.map(({ id, name }) => [id, name]));
  const lines = shown.map(({ rule, signedBy, about, reason }) =>
    say('check.waiver', {
      name: value(names.get(about.nominee) ?? ''),
      rule: house(`rule.${rule}`),
      by: value(names.get(signedBy ?? '') ?? ''),
      reason: value(shortened(reason.replace(/\s+/g, ' '), 160) || '–'),
    }),
  );
  const asked = waivers.length - signed.length;
  return [
    { paragraph: say('check.waivers', { signed: signed.length, asked }) },
    ...(lines.length === 0 ? [] : [{ list: lines }]),
  ];
}
