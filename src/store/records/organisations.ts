// Organisations of the exchange, the places they sit in, and their channels.
import type { ChannelId, PlaceId } from '#exchange/people.ts';
import type { Language } from '#exchange/languages.ts';

export interface Organisation {
  readonly id: string;
  readonly name: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly language: Language;
  readonly zone: string;
  /** The hub itself: a national cooperation unit, an academy, a secretariat. Exactly one is. */
  readonly hub: boolean;
}

/** A channel that an organisation named for a purpose. */
export interface OrganisationChannel {
  readonly organisation: string;
  readonly purpose: 'announcements' | 'managers';
  readonly channel: ChannelId;
}

export interface OrganisationRecords {
  /** Throws Conflict when the name (folded) is taken. */
  add(organisation: Omit<Organisation, 'id'>): Promise<Organisation>;
  byId(id: string): Promise<Organisation | undefined>;
  hub(): Promise<Organisation | undefined>;
  /** By name. */
  all(): Promise<readonly Organisation[]>;
  /** Best first: those whose folded name begins with, then holds, what was typed. */
  search(typed: string, most: number): Promise<readonly Organisation[]>;
  /** Ties a workspace, a server or one channel to an organisation; moves it when it was tied elsewhere. */
  tie(place: PlaceId | ChannelId, organisation: string, placeName: string | undefined): Promise<void>;
  /** The organisation that a channel belongs to, or else its workspace or server. */
  of(place: PlaceId | undefined, channel: ChannelId | undefined): Promise<Organisation | undefined>;
  placesOf(organisation: string): Promise<readonly (PlaceId | ChannelId)[]>;
  setChannel(channel: OrganisationChannel): Promise<void>;
  channels(filter: { organisation?: string; purpose?: OrganisationChannel['purpose'] }): Promise<readonly OrganisationChannel[]>;
}
