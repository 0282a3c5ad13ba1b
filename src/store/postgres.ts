import type { NewId } from './ids.ts';
import type { Store } from './store.ts';
export async function openPostgres(_url: string, _newId: NewId): Promise<Store> {
  throw new Error('not yet');
}
