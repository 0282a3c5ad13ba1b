// What an operation of `npx attache …` is handed: the house's parts, so that it imports neither platforms nor drivers.
import type { Catalogue } from '#bot/catalogue.ts';
import type { Command } from '#bot/command.ts';
import type { Invitation } from '#bot/surroundings.ts';
import type { AuditVerdict } from '#store/records/audit.ts';
import type { TallyVerdict } from '#store/records/feedback-tallies.ts';
import type { Store } from '#store/store.ts';

export interface House {
  /** Starts Attaché as configured; resolves with a way to stop it, and rejects with the reason of `giveUp`. */
  start(giveUp: AbortSignal): Promise<{ stop(): Promise<void>; readonly says: readonly string[] }>;
  catalogue(): Promise<Catalogue>;
  commands(): Promise<readonly Command[]>;
  /** The Slack app manifest for a catalogue; over HTTP when a public address is given. */
  slackManifest(catalogue: Catalogue, publicUrl: string | undefined): object;
  /** The addresses by which Attaché is let in, as configured. Throws an error that is a sentence. */
  invitations(): Promise<readonly Invitation[]>;
  /** What the bot asks for on Discord, and why. */
  readonly discordPermissions: readonly { readonly reason: string }[];
  /**
   * Opens the record as configured, to change it: a file only while Attaché is stopped, PostgreSQL beside it. Throws
   * StoreUnavailable with a sentence; makes no file that is not there.
   */
  openRecord(): Promise<Store>;
  /** The tools for the record as configured; none of them starts anything. */
  tools(): FileTools | ServerTools;
  /** The tools for an embedded record, the configured one when no file is named, also beside a DATABASE_URL. */
  toolsFor(file: string | undefined): FileTools;
  /** The PostgreSQL address that is configured, also while the record is still a file. */
  databaseUrl(): string | undefined;
  /** Where copies go when nobody says where. */
  backups(): { readonly folder: string };
  /** What is not the record: settings, machine, ports, platforms, and the secret of the workspaces' tokens. Never throws. */
  examineHouse(now: number): Promise<readonly Finding[]>;
}

/** `look`: it works, and somebody should see to it. */
export interface Finding {
  readonly verdict: 'ok' | 'look' | 'wrong';
  /** One sentence, with the mend where one is due. */
  readonly says: string;
}

/** All of them throw StoreUnavailable with a sentence. */
interface RecordTools {
  /** Reads beside a running Attaché, as `inspect` does. */
  verifyAudit(): Promise<AuditVerdict>;
  /** Counts all released answers again, as `verifyAudit` beside a running Attaché. */
  verifySummaries(): Promise<TallyVerdict>;
  inspect(now: number): Promise<readonly Finding[]>;
}

export interface FileTools extends RecordTools {
  readonly place: { readonly sqliteFile: string };
  /** Copies the record while Attaché runs, and checks the copy; never overwrites. */
  backUp(to: string, progress: (pages: number, all: number) => void): Promise<Copy>;
  /** The same under a dated name; of those it keeps the newest `keep` (all when undefined). `now` in epoch ms. */
  backUpInto(
    folder: string,
    keep: number | undefined,
    now: number,
    progress: (pages: number, all: number) => void,
  ): Promise<Copy & { readonly removed: readonly string[] }>;
  /** Puts a copy in the place of the record, which is put aside. */
  restore(copy: string, wish: RestoreWish): Promise<Restored>;
  moveTo(databaseUrl: string, progress: MoveProgress): Promise<Contents>;
}

export interface ServerTools extends RecordTools {
  readonly place: { readonly databaseUrl: string };
  /** What is left to do once pg_restore has brought the record back. */
  afterPgRestore(
    wish: RestoreWish,
  ): Promise<Doubted & { readonly entries: number; readonly forgotten: number }>;
}

export interface Contents {
  readonly rows: Readonly<Record<string, number>>;
  readonly audit: { readonly count: number; readonly head: string };
}

export interface Copy extends Contents {
  readonly file: string;
  readonly bytes: number;
}

export interface RestoreWish {
  /** What was due when the copy was made, or since, is said again without being doubted. */
  readonly sayAgain: boolean;
  /** People by their ids who are forgotten again, besides those whom the present record has forgotten. */
  readonly forget?: readonly string[];
  /** Epoch milliseconds. */
  readonly now: number;
}

/** What may have been said after the copy was made: held for a coordinator, or looked for where it went. */
export interface Doubted {
  readonly held: number;
  readonly lookedFor: number;
}

export interface Restored extends Doubted {
  /** Where the record that was there is now. */
  readonly aside: string | undefined;
  /** How many people were forgotten again; undefined: who they are could not be read. */
  readonly forgotten: number | undefined;
  /** Migrations that the copy needed. */
  readonly migrated: number;
  readonly audit: Contents['audit'];
}

/** Rows done and in all, and the table at hand. */
export type MoveProgress = (doing: 'copied' | 'compared', done: number, all: number, table: string) => void;

/** Default export of `operations/<name>.ts`: `npx attache <name> …rest`. Throws an error that is a sentence. */
export type Operation = (rest: readonly string[], house: House) => Promise<void>;
