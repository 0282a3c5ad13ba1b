// The model of installations: one row for each place, whose token is gone once it has ended.
import type { Installation, InstallationRecords } from '#store/records/installations.ts';
import { by, type ModelContext, type Row } from './model-state.ts';

export function installationModel(context: ModelContext): InstallationRecords {
  const { installations } = context.state;
  const put = (row: Row<'installations'>) => context.put('installations', row.place, row);
  return {
    keep: async ({ place, sealed, enterprise, installedBy, ...facts }) => {
      context.audit('installation.keep', place, { key: sealed.key });
      return from(
        put({
          ...facts,
          place,
          enterprise: enterprise ?? null,
          installedBy: installedBy ?? null,
          token: sealed.token,
          key: sealed.key,
          state: 'installed',
          installedAt: context.now,
          endedAt: null,
        }),
      );
    },
    byPlace: async (place) => {
      const row = installations.get(place);
      return row && from(row);
    },
    all: async () => [...installations.values()].sort(by((row) => row.place)).map(from),
    end: async (place, how, { until, token }) => {
      const row = installations.get(place);
      if (row?.state !== 'installed') return false;
      if (until !== undefined && row.installedAt > until) return false;
      if (token !== undefined && row.token !== token) return false;
      put({ ...row, state: how, token: null, key: null, endedAt: context.now });
      context.audit('installation.end', place, { state: how });
      return true;
    },
    reseal: async (place, seen, sealed) => {
      const row = installations.get(place);
      if (!row || row.token !== seen) return false;
      put({ ...row, ...sealed });
      context.audit('installation.reseal', place, { key: sealed.key });
      return true;
    },
  };
}

function from({ token, key, ...row }: Row<'installations'>): Installation {
  return {
    ...row,
    enterprise: row.enterprise ?? undefined,
    installedBy: row.installedBy ?? undefined,
    endedAt: row.endedAt ?? undefined,
    sealed: token === null || key === null ? undefined : { token, key },
  };
}
