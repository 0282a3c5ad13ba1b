// The story of an evaluation, months later: what came of what somebody committed to, as they and their manager say.
import { expect } from 'vitest';
import { fillsPages, formBefore } from '../support/fill-pages.ts';
import { word } from './evaluation-asked.ts';
import type { EvaluationCast } from './evaluation-scene.ts';
import { hears } from './hearing.ts';
import { said } from './said.ts';
import type { World } from './world.ts';

/** After 90 days Diego, and after 100 his manager, on the Monday because that day is a Saturday. */
export async function followsUp(world: World, { diego, lucia }: EvaluationCast): Promise<void> {
  world.clock.set('2027-04-21T15:30Z');
  await world.sweep();
  const asked = said('followUps', 'asked.heading', 'es');
  expect(await hears(diego, asked)).toContain('Enseñar a mi unidad');
  await diego.person.presses(said('followUps', 'answer', 'es'), asked);
  await formBefore(diego.person);
  await fillsPages(diego.person, {
    'reading-1': word(diego, 'reading.done'),
    'reading-2': word(diego, 'reading.partly'),
    barrier: word(diego, 'barrier.equipment'),
    tools: word(diego, 'tools.often'),
  });
  await diego.person.waitsFor(word(diego, 'volunteer.ask'));

  const observe = said('followUps', 'observe.heading', 'es');
  world.clock.set('2027-05-01T16:00Z');
  await world.sweep();
  expect(world.sentTo(lucia).join('\n')).not.toContain(observe);
  world.clock.set('2027-05-03T14:30Z');
  await world.sweep();
  expect(await hears(lucia, observe)).toContain('Diego');
  await lucia.person.presses(said('followUps', 'answer', 'es'), observe);
  await lucia.person.waitsFor(said('feedback', 'observed.promise', 'es', { name: 'Diego' }));
  await lucia.person.presses(
    word(lucia, 'follow-up.begin'),
    said('feedback', 'observed.promise', 'es', { name: 'Diego' }),
  );
  await formBefore(lucia.person);
  await fillsPages(lucia.person, {
    seen: word(lucia, 'seen.yes'),
    barrier: word(lucia, 'barrier.equipment'),
    uses: word(lucia, 'agreement.5'),
    better: word(lucia, 'agreement.4'),
    'passes-on': word(lucia, 'agreement.4'),
  });
  await lucia.person.waitsFor(said('feedback', 'observed.kept', 'es', { name: 'Diego' }));
}
