// Settings of the hub and marks of the jobs: small values under a name.

export interface SettingRecords {
  get(name: string): Promise<string | undefined>;
  set(name: string, value: string): Promise<void>;
  /** True when this job has not run for this slot yet, and notes that it has: one process runs it, once. */
  takeSlot(job: string, slot: number): Promise<boolean>;
  lastSlot(job: string): Promise<number | undefined>;
}
