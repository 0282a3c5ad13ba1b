// Certificates: one that stands for each person and course, found by their codes, withdrawn for one of two reasons.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { erasedName } from '#exchange/people.ts';
import type { NewCertificate } from '#store/records/certificates.ts';
import type { TestStore } from '../support/databases.ts';
import {
  arrangeExchange,
  change,
  type Exchange,
  look,
  noon,
  type OpenStore,
  openCourse,
} from './store-bench.ts';

export function certificateContract(open: OpenStore): void {
  describe('certificates', () => {
    let bench: TestStore;
    let exchange: Exchange;
    let course: string;
    let serial = 0;

    beforeAll(async () => {
      bench = await open();
      exchange = await arrangeExchange(bench.store);
      course = (await openCourse(bench.store, exchange)).id;
    });
    afterAll(() => bench.close());

    function certificate(changes: Partial<NewCertificate> = {}): NewCertificate {
      serial += 1;
      return {
        ...{ code: `CODE-${serial}`, course, person: exchange.karim.id, organisation: exchange.rabat.id },
        ...{ name: 'كريم Karim', language: 'ar', mark: 'attended', daysPresent: 4, daysMarked: 5, hours: 30 },
        issuedBy: exchange.coordinator.id,
        ...changes,
      };
    }
    const issue = (...some: readonly NewCertificate[]) =>
      change(bench.store, ({ certificates }) => certificates.issue(some));

    test('are issued once, of any number at once, and found by code', async () => {
      const one = certificate();

      const issued = (await Promise.all([issue(one), issue(certificate()), issue(certificate())])).flat();
      const [kept] = issued;
      const found = await look(bench.store, ({ certificates }) => certificates.byCode(kept?.code ?? ''));

      expect(issued).toHaveLength(1);
      expect(found).toMatchObject({ ...one, code: kept?.code, issuedAt: noon, revokedAt: null });
      expect(await look(bench.store, ({ certificates }) => certificates.byCode('CODE'))).toBeUndefined();
    });

    test('are withdrawn once, and then another can be issued', async () => {
      const [first] = await look(bench.store, ({ certificates }) => certificates.list(course));
      const revoke = (at: number) =>
        change(
          bench.store,
          ({ certificates }) => certificates.revoke(first?.id ?? '', exchange.coordinator.id, 'Wrong.'),
          at,
        );

      const revoked = await revoke(noon + 1);
      const again = await revoke(noon + 2);
      const [second] = await issue(certificate({ mark: 'partial' }));

      expect(revoked).toMatchObject({ revokedAt: noon + 1, revokedFor: 'issuer', reason: 'Wrong.' });
      expect(again).toBeUndefined();
      expect(second).toMatchObject({ mark: 'partial', revokedAt: null });
    });

    test('are listed for their holder and whoever sees the nomination, and for nobody else', async () => {
      const [{ id } = { id: '' }] = await issue(
        certificate({ person: exchange.ama.id, organisation: exchange.accra.id, name: 'Ama' }),
      );
      const asTrainee = (person: string) =>
        ({ kind: 'person', person, organisation: 'org-x', roles: ['trainee'] }) as const;
      const seen = (person: string) =>
        bench.store.read(asTrainee(person), async ({ certificates }) => [
          (await certificates.of(exchange.ama.id)).length,
          (await certificates.list(course)).length,
          (await certificates.byId(id)) !== undefined,
        ]);

      expect(await seen(exchange.ama.id)).toEqual([1, 1, true]);
      expect(await seen(exchange.karim.id)).toEqual([0, 2, false]);
      expect(await seen('per-none')).toEqual([0, 0, false]);
    });

    test('lose the name of somebody who is forgotten, and say that it was their wish', async () => {
      const person = await change(bench.store, ({ people }) =>
        people.add({ name: 'Gone', organisation: exchange.rabat.id, membership: 'confirmed' }),
      );
      const [issued] = await issue(certificate({ person: person.id, name: 'Gone' }));

      await change(bench.store, ({ erasures }) => erasures.erase(person.id), noon + 5);

      const found = await look(bench.store, ({ certificates }) => certificates.byCode(issued?.code ?? ''));
      expect(found).toMatchObject({ name: erasedName, revokedAt: noon + 5, revokedFor: 'holder' });
    });

    test('keep whoever has one that stands from being purged', async () => {
      const removed = await change(bench.store, ({ people }) =>
        people.add({ name: 'Left', organisation: exchange.rabat.id, membership: 'removed' }),
      );
      const [issued] = await issue(certificate({ person: removed.id, name: 'Left' }));
      const purge = () =>
        change(bench.store, ({ retention }) => retention.purge('removed', noon * 2, 10), noon + 10);

      const kept = await purge();
      await change(bench.store, ({ certificates }) =>
        certificates.revoke(issued?.id ?? '', exchange.coordinator.id, 'Wrong.'),
      );

      expect([kept, await purge()]).toEqual([0, 1]);
    });

    test('are signed by a key that is kept once, and sealed anew by whoever saw it as it is', async () => {
      const key = (token: string) => ({ id: 'first', publicKey: token, sealed: { key: 'k1', token } });

      const kept = await Promise.all(
        ['one', 'two'].map((token) => change(bench.store, ({ signingKeys }) => signingKeys.keep(key(token)))),
      );
      const [first] = kept;
      const reseal = (before: string) =>
        change(bench.store, ({ signingKeys }) =>
          signingKeys.reseal('first', before, { key: 'k2', token: 'anew' }),
        );
      const resealed = [await reseal('something else'), await reseal(first?.sealed.token ?? '')];

      expect(kept[1]).toEqual(first);
      expect(resealed).toEqual([false, true]);
      const all = await look(bench.store, ({ signingKeys }) => signingKeys.all());
      expect(all).toEqual([{ ...first, sealed: { key: 'k2', token: 'anew' } }]);
    });
  });
}
