import { openTestStore } from '../support/databases.ts';
import { storeContract } from './store.contract.ts';

storeContract('postgres', () => openTestStore('postgres'));
