// What a store must do, whatever database it stands on; run by store.sqlite.test.ts and store.postgres.test.ts.
import { afterAll, describe, expect, test } from 'vitest';
import type { Records, Store } from '#store/store.ts';
import { assistanceContract } from './store-assistance.contract.ts';
import { attendanceContract } from './store-attendance.contract.ts';
import { auditContract } from './store-audit.contract.ts';
import { everything, type OpenStore } from './store-bench.ts';
import { certificateContract } from './store-certificates.contract.ts';
import { circularContract } from './store-circulars.contract.ts';
import { courseContract } from './store-courses.contract.ts';
import { deliveryContract } from './store-deliveries.contract.ts';
import { digestContract } from './store-digests.contract.ts';
import { eligibilityContract } from './store-eligibility.contract.ts';
import { erasureContract } from './store-erasures.contract.ts';
import { exchangeContract } from './store-exchanges.contract.ts';
import { eyesContract } from './store-eyes.contract.ts';
import { fairnessContract } from './store-fairness.contract.ts';
import { feedbackContract } from './store-feedback.contract.ts';
import { feedbackFilesContract } from './store-feedback-files.contract.ts';
import { feedbackReleasesContract } from './store-feedback-releases.contract.ts';
import { followUpContract } from './store-follow-ups.contract.ts';
import { fundingContract } from './store-funding.contract.ts';
import { gateContract } from './store-gate.contract.ts';
import { growthContract } from './store-growth.contract.ts';
import { houseContract } from './store-house.contract.ts';
import { improvementContract } from './store-improvement.contract.ts';
import { installationContract } from './store-installations.contract.ts';
import { leaseContract } from './store-leases.contract.ts';
import { memberContract } from './store-members.contract.ts';
import { mergeContract } from './store-merges.contract.ts';
import { nominationContract } from './store-nominations.contract.ts';
import { offerContract } from './store-offers.contract.ts';
import { opinionContract } from './store-opinions.contract.ts';
import { outcomeContract } from './store-outcomes.contract.ts';
import { paperContract } from './store-papers.contract.ts';
import { placeContract } from './store-places.contract.ts';
import { placingContract } from './store-placings.contract.ts';
import { reviewContract } from './store-reviews.contract.ts';
import { rightsContract } from './store-rights.contract.ts';
import { seatContract } from './store-seats.contract.ts';
import { sendingContract } from './store-sending.contract.ts';
import { themeContract } from './store-themes.contract.ts';
import { transactionContract } from './store-transactions.contract.ts';
import { workContract } from './store-work.contract.ts';

export function storeContract(name: string, open: OpenStore): void {
  describe(`store on ${name}`, () => {
    const called = new Set<string>();
    const openWatched: OpenStore = async () => {
      const opened = await open();
      return { ...opened, store: watched(opened.store, called) };
    };

    transactionContract(openWatched);
    memberContract(openWatched);
    rightsContract(openWatched);
    placeContract(openWatched);
    courseContract(openWatched);
    paperContract(openWatched);
    gateContract(openWatched);
    nominationContract(openWatched);
    seatContract(openWatched);
    attendanceContract(openWatched);
    eligibilityContract(openWatched);
    offerContract(openWatched);
    certificateContract(openWatched);
    growthContract(openWatched);
    feedbackContract(openWatched);
    feedbackReleasesContract(openWatched);
    feedbackFilesContract(openWatched);
    followUpContract(openWatched);
    themeContract(openWatched);
    deliveryContract(openWatched);
    sendingContract(openWatched);
    circularContract(openWatched);
    leaseContract(openWatched);
    installationContract(openWatched);
    workContract(openWatched);
    houseContract(openWatched);
    opinionContract(openWatched);
    erasureContract(openWatched);
    mergeContract(openWatched);
    eyesContract(openWatched);
    exchangeContract(openWatched);
    fairnessContract(openWatched);
    placingContract(openWatched);
    assistanceContract(openWatched);
    fundingContract(openWatched);
    improvementContract(openWatched);
    digestContract(openWatched);
    reviewContract(openWatched);
    outcomeContract(openWatched);
    auditContract(openWatched);

    describe('as a whole', () => {
      let closeLast = async () => {};
      afterAll(() => closeLast());

      test('has had every function of its records run', async () => {
        const { store, close } = await open();
        closeLast = close;

        const all = await store.read(everything, async (records) => functionsOf(records));

        expect(all.filter((one) => !called.has(one))).toEqual([]);
      });
    });
  });
}

function functionsOf(records: Records): readonly string[] {
  return Object.entries(records).flatMap(([kind, functions]) =>
    typeof functions === 'function' ? [kind] : Object.keys(functions).map((name) => `${kind}.${name}`),
  );
}

/** The same store, which notes the names of what is called. */
function watched(store: Store, called: Set<string>): Store {
  const noted = <T>(work: (records: Records) => Promise<T>) => {
    return (records: Records) => work(noteCalls(records, called));
  };
  return {
    read: (viewer, work) => store.read(viewer, noted(work)),
    write: (act, work) => store.write(act, noted(work)),
    verifyAudit: () => store.verifyAudit(),
    work: store.work,
    close: () => store.close(),
  };
}

function noteCalls<T extends object>(functions: T, called: Set<string>, prefix = ''): T {
  return new Proxy(functions, {
    get(target, name, receiver) {
      const value: unknown = Reflect.get(target, name, receiver);
      if (typeof value === 'object' && value !== null) return noteCalls(value, called, `${String(name)}.`);
      called.add(`${prefix}${String(name)}`);
      return value;
    },
  });
}
