// /feedback follow-up: what came of commitments: the own after 90 and 180 days, those of one's people after 100.
import type { Answer } from '#bot/answer.ts';
import { type Desk, defineCommand } from '#bot/command.ts';
import { ask, type RawValues } from '#bot/field.ts';
import { ownFollowUps, staffFollowUps, type WaitingFollowUp } from '#bot/follow-ups.ts';
import { hasRole } from '#bot/identify.ts';
import { givenText } from '#bot/record-fields.ts';
import { instant, value } from '#bot/text.ts';
import { type Block, route, type View } from '#bot/view.ts';
import { stages } from '#exchange/follow-up.ts';
import { searchKey } from '#exchange/text-input.ts';
import { commitmentLines, observedForm, observedSaid, ownForm, ownSaid } from './_follow-up-form.ts';
import { type Key, words } from './words.ts';

const path = 'feedback follow-up';
/** Of one's people, where many have committed to something. */
const mostShown = 3;

export default defineCommand({
  path,
  words,
  who: 'member',
  access: 'write',
  typed: 'nothing',
  asks: { course: ask.text({ max: 60 }), person: ask.text({ max: 60 }), stage: ask.choice(stages, 'stage') },
  carries: ['course', 'person', 'stage'],
  pages: [],
  /** Typed by itself, it shows what waits; each has a button that opens its form. */
  admit: async (given, desk) =>
    givenText(given, 'course') === undefined ? { reply: await waitingView(desk) } : undefined,
  async shape(given, desk) {
    const found = await foundFor(desk, given);
    if (!found) return undefined;
    return found.stage === '100d' ? observedForm(found, desk.say) : ownForm(found, desk.say);
  },
  async run({ course, person, stage }, desk, said) {
    const found = await foundFor(desk, { course, person, stage });
    if (!found || !desk.asker.person) return { reply: [{ paragraph: desk.say('follow-up.over') }] };
    const { followUps } = desk.records;
    const kept =
      found.stage === '100d'
        ? await followUps.observe(course, person, desk.asker.person.id, observedSaid(said))
        : await followUps.answer(course, person, found.stage, ownSaid(found, said));
    if (!kept) return { reply: [{ paragraph: desk.say('follow-up.over') }] };
    return { reply: found.stage === '100d' ? await seenThanks(desk, found) : ownThanks(desk, found) };
  },
  buttons: {
    /** From a task: what it is about, what is promised, and the button that opens the form. */
    start: {
      who: 'member',
      access: 'read',
      press: ([course = '', person = '', stage = ''], desk) => start(desk, { course, person, stage }),
    },
    begin: {
      who: 'member',
      access: 'read',
      press: ([course = '', person = '', stage = ''], desk) => begin(desk, { course, person, stage }),
    },
    /** Of one's people the next for a course, from a message or after another. */
    next: { who: 'member', access: 'read', press: ([course = ''], desk) => next(desk, course) },
    volunteer: {
      who: 'member',
      access: 'write',
      press: ([course = '', willing], desk) => volunteer(desk, course, willing === 'yes'),
    },
  },
});

async function staffWaiting({ asker, records, now }: Desk<Key>): Promise<readonly WaitingFollowUp[]> {
  const { person, organisation } = asker;
  if (!person || !organisation || !hasRole(asker, 'manager', organisation.id)) return [];
  const waiting = await staffFollowUps(records, { id: person.id, organisation: organisation.id }, now);
  const people = await records.people.byIds([...new Set(waiting.map((one) => one.person))]);
  const keys = new Map(people.map((one) => [one.id, searchKey(one.name)]));
  // By name, so that the next one is the same whenever it is looked for.
  const key = (one: WaitingFollowUp) => `${keys.get(one.person) ?? ''} ${one.person}`;
  return waiting.toSorted((one, other) => (key(one) < key(other) ? -1 : 1));
}

/** What a form is about, while it still waits for the asker. */
async function foundFor(desk: Desk<Key>, given: RawValues): Promise<WaitingFollowUp | undefined> {
  const { asker, records, now } = desk;
  if (!asker.person) return undefined;
  const waiting =
    given.stage === '100d' ? await staffWaiting(desk) : await ownFollowUps(records, asker.person.id, now);
  return waiting.find(
    (one) => one.course.id === given.course && one.person === given.person && one.stage === given.stage,
  );
}

/** What it is about, until when, what is promised, and the button that opens the form. */
async function aboutView(desk: Desk<Key>, found: WaitingFollowUp): Promise<View> {
  const { say } = desk;
  const { course, person, stage, window } = found;
  const name = value(await nameOf(desk, person));
  const facts = { title: value(course.title), closes: instant(window.closesAt, course.zone) };
  const isOwn = stage !== '100d';
  return [
    { paragraph: isOwn ? say('follow-up.waiting', facts) : say('observed.waiting', { ...facts, name }) },
    { list: commitmentLines(found) },
    { paragraph: isOwn ? say('follow-up.promise') : say('observed.promise', { name }) },
    {
      buttons: [
        {
          label: say('follow-up.begin'),
          route: route('feedback/follow-up/begin', course.id, person, stage),
          look: 'primary',
        },
      ],
    },
  ];
}

async function start(desk: Desk<Key>, given: RawValues): Promise<Answer> {
  const found = await foundFor(desk, given);
  return { reply: found ? await aboutView(desk, found) : [{ paragraph: desk.say('follow-up.over') }] };
}

async function nameOf({ records }: Desk<Key>, person: string): Promise<string> {
  return (await records.people.byId(person))?.name ?? '–';
}

async function begin(desk: Desk<Key>, given: RawValues): Promise<Answer> {
  const found = await foundFor(desk, given);
  return found ? { open: path, values: given } : { reply: [{ paragraph: desk.say('follow-up.over') }] };
}

async function next(desk: Desk<Key>, course: string): Promise<Answer> {
  const found = (await staffWaiting(desk)).find((one) => one.course.id === course);
  return { reply: found ? await aboutView(desk, found) : [{ paragraph: desk.say('observed.none') }] };
}

async function waitingView(desk: Desk<Key>): Promise<View> {
  const { asker, records, say, now } = desk;
  const own = asker.person ? await ownFollowUps(records, asker.person.id, now) : [];
  const staff = await staffWaiting(desk);
  const blocks: Block[] = [];
  for (const one of [...own, ...staff.slice(0, mostShown)]) blocks.push(...(await aboutView(desk, one)));
  const more = staff.length - mostShown;
  if (more > 0) blocks.push({ paragraph: say('observed.more', { count: more }) });
  if (blocks.length > 0) return blocks;
  return [{ paragraph: say(hasRole(asker, 'manager') ? 'observed.none' : 'follow-up.none') }];
}

function ownThanks({ say }: Desk<Key>, { course }: WaitingFollowUp): View {
  return [
    { heading: say('answer.thanks') },
    { paragraph: say('follow-up.kept', { title: value(course.title) }) },
    { paragraph: say('volunteer.ask') },
    {
      buttons: [
        { label: say('volunteer.yes'), route: route('feedback/follow-up/volunteer', course.id, 'yes') },
      ],
    },
  ];
}

/** With whoever of one's people comes next for the course. */
async function seenThanks(desk: Desk<Key>, { course, person }: WaitingFollowUp): Promise<View> {
  const { say } = desk;
  const name = value(await nameOf(desk, person));
  const left = (await staffWaiting(desk)).filter((one) => one.course.id === course.id);
  const [following] = left;
  return [
    { heading: say('answer.thanks') },
    { paragraph: say('observed.kept', { name }) },
    ...(following
      ? [
          { paragraph: say('observed.more', { count: left.length }) },
          { divider: true } as const,
          ...(await aboutView(desk, following)),
        ]
      : []),
  ];
}

/** They may take it back as often as they like. */
async function volunteer(desk: Desk<Key>, course: string, willing: boolean): Promise<Answer> {
  const { asker, records, say } = desk;
  const own = asker.person ? await records.followUps.list({ course, person: asker.person.id }) : [];
  if (!asker.person || !own.some(({ stage }) => stage !== '100d'))
    return { reply: [{ paragraph: say('follow-up.over') }] };
  await records.followUps.volunteer(course, asker.person.id, willing);
  const label = say(willing ? 'volunteer.no' : 'volunteer.yes');
  return {
    update: [
      { paragraph: say(willing ? 'volunteer.willing' : 'volunteer.unwilling') },
      {
        buttons: [{ label, route: route('feedback/follow-up/volunteer', course, willing ? 'no' : 'yes') }],
      },
    ],
  };
}
