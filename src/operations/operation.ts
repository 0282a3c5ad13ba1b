// What an operation of `npx attache …` is handed: the house's parts, so that it imports neither platforms nor drivers.
import type { Catalogue } from '#bot/catalogue.ts';
import type { Store } from '#store/store.ts';

export interface House {
  /** Starts Attaché as configured; resolves with a way to stop it. */
  start(): Promise<{ stop(): Promise<void>; readonly says: readonly string[] }>;
  catalogue(): Promise<Catalogue>;
  /** The Slack app manifest for a catalogue; over HTTP when a public address is given. */
  slackManifest(catalogue: Catalogue, publicUrl: string | undefined): object;
  /** Opens the record as configured. */
  openRecord(): Promise<Store>;
}

/** Default export of `operations/<name>.ts`: `npx attache <name> …rest`. Throws an error that is a sentence. */
export type Operation = (rest: readonly string[], house: House) => Promise<void>;
