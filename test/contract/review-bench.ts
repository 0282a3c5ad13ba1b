// A course with two nominees and three experts who review for it, in a store; for the contract of selections by score.
import { afterEach, beforeEach } from 'vitest';
import type { Role } from '#exchange/people.ts';
import type { Ratings, Weights } from '#exchange/scoring.ts';
import type { Viewer } from '#exchange/viewer.ts';
import type { Nomination } from '#store/records/nominations.ts';
import type { TestStore } from '../support/databases.ts';
import {
  act,
  arrangeExchange,
  change,
  type Exchange,
  look,
  nominate,
  noon,
  type OpenStore,
  openCourse,
} from './store-bench.ts';

export const weights: Weights = { need: 30, role: 25, cascade: 20, experience: 15, language: 10 };
export const spread = 2;

export function all(given: number): Ratings {
  return { need: given, role: given, cascade: given, experience: given, language: given };
}

export interface ReviewGround {
  readonly bench: TestStore;
  readonly exchange: Exchange;
  readonly course: string;
  readonly nominated: readonly Nomination[];
  /** Experts of the hub, by id. */
  readonly reviewers: readonly string[];
}

/** A ground of its own for each test of the block in which it is called. */
export function reviewBench(open: OpenStore) {
  let bench: TestStore;
  let exchange: Exchange;
  let course: string;
  let nominated: readonly Nomination[];
  let reviewers: readonly string[];

  beforeEach(async () => {
    bench = await open();
    exchange = await arrangeExchange(bench.store);
    course = (await openCourse(bench.store, exchange)).id;
    nominated = await nominate(bench.store, exchange, course, ['Nadia Zerhouni', 'Omar Tazi']);
    reviewers = await change(bench.store, async ({ people, panels, courses }) => {
      const ids: string[] = [];
      for (const name of ['Rita', 'Sami', 'Tom']) {
        const home = exchange.hub.id;
        const { id } = await people.add({ name, organisation: home, membership: 'confirmed' });
        await people.grant({ person: id, role: 'expert', scope: 'investigation' });
        ids.push(id);
      }
      await courses.move(course, ['call-open'], 'call-closed');
      await panels.convene(course, { weights, due: '2027-02-20' }, exchange.coordinator.id);
      for (const id of ids) await panels.name(course, id, exchange.coordinator.id);
      return ids;
    });
  });
  afterEach(() => bench.close());

  const eyes = (person: string, organisation: string, ...roles: Role[]): Viewer => ({
    kind: 'person',
    person,
    organisation,
    roles,
  });
  const asExpert = (person: string) => eyes(person, exchange.hub.id, 'expert');
  const asCoordinator = () => eyes(exchange.coordinator.id, exchange.hub.id, 'coordinator');
  const asLiaison = () => eyes(exchange.karim.id, exchange.rabat.id, 'liaison');
  const assign = () => change(bench.store, ({ reviews }) => reviews.assign(course, spread));
  const reviewsOf = (id: string) =>
    look(bench.store, async ({ reviews }) =>
      (await reviews.of(course)).filter((one) => one.nomination === id),
    );
  const give = (id: string, reviewer: string, ratings: Ratings, remark?: string) =>
    bench.store.write(act(noon + 1, asExpert(reviewer)), ({ reviews }) =>
      reviews.rate(id, { ratings, flag: 'outstanding', remark }, spread),
    );
  const stateOf = (id: string) =>
    look(bench.store, async ({ nominations }) => (await nominations.byId(id))?.state);
  const first = () => nominated[0]?.id ?? '';

  /** Rates one nomination by each of its reviewers, in turn. */
  async function rateAll(id: string, ...given: readonly number[]) {
    const outcomes = [];
    for (const [at, one] of (await reviewsOf(id)).entries())
      outcomes.push(await give(one.id, one.reviewer, all(given[at] ?? 3), 'Well argued.'));
    return outcomes;
  }

  return {
    ground: (): ReviewGround => ({ bench, exchange, course, nominated, reviewers }),
    eyes,
    asExpert,
    asCoordinator,
    asLiaison,
    assign,
    reviewsOf,
    give,
    stateOf,
    first,
    rateAll,
  };
}
