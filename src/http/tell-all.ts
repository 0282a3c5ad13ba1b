// One meter for several: each is told everything.
import type { Meter } from '#bot/meter.ts';

export function tellAll(meters: readonly Meter[]): Meter {
  return {
    begun: () => {
      const ends = meters.map((meter) => meter.begun());
      return (ended) => {
        for (const end of ends) end(ended);
      };
    },
    connection: (...told) => {
      for (const meter of meters) meter.connection(...told);
    },
    acknowledged: (...told) => {
      for (const meter of meters) meter.acknowledged(...told);
    },
    posted: (...told) => {
      for (const meter of meters) meter.posted(...told);
    },
    lookedFor: (...told) => {
      for (const meter of meters) meter.lookedFor(...told);
    },
    ticked: () => {
      for (const meter of meters) meter.ticked();
    },
    swept: (...told) => {
      for (const meter of meters) meter.swept(...told);
    },
    holds: (...told) => {
      for (const meter of meters) meter.holds(...told);
    },
    stored: (...told) => {
      for (const meter of meters) meter.stored(...told);
    },
  };
}
