// Gathers what is found wrong or right: by each platform, in the record, among deliveries and tasks, and by the house.
import { type ChannelId, platformOf } from '#exchange/people.ts';
import type { Records, Store } from '#store/store.ts';
import { type CertificateOffice, noCertificateOffice } from './certificate-office.ts';
import type { Clock } from './clock.ts';
import { type Finding, found, foundIn, platformValue } from './finding.ts';
import { type HouseKey, houseWords } from './house-words.ts';
import type { Platform, PlatformName } from './platform.ts';
import type { Surroundings } from './surroundings.ts';
import { value } from './text.ts';

/** A task of the schedule, as far as an examination goes. */
export interface Task {
  readonly name: string;
  readonly everyMinutes: number;
}

export interface SurroundingParts {
  readonly store: Store;
  readonly platforms: readonly Platform[];
  readonly tasks: readonly Task[];
  readonly clock: Clock;
  /** What only whoever put the house together can look at: its disk, its copies, its file. Never rejects. */
  readonly upkeep: () => Promise<readonly Finding[]>;
  /** Left out where certificates are neither signed nor checked on a page. */
  readonly certificates?: CertificateOffice;
}

export interface NamedChannel {
  readonly channel: ChannelId;
  /** The name of the organisation whose channel it is. */
  readonly organisation: string;
}

/** Retries wait an hour at most; what has been due for longer than this is waiting for nobody's clock. */
const latest = 15 * 60_000;
/** A task may begin late by its own interval, and a minute of the ticker's. */
const grace = 2 * 60_000;
const minute = 60_000;
/** A platform that takes longer to look itself over is not waited for. */
const patience = 45_000;

export function makeSurroundings(parts: SurroundingParts): Surroundings {
  const { platforms, store } = parts;
  return {
    certificates: async () => parts.certificates ?? noCertificateOffice,

    invitations: async () =>
      platforms.flatMap((platform) => {
        const address = platform.invitation();
        return address === undefined ? [] : [{ platform: platform.name, address }];
      }),

    findings: async () => {
      const named = await store.read({ kind: 'process' }, namedChannels).catch(() => []);
      const [ofPlatforms, ofRecord, ofHouse] = await Promise.all([
        Promise.all(platforms.map((platform) => examinedBy(platform, named))),
        examineRecord(parts),
        parts.upkeep(),
      ]);
      const connected = new Set(platforms.map(({ name }) => name));
      const unconnected = named
        .filter(({ channel }) => !connected.has(platformOf(channel)))
        .map(({ channel }) => foundIn(channel, 'wrong', 'finding.channel.unconnected'));
      return withOrganisations([...ofPlatforms.flat(), ...unconnected], named).concat(ofRecord, ofHouse);
    },
  };
}

/** Every channel that was named, with whose it is. */
export async function namedChannels({ organisations }: Records): Promise<readonly NamedChannel[]> {
  const names = new Map((await organisations.all()).map(({ id, name }) => [id, name]));
  return (await organisations.channels({})).map(({ channel, organisation }) => ({
    channel,
    organisation: names.get(organisation) ?? organisation,
  }));
}

/** The channels of one platform, each once. */
export function channelsOn(platform: PlatformName, named: readonly NamedChannel[]): readonly ChannelId[] {
  return [...new Set(named.map(({ channel }) => channel))].filter((one) => platformOf(one) === platform);
}

/** Says with each finding about a channel whose it is. */
export function withOrganisations(
  findings: readonly Finding[],
  named: readonly NamedChannel[],
): readonly Finding[] {
  const whose = new Map<string, string>(named.map(({ channel, organisation }) => [channel, organisation]));
  return findings.map((finding) =>
    finding.about === undefined
      ? finding
      : {
          ...finding,
          facts: { ...finding.facts, organisation: value(whose.get(finding.about) ?? finding.about) },
        },
  );
}

async function examinedBy(platform: Platform, named: readonly NamedChannel[]): Promise<readonly Finding[]> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<readonly Finding[]>((resolve) => {
    const slow = found('look', 'finding.platform.tooFast', { platform: platformValue(platform.name) });
    timer = setTimeout(resolve, patience, [slow]);
  });
  const examined = platform.examine(channelsOn(platform.name, named));
  return Promise.race([examined, late]).finally(() => clearTimeout(timer));
}

async function examineRecord(parts: SurroundingParts): Promise<readonly Finding[]> {
  const { store, clock } = parts;
  const now = clock.now();
  try {
    const read = await store.read({ kind: 'process' }, async (records) => [
      ...(await leftPlaces(records)),
      ...(await waiting(records, now)),
      ...(await sweeps(records, parts.tasks, now)),
    ]);
    // Comes and goes in one transaction: the disk is really written, and nothing is left behind.
    await store.write({ viewer: { kind: 'process' }, actor: 'examination', now }, async ({ leases }) => {
      const holder = `examination ${now}`;
      await leases.take(holder, holder);
      await leases.release(holder, holder, undefined);
    });
    return [found('ok', 'finding.record.answers'), await audit(store), ...read];
  } catch {
    return [found('wrong', 'finding.record.silent')];
  }
}

async function audit(store: Store): Promise<Finding> {
  const verdict = await store.verifyAudit();
  return verdict.whole
    ? found('ok', 'finding.audit.whole', {
        count: verdict.count,
        head: value(`${verdict.head.slice(0, 12)}…`),
      })
    : found('wrong', 'finding.audit.broken', { entry: verdict.brokenAt });
}

async function leftPlaces({ places, organisations }: Records): Promise<readonly Finding[]> {
  const left = new Set<string>((await places.left()).map(({ place }) => place));
  const names = new Map((await organisations.all()).map(({ id, name }) => [id, name]));
  return (await organisations.places())
    .filter(({ place }) => left.has(place))
    .map(({ place, name, organisation }) =>
      found('wrong', 'finding.place.left', {
        place: value(name ?? place),
        organisation: value(names.get(organisation) ?? organisation),
      }),
    );
}

async function waiting({ deliveries }: Records, now: number): Promise<readonly Finding[]> {
  const { pending, undeliverable } = await deliveries.countByState();
  const due = await deliveries.nextDue();
  const late = due === undefined ? 0 : now - due;
  return [
    late > latest
      ? found('wrong', 'finding.deliveries.late', { minutes: Math.round(late / minute) })
      : found('ok', 'finding.deliveries.fine', { count: pending }),
    ...(undeliverable > 0 ? [found('look', 'finding.deliveries.undelivered', { count: undeliverable })] : []),
  ];
}

async function sweeps(
  { settings }: Records,
  tasks: readonly Task[],
  now: number,
): Promise<readonly Finding[]> {
  const late: Finding[] = [];
  let last = 0;
  for (const { name, everyMinutes } of tasks) {
    const slot = await settings.lastSlot(name);
    // One that has never looked is young: it is looked for with the next examination.
    if (slot === undefined) continue;
    const at = slot * everyMinutes * minute;
    last = Math.max(last, at);
    if (now - at <= 2 * everyMinutes * minute + grace) continue;
    const facts = { minutes: Math.round((now - at) / minute) };
    late.push({ ...found('wrong', 'finding.sweeps.late', facts), named: { task: [taskName(name)] } });
  }
  if (late.length > 0) return late;
  const since = last === 0 ? 0 : Math.max(0, Math.round((now - last) / minute));
  return [found('ok', 'finding.sweeps.fine', { minutes: since })];
}

function taskName(name: string): HouseKey {
  const key = `job.${name}`;
  return houseWords.keys.find((one) => one === key) ?? 'job.other';
}
