// What the generator chooses from: ids that there are, and some that there are not; texts, instants and days, also hostile ones.
import { courseStates } from '#exchange/course.ts';
import type { Language } from '#exchange/languages.ts';
import { nominationStates, seatHoldingStates } from '#exchange/nomination.ts';
import { type Role, roles } from '#exchange/people.ts';
import type { Viewer } from '#exchange/viewer.ts';
import type { Chance } from './chance.ts';
import type { Row, State, TableName } from './model-state.ts';

export interface World extends Chance {
  readonly state: State;
  readonly now: number;
  /** Of the operation: to make what is to be new. */
  readonly serial: number;
  readonly row: <Name extends TableName>(name: Name) => Row<Name> | undefined;
  /** The id of a row, now and then one that nothing has. */
  readonly id: (
    name:
      | 'organisations'
      | 'people'
      | 'courses'
      | 'nominations'
      | 'offers'
      | 'risks'
      | 'deliveries'
      | 'circulars'
      | 'drafts'
      | 'posts'
      | 'symposiumSeries'
      | 'symposiumEditions'
      | 'deputies'
      | 'fundingLines'
      | 'improvementActions'
      | 'seatPlans'
      | 'exchangeOffers'
      | 'reviews'
      | 'appeals'
      | 'questionnaires',
  ) => string;
  readonly text: () => string;
  readonly facts: () => Record<string, string | number | boolean | null>;
  readonly instant: () => number;
  readonly date: () => string;
  readonly zone: () => string;
  readonly language: () => Language;
  readonly role: () => Role;
  readonly account: () => string;
  readonly channel: () => string;
  readonly place: () => string;
  readonly holder: () => string;
  readonly most: () => number;
  readonly viewer: () => Viewer;
}

export const hour = 3_600_000;
export const day = 24 * hour;

const texts = [
  'Digital evidence',
  'digital forensics',
  'Évidence numérique',
  'الأدلة الرقمية',
  'O\'Neil"; drop table people; --',
  '100 %_\\ sure',
  'a\0b',
  'half \ud800 letter',
  '𝒜stral plane',
  '\uffee beyond',
  '  blanks\n\tand lines ',
  '<!channel> @everyone',
  'ﬁnal ﬀect',
  'e',
  '',
  'ß'.repeat(120),
] as const;

const typed = [
  '',
  'd',
  'digi',
  'DIGITAL',
  'evid',
  'الأدلة',
  '%',
  '_',
  '\\',
  'crs-',
  'a\0b',
  '𝒜',
  '\ud800',
  'ss',
  'fin',
] as const;

export function worldOf(chance: Chance, state: State, now: number, serial: number): World {
  const row: World['row'] = (name) => chance.some([...state[name].values()]) as never;
  const world: World = {
    ...chance,
    state,
    now,
    serial,
    row,
    id: (name) => {
      if (chance.often(0.03)) return chance.pick(['none-000000000000', 'a\0b', '', '\ud800', '%']);
      return row(name)?.id ?? 'none-000000000000';
    },
    text: () => (chance.often(0.2) ? `${chance.pick(texts)} ${serial}` : chance.pick(texts)),
    facts: () => ({
      course: world.id('courses'),
      seats: chance.number(-5, 5),
      [chance.pick(['title', 'أ', 'Z', 'a b'])]: chance.pick([...texts, null, true, 0.5]),
    }),
    instant: () => now + chance.pick([0, 0, 1, -1, hour, -hour, day, -day, 30 * day, -40 * day]),
    date: () => `2027-${chance.pick(['01', '03', '12'])}-${chance.pick(['01', '15', '28'])}`,
    zone: () => chance.pick(['Africa/Accra', 'Europe/Zurich', 'Australia/Lord_Howe']),
    language: () => chance.pick(['en', 'fr', 'es', 'ar']),
    role: () => chance.pick(roles),
    account: () => `${chance.pick(['slack:T1:', 'discord:', 'practice:'])}U${chance.number(1, 12)}`,
    channel: () => `${chance.pick(['slack:T1:C', 'discord:', 'practice:'])}${chance.number(1, 3)}`,
    place: () => `${chance.pick(['slack:T', 'discord:'])}${chance.number(1, 4)}`,
    holder: () => `h${chance.number(1, 4)}`,
    most: () => chance.pick([0, 1, 2, 5, 25, 1000]),
    viewer: () => viewerOf(world),
  };
  return world;
}

export function whatIsTyped(world: World): string {
  return world.often(0.7) ? world.pick(typed) : world.text().slice(0, world.number(0, 6));
}

function viewerOf(world: World): Viewer {
  const organisation = world.often(0.8) ? world.id('organisations') : undefined;
  switch (world.number(0, 5)) {
    case 0:
      return { kind: 'process' };
    case 1:
      return { kind: 'stranger' };
    case 2:
      return { kind: 'channel', organisation, audience: world.pick(['announcements', 'managers', 'hub']) };
    default: {
      const person = world.row('people');
      return {
        kind: 'person',
        person: person?.id ?? 'none-000000000000',
        organisation: world.often(0.8) ? (person?.organisation ?? undefined) : organisation,
        roles: world.subset(roles),
        ...(world.often(0.3) ? { manages: [world.id('courses')] } : {}),
      };
    }
  }
}

export const courseStatesOf = (world: World) => world.subset(courseStates);
export const nominationStatesOf = (world: World) => world.subset(nominationStates);

const seated: ReadonlySet<string> = new Set(seatHoldingStates);
export const unseatedStates = nominationStates.filter((state) => !seated.has(state));
