// On whose behalf a record is read; nothing that may be withheld is read without one.
import type { Role } from './people.ts';

/**
 * The eyes through which records are read.
 *
 * - `process`: a sweep or an operation that shows nothing to anybody by itself.
 * - `person`: a confirmed member; `person` is the id in the record, not an account. Without an organisation
 *   the person belongs to the hub. The roles are those held now, read in the same transaction.
 * - `channel`: whoever reads a channel; it may show only what all of them may see. `organisation: undefined`
 *   is the hub's own; the audience `hub` is the coordinators' room.
 * - `stranger`: an account that nobody has confirmed.
 */
export type Viewer =
  | { kind: 'process' }
  | {
      kind: 'person';
      person: string;
      organisation?: string | undefined;
      roles: readonly Role[];
      /** The courses that they manage, by id. */
      manages?: readonly string[] | undefined;
    }
  | { kind: 'channel'; organisation: string | undefined; audience: 'announcements' | 'managers' | 'hub' }
  | { kind: 'stranger' };
