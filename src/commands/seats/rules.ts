// /seats rules: cap, floor and reserves of a course, until its call closes.
import { type Desk, defineCommand } from '#bot/command.ts';
import { ask, optional } from '#bot/field.ts';
import { askCourse, givenText } from '#bot/record-fields.ts';
import { command, value } from '#bot/text.ts';
import { type CourseState, proposalLimits } from '#exchange/course.ts';
import { sectors } from '#exchange/profile.ts';
import type { Reserve, SeatRules } from '#exchange/seat-rules.ts';
import { rulesInWords } from './_rules-in-words.ts';
import { type Key, words } from './words.ts';

/** Afterwards it is known who was nominated. */
const beforeClose = [
  'draft',
  'proposed',
  'gated',
  'approved',
  'call-open',
] as const satisfies readonly CourseState[];

const seats = { min: 0, max: proposalLimits.seats.max } as const;

export default defineCommand({
  path: 'seats rules',
  words,
  who: ['coordinator'],
  access: 'write',
  asks: {
    course: askCourse([...beforeClose]),
    cap: optional(ask.number(seats)),
    floor: optional(ask.yesNo()),
    women: optional(ask.number(seats)),
    underServed: optional(ask.number(seats)),
    sector: optional(ask.choice(sectors, 'group')),
    sectorSeats: optional(ask.number(seats)),
  },
  pages: [
    ['course', 'cap', 'floor', 'women', 'underServed'],
    ['sector', 'sectorSeats'],
  ],
  async prefill(given, { records }) {
    const course = givenText(given, 'course');
    if (course === undefined) return {};
    const { cap = 0, floor, reserves } = await records.seatRules.of(course);
    const sector = reserves.find(({ group }) => sectors.some((one) => one === group));
    return {
      cap,
      floor,
      women: reservedFor('women', reserves),
      underServed: reservedFor('under-served', reserves),
      ...(sector === undefined ? {} : { sector: sector.group, sectorSeats: sector.seats }),
    };
  },
  async run({ course: id, ...asked }, desk) {
    const { records, say } = desk;
    const course = await records.courses.byId(id);
    if (!course) return desk.refuse('gone');
    const title = value(course.title);
    if (!beforeClose.some((state) => state === course.state)) {
      return desk.refuse('rules.tooLate', {
        title,
        state: desk.house(`courseState.${course.state}`),
        depart: command('seats depart'),
        edit: command('course edit'),
      });
    }
    const before = await records.seatRules.of(id);
    const incomplete = sectorProblem(asked, before, desk);
    if (incomplete) return { correct: incomplete };
    const rules = merged(before, asked);
    const reserved = rules.reserves.reduce((sum, one) => sum + one.seats, 0);
    if (reserved > course.seats) {
      const sentence = say('rules.tooMany', { reserved, seats: course.seats });
      return { correct: { [asked.sectorSeats === undefined ? 'women' : 'sectorSeats']: sentence } };
    }
    await records.seatRules.set(id, rules);
    return [
      {
        reply: [
          { paragraph: say('rules.set', { title }) },
          { list: rulesInWords(rules, say) },
          { paragraph: say('rules.next') },
        ],
      },
      { revise: `course/card · ${id}` },
    ];
  },
  buttons: {
    start: {
      who: ['coordinator'],
      access: 'read',
      press: async ([course = '']) => ({ open: 'seats rules', values: { course } }),
    },
  },
});

interface Asked {
  readonly cap: number | undefined;
  readonly floor: boolean | undefined;
  readonly women: number | undefined;
  readonly underServed: number | undefined;
  readonly sector: (typeof sectors)[number] | undefined;
  readonly sectorSeats: number | undefined;
}

function reservedFor(group: Reserve['group'], reserves: readonly Reserve[]): number {
  return reserves.find((one) => one.group === group)?.seats ?? 0;
}

/** A sector and its number come together; what is known of one already need not be said again. */
function sectorProblem({ sector, sectorSeats }: Asked, { reserves }: SeatRules, { say }: Desk<Key>) {
  if (sector !== undefined && sectorSeats === undefined && reservedFor(sector, reserves) === 0)
    return { sectorSeats: say('rules.seatsMissing') };
  const isKnown = reserves.some(({ group }) => sectors.some((one) => one === group));
  if (sector === undefined && (sectorSeats ?? 0) > 0 && !isKnown)
    return { sector: say('rules.sectorMissing') };
  return undefined;
}

/** What was left out stays; 0 takes a rule away. */
function merged(before: SeatRules, asked: Asked): SeatRules {
  const known = before.reserves.find(({ group }) => sectors.some((one) => one === group));
  const sector = asked.sector ?? known?.group;
  const ofSector = asked.sectorSeats ?? (sector === undefined ? 0 : reservedFor(sector, before.reserves));
  const cap = asked.cap ?? before.cap ?? 0;
  const reserves: readonly Reserve[] = [
    { group: 'women', seats: asked.women ?? reservedFor('women', before.reserves) },
    { group: 'under-served', seats: asked.underServed ?? reservedFor('under-served', before.reserves) },
    ...(sector === undefined ? [] : [{ group: sector, seats: ofSector }]),
  ];
  return {
    cap: cap === 0 ? undefined : cap,
    floor: asked.floor ?? before.floor,
    reserves: reserves.filter((one) => one.seats > 0),
  };
}
