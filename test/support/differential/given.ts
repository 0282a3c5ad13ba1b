// What operations are given: mostly what fits to the state, sometimes what another has taken, or nothing has.
import { subjects } from '#exchange/course.ts';
import type { World } from './world.ts';

export type Given = (world: World) => readonly unknown[];

export const maybe = <T>(world: World, share: number, make: () => T): T | undefined =>
  world.often(share) ? make() : undefined;

/** Only what is given is there: a missing key and an undefined one mean different things. */
export const some = (parts: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined));

export const proposal = (world: World) => ({
  title: world.text(),
  subject: world.pick(subjects),
  startsOn: world.date(),
  endsOn: world.date(),
  zone: world.zone(),
  country: world.pick(['GH', 'MA', 'PE']),
  place: maybe(world, 0.7, world.text),
  online: world.often(0.5),
  language: world.language(),
  seats: world.number(1, 3),
  nominationDeadline: world.instant(),
  aims: world.text(),
});

/** What somebody has taken, and by whom; now and then by another. */
export function taken(world: World): readonly [id: string, holder: string] {
  const sending = world.some([...world.state.deliveries.values()].filter((row) => row.state === 'sending'));
  const row = world.often(0.9) ? sending : world.row('deliveries');
  const holder = world.often(0.9) ? row?.takenBy : undefined;
  return [row?.id ?? world.id('deliveries'), holder ?? world.holder()];
}

export function undelivered(world: World): string {
  const row = world.some([...world.state.deliveries.values()].filter((one) => one.state === 'undeliverable'));
  return row?.id ?? world.id('deliveries');
}

export const reason = (world: World) =>
  world.pick([
    'closed',
    'gone',
    'refused',
    'left',
    'unsure',
    'unreachable',
    'failing',
    'no account',
    'too late',
  ]);

export function newDelivery(world: World, at: number): object {
  const known = world.row('deliveries')?.key;
  return {
    key:
      known !== undefined && world.often(0.15)
        ? known
        : `${world.pick(['k', 'c\0', 'ß'])} · ${world.serial} · ${at}`,
    message: 'course/reminder',
    facts: world.facts(),
    person: maybe(world, 0.7, () => world.id('people')),
    channel: maybe(world, 0.3, world.channel),
    organisation: maybe(world, 0.3, () => world.id('organisations')),
    purpose: maybe(world, 0.2, () => world.pick(['announcements', 'managers'])),
    post: maybe(world, 0.2, () => `course/card · ${world.id('courses')}`),
    tooLateAt: maybe(world, 0.4, world.instant),
    ...some({
      notBefore: maybe(world, 0.4, world.instant),
      circular: maybe(world, 0.4, () => world.id('circulars')),
    }),
  };
}

/** The reference of a lease as somebody saw it, perhaps some time ago. */
export function seenLease(world: World): object {
  const row = world.row('leases');
  const beat = (row?.beat ?? 0) - (world.often(0.3) ? 1 : 0);
  return {
    name: row?.name ?? 'sweeper',
    holder: row?.holder ?? world.holder(),
    beat,
    note: row?.note ?? undefined,
  };
}

export function leaseName(world: World): string {
  return world.pick([`process ${world.holder()}`, 'discord', world.row('leases')?.name ?? 'discord']);
}

export function ownLease(world: World): readonly [string, string] {
  const row = world.row('leases');
  return row && world.often(0.8) ? [row.name, row.holder] : [leaseName(world), world.holder()];
}

export const invited = (world: World): readonly [string, string] => {
  const row = world.row('feedbackParticipation');
  return row && world.often(0.9) ? [row.round, row.person] : [world.id('courses'), world.id('people')];
};

export const keysOf = (world: World, keys: readonly string[]) =>
  Array.from({ length: world.number(0, 4) }, () => world.some(keys) ?? 'none').concat(
    world.often(0.2) ? ['a\0b'] : [],
  );

export const idsOf = (world: World, name: 'people' | 'courses' | 'nominations') =>
  Array.from({ length: world.number(0, 5) }, () => world.id(name));

/** A list of people, or everybody nominated for a course. */
export const nomineesOf = (world: World) =>
  world.often(0.5)
    ? idsOf(world, 'people')
    : { nominatedFor: world.row('nominations')?.course ?? world.id('courses') };

export const nominatedOf = (world: World) =>
  world.often(0.5)
    ? Array.from({ length: world.number(0, 4) }, () => world.id('nominations'))
    : { course: world.row('nominations')?.course ?? world.id('courses') };

export function newInstallation(world: World): object {
  return {
    place: world.place(),
    platform: 'slack',
    name: world.text(),
    enterprise: maybe(world, 0.2, world.text),
    botUser: `U${world.number(1, 9)}`,
    scopes: 'commands,chat:write',
    installedBy: maybe(world, 0.8, world.account),
    sealed: { token: `sealed ${world.serial}`, key: world.pick(['k1', 'k2']) },
  };
}
