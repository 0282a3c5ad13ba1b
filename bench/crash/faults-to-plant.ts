// Two mistakes that a sender is easily built with; the crash harness must find each.

export interface Fault {
  readonly file: string;
  /** What stands in the file, and what is put in its place. */
  readonly right: string;
  readonly wrong: string;
}

export const faultsToPlant = {
  'repeats without looking': {
    file: '/src/bot/send-delivery.ts',
    right: 'delivery.sentTo !== undefined',
    wrong: 'false',
  },
  'leaves what the dead had taken': {
    file: '/src/bot/make-leases.ts',
    right: 'records.deliveries.releaseOrphans(clock.now())',
    wrong: 'Promise.resolve(0)',
  },
} satisfies Readonly<Record<string, Fault>>;

export type FaultName = keyof typeof faultsToPlant;
