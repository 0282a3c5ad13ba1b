// Symposia: a series that recurs by year alone, its editions with dates that a human sets, and who comes.

export interface SymposiumSeries {
  readonly id: string;
  readonly name: string;
  readonly everyYears: number;
}

export interface SymposiumEdition {
  readonly id: string;
  readonly series: string;
  /** The 20th symposium: 20. */
  readonly number: number;
  readonly title: string;
  readonly state: 'planned' | 'dated' | 'held' | 'cancelled';
  readonly startsOn: string | undefined;
  readonly endsOn: string | undefined;
  readonly zone: string;
  readonly place: string | undefined;
  readonly plannedBy: string;
  readonly sequence: number;
}

export type Track = 'law-enforcement' | 'academic' | 'international-organisation';

export interface SymposiumRecords {
  addSeries(name: string, everyYears: number): Promise<SymposiumSeries>;
  series(): Promise<readonly SymposiumSeries[]>;
  seriesById(id: string): Promise<SymposiumSeries | undefined>;
  plan(edition: Pick<SymposiumEdition, 'series' | 'number' | 'title' | 'zone' | 'plannedBy'> & Partial<SymposiumEdition>): Promise<SymposiumEdition>;
  byId(id: string): Promise<SymposiumEdition | undefined>;
  editions(filter: { series?: string; states?: readonly SymposiumEdition['state'][] }): Promise<readonly SymposiumEdition[]>;
  setDates(id: string, dates: { startsOn: string; endsOn: string; zone: string; place: string | undefined }): Promise<SymposiumEdition | undefined>;
  move(id: string, from: readonly SymposiumEdition['state'][], to: SymposiumEdition['state']): Promise<SymposiumEdition | undefined>;
  /** False when the person has registered already (the track is changed then). */
  register(edition: string, person: string, track: Track): Promise<boolean>;
  registrations(edition: string): Promise<readonly { readonly person: string; readonly track: Track }[]>;
}
