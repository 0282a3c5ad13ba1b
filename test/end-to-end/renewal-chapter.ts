// Once a quarter in the story: whoever answers for people says that all of them still serve.
import type { Cast } from './cast.ts';
import { names } from './cast.ts';
import { hears } from './hearing.ts';
import { said } from './said.ts';
import type { Actor, World } from './world.ts';

/** At this instant the question has come to each of them, three weeks ahead; each answers it by the button. */
export async function allStillServe(world: World, cast: Cast, at: string): Promise<void> {
  world.clock.set(at);
  await world.sweep();
  const ofHub = said('exchange', 'member-verify.headingHub', 'en');
  const of = (organisation: string, { speaks }: Actor) =>
    said('exchange', 'member-verify.heading', speaks, { organisation: { value: organisation } });
  for (const [actor, heading] of [
    [cast.nadia, ofHub],
    [cast.piet, ofHub],
    [cast.ama, of(names.accra, cast.ama)],
    [cast.youssef, of(names.rabat, cast.youssef)],
  ] as const) {
    await hears(actor, heading);
    await actor.runs('exchange member-verify');
    await actor.person.waitsFor(heading);
    await actor.person.presses(said('exchange', 'member-verify.all', actor.speaks), heading);
    await world.settles();
  }
}
