// The record that a benchmark starts from: a hub, an academy, as many officers as are needed, and what waits for them.
import { keepAnswers } from '#bot/keep-answers.ts';
import welcome from '#commands/exchange/messages/member-confirmed.ts';
import { openStore, type StorePlace } from '#store/open-store.ts';
import type { DeliveryState } from '#store/records/deliveries.ts';
import type { Records, Store } from '#store/store.ts';
import { givePapers, standingPass } from '../test/support/gate-papers.ts';
import { reactionOf, reactionTo } from '../test/support/reaction-round.ts';
import { ids, userId } from './stand-ins/discord/discord.ts';

export interface Seeded {
  /** Officers 1 to this on Slack, as `U1` onwards; coordinators, so that every command is open to them. */
  readonly onSlack: number;
  /** Officers 1 to this on Discord, each with direct messages asked for. */
  readonly onDiscord: number;
}

export interface Written {
  readonly slackPeople: readonly string[];
  readonly discordPeople: readonly string[];
  /** A course whose questionnaire is closed, so that its summary has a picture. */
  readonly course: string;
}

const atOnce = 500;

export async function seed(place: StorePlace, { onSlack, onDiscord }: Seeded): Promise<Written> {
  return withStore(place, async (store) => {
    const hub = await write(store, async (records) => {
      const { id } = await records.organisations.add({
        name: 'Secretariat',
        country: 'CH',
        language: 'en',
        zone: 'Europe/Zurich',
        hub: true,
      });
      await records.organisations.tie('slack:T1', id, 'Bench');
      await records.organisations.tie(`discord:${ids.guild}`, id, 'Bench');
      for (let n = 1; n <= 9; n += 1) {
        const academy = { name: `Police academy ${n}`, country: 'GH', language: 'en', zone: 'Africa/Accra' };
        await records.organisations.add({ ...academy, language: 'en', hub: false });
      }
      return id;
    });
    const slackPeople = await addPeople(store, hub, onSlack, async (records, person, n) =>
      records.people.link(`slack:T1:U${n}`, person, `Officer U${n}`),
    );
    const discordPeople = await addPeople(store, hub, onDiscord, async (records, person, n) => {
      await records.people.link(`discord:${userId(n)}`, person, `Officer ${n}`);
      await records.people.setDirectMessages(`discord:${userId(n)}`, 'welcome');
    });
    const course = await write(store, (records) => addCourse(records, hub));
    return { slackPeople, discordPeople, course };
  });
}

async function addPeople(
  store: Store,
  organisation: string,
  count: number,
  link: (records: Records, person: string, n: number) => Promise<void>,
): Promise<readonly string[]> {
  const people: string[] = [];
  for (let from = 1; from <= count; from += atOnce) {
    await write(store, async (records) => {
      for (let n = from; n < from + atOnce && n <= count; n += 1) {
        const person = await records.people.add({
          name: `Officer ${n}`,
          organisation,
          membership: 'confirmed',
        });
        await link(records, person.id, n);
        if (n <= coordinators) {
          await records.people.grant({ person: person.id, role: 'coordinator', scope: 'hub' });
        }
        people.push(person.id);
      }
    });
  }
  return people;
}

/** Only these type commands; the others are told things. */
export const coordinators = 64;

/** A course that ended, with twelve answers and a closed questionnaire. */
async function addCourse(records: Records, organisation: string): Promise<string> {
  const trainees: string[] = [];
  for (let n = 1; n <= 12; n += 1) {
    const trainee = await records.people.add({ name: `Trainee ${n}`, organisation, membership: 'confirmed' });
    trainees.push(trainee.id);
  }
  const [proposer = ''] = trainees;
  const course = await records.courses.propose({
    title: 'Digital evidence',
    subject: 'digital-investigation',
    startsOn: '2026-03-16',
    endsOn: '2026-03-20',
    zone: 'Africa/Accra',
    country: 'GH',
    place: 'Accra',
    online: false,
    language: 'en',
    seats: 20,
    nominationDeadline: Date.UTC(2026, 2, 1),
    aims: 'Secure and read digital evidence.',
    proposedBy: proposer,
    organisation,
  });
  const states = [
    'proposed',
    'gated',
    'approved',
    'call-open',
    'call-closed',
    'selecting',
    'confirmed',
  ] as const;
  await givePapers(records, course.id, proposer);
  const pass = await standingPass(records, course.id);
  let state: Parameters<Records['courses']['move']>[1][number] = course.state;
  for (const to of [...states, 'running', 'delivered', 'evaluating'] as const) {
    const moved = await records.courses.move(course.id, [state], to, undefined, pass);
    state = moved?.state ?? state;
  }
  for (const trainee of trainees) await records.nominations.mark(course.id, trainee, 'attended', proposer);
  const opensAt = Date.now() - 86_400_000;
  const round = reactionTo(course.id, opensAt, Date.now() - 1000);
  await records.feedback.open(round, trainees);
  for (const [index, trainee] of trainees.entries()) {
    const ratings = { apply: 3 + (index % 3), confidence: 4, relevance: 5, instructors: 5, level: 2 };
    const more = {
      knowledge: 4,
      'human-rights': 4,
      recommend: 10 - (index % 4),
      obstacles: `Remark ${index}.`,
    };
    await records.feedback.answer(reactionOf(course.id), trainee, { ...ratings, ...more });
  }
  await records.feedback.close(reactionOf(course.id));
  return course.id;
}

/** A fan-out as a job of Attaché's own writes it: something to tell each of these people, due at once. */
export async function addDeliveries(store: Store, people: readonly string[], slot: string): Promise<void> {
  const answers = people.map((person) => ({
    tell: person,
    key: `${welcome.name} · ${slot}`,
    message: welcome.name,
    facts: { person, role: 'trainee' },
  }));
  const messages = new Map([[welcome.name, welcome]]);
  await write(store, (records) => keepAnswers(records, answers, messages, { cause: 'bench' }));
}

export async function countDeliveries(place: StorePlace): Promise<Readonly<Record<DeliveryState, number>>> {
  return withStore(place, (store) =>
    store.read({ kind: 'process' }, (records) => records.deliveries.countByState()),
  );
}

export async function withStore<T>(place: StorePlace, work: (store: Store) => Promise<T>): Promise<T> {
  const store = await openStore(place);
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

function write<T>(store: Store, work: (records: Records) => Promise<T>): Promise<T> {
  return store.write({ viewer: { kind: 'process' }, actor: 'bench', now: Date.now() }, work);
}
