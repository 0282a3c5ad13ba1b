// The brief (IPAB): with whom, for what and why abroad or with foreign forces a course is held, and what speaks against it.

/** Item 2: the kinds of counterpart that a brief may name. */
export const counterpartKinds = [
  'government-agency',
  'commercial',
  'inter-governmental',
  'law-enforcement',
  'foreign-government',
] as const;

export type CounterpartKind = (typeof counterpartKinds)[number];

/** Item 11: the reasons for which assistance may be given although human-rights standards differ. */
export const opportunities = [
  'national-security',
  'reduce-harm',
  'citizens-overseas',
  'contribute-to-reform',
] as const;

export type Opportunity = (typeof opportunities)[number];

export interface Brief {
  /** As it stands on the document, such as IPAB-2027-014. */
  readonly reference: string;
  readonly counterpart: string;
  readonly counterpartKind: CounterpartKind;
  /** The national priorities that it serves; whoever decides sees them first (item 4). */
  readonly priorities: string;
  readonly objectives: string;
  readonly need: string;
  /** At least one. */
  readonly opportunities: readonly Opportunity[];
  /** What is weighed against them. */
  readonly difficulty: string;
  /** Countries whose officers take part, ISO 3166-1 alpha-2, sorted; the host country need not be among them. */
  readonly participants: readonly string[];
}

/** Lengths in UTF-16 units. */
export const briefLimits = { reference: 80, counterpart: 120, text: 800, participants: 60 } as const;
