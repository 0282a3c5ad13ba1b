// The first administrator opens the exchange: who may not, in four languages on both platforms, and who comes at the same time.
import { afterEach, describe, expect, it } from 'vitest';
import { languages } from '#exchange/languages.ts';
import { says } from '../support/person.ts';
import { onDiscord, onSlack } from './layouts.ts';
import { said } from './said.ts';
import { openWorld, type World } from './world.ts';

const hub = { name: 'Secretariat', country: 'Switzerland', language: 'English', zone: 'Europe/Zurich' };
const locales = { en: 'en-GB', fr: 'fr', es: 'es-ES', ar: 'ar' } as const;
const wrong = 'AAAA-BBBB-CCCC-DDDD';

describe.each([
  ['Discord', onDiscord()],
  ['Slack', onSlack('socket')],
] as const)('setup on %s', (_, layout) => {
  let world: World;
  afterEach(() => world.close());

  /** Typed in one line, so that no form stands between; the options’ own names differ by language, not their keys. */
  const typed = (code: string) => ({
    code,
    name: hub.name,
    country: 'CH',
    language: 'en',
    timezone: hub.zone,
  });

  it.each(languages)(
    'is refused in %s to who is no administrator, guesses, or has a code that is too old',
    async (language) => {
      world = await openWorld(layout, 'sqlite');
      const traits = { locale: locales[language], speaks: language };
      const member = await world.actor('Moussa', 'hub', traits);
      const admin = await world.actor('Nadia', 'hub', { ...traits, administrator: true });
      const heard = async (actor: typeof admin, words: string) =>
        expect
          .poll(async () => (await actor.person.sees()).some((text) => says(text, words)), { timeout: 8_000 })
          .toBe(true);

      await member.runs('exchange setup', typed(world.setupCode));
      await heard(member, said('exchange', 'setup.notAdministrator', language));
      for (let tried = 0; tried < 6; tried += 1) await admin.runs('exchange setup', typed(wrong));
      await heard(
        admin,
        said('house', 'refused.guesses.account', language, { until: '@' }).split('@')[0] ?? '',
      );
      world.clock.set(world.clock.now() + 31 * 86_400_000);
      await admin.runs('exchange setup', typed(world.setupCode));

      const open = await world.store.read({ kind: 'process' }, ({ organisations }) => organisations.hub());
      expect(open).toBeUndefined();
      expect(world.errors).toEqual([]);
    },
  );

  it('makes one of two administrators who come at once the coordinator, and tells the other whose hub it is', async () => {
    world = await openWorld(layout, 'sqlite');
    const { setupCode } = world;
    const [nadia, karim] = [
      await world.actor('Nadia', 'hub', { administrator: true }),
      await world.actor('Karim', 'hub', { administrator: true }),
    ];

    await Promise.all([nadia, karim].map((one) => one.runs('exchange setup', typed(setupCode))));
    const coordinators = () =>
      world.store.read({ kind: 'process' }, ({ people }) =>
        people.withRole('coordinator', 'hub', world.clock.now()),
      );
    await expect.poll(async () => (await coordinators()).length, { timeout: 8_000 }).toBe(1);
    const [first] = await coordinators();
    const late = first?.name === 'Nadia' ? karim : nadia;
    await late.runs('exchange setup');

    await late.person.waitsFor('its hub is Secretariat');
    expect(await coordinators()).toHaveLength(1);
    expect(world.layout.violations()).toEqual([]);
  });
});
