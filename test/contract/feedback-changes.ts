// Every change of feedback and of questionnaires once, for the audit.
import { roundIdOf } from '#exchange/questionnaire.ts';
import type { Records } from '#store/store.ts';
import { reactionOf, reactionTo } from '../support/reaction-round.ts';
import { day, type Exchange, noon } from './store-bench.ts';

/** What people write, in which the audit looks for itself. */
interface Asked {
  readonly course: string;
  readonly person: string;
  readonly organisation: string;
  readonly exchange: Exchange;
  readonly written: string;
}

export async function askAndAnswer(
  step: <T>(work: (records: Records) => Promise<T>) => Promise<T>,
  { course, person, organisation, exchange, written }: Asked,
): Promise<void> {
  const round = reactionOf(course);
  await step(({ feedback }) => feedback.open(reactionTo(course, noon, noon + day, noon + 3 * day), [person]));
  await step(({ feedback }) => feedback.moveClose(round, noon + 2 * day));
  await step(({ feedback }) => feedback.answer(round, person, { apply: 5, obstacles: written }));
  await step(({ feedback }) => feedback.invite(round, [exchange.ama.id]));
  const late: string[] = [];
  for (const at of [1, 2, 3, 4, 5]) {
    const added = await step(({ people }) =>
      people.add({ name: `Trainee ${at}`, organisation, membership: 'confirmed' }),
    );
    late.push(added.id);
  }
  await step(({ feedback }) => feedback.invite(round, late));
  await step(({ feedback }) => feedback.close(round));
  for (const one of late) await step(({ feedback }) => feedback.answer(round, one, { apply: 4 }));
  await step(({ feedback }) => feedback.releaseLate(round));
  await step(({ feedback }) =>
    feedback.open({ ...reactionTo(course, noon, noon + day), set: 'pre-test' }, [person]),
  );
  await step(({ feedback }) => feedback.callOff(roundIdOf(course, 'pre-test')));
  await step(({ questionnaires }) =>
    questionnaires.add({ course, set: 'post-test', items: [], madeBy: person }),
  );
}
