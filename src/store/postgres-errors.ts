// What PostgreSQL and the way to it can say, as sentences for whoever runs Attaché; none holds the password.
import { errorCode } from './error-code.ts';
import { StoreUnavailable } from './store.ts';

const sentences: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'No PostgreSQL answers at the address in DATABASE_URL: start it, or mend host and port.',
  ENOTFOUND: 'The host in DATABASE_URL is unknown: mend its name.',
  EAI_AGAIN: 'The host in DATABASE_URL cannot be looked up now: check the network.',
  ETIMEDOUT: 'PostgreSQL does not answer at the address in DATABASE_URL: check host, port and firewall.',
  '28P01': 'PostgreSQL refuses the password in DATABASE_URL: mend user or password.',
  '28000': 'PostgreSQL refuses the user in DATABASE_URL: mend the user, or let it in (pg_hba.conf).',
  '3D000': 'The database in DATABASE_URL does not exist: create it.',
  '42501': 'The user in DATABASE_URL may not change the tables: make it the owner of the database.',
  '25006': 'The PostgreSQL in DATABASE_URL only lets read: give the address of the primary server.',
  '53100': 'The disk of PostgreSQL is full: nothing was kept since; make room.',
  '53300': 'PostgreSQL has no connection left: raise max_connections, or run fewer processes.',
  '57P03': 'PostgreSQL is starting or stopping: try again in a moment.',
};

/** An error of the way to PostgreSQL as a sentence; other errors as they are. */
export function postgresUnavailable(error: unknown): unknown {
  const sentence = sentences[errorCode(error) ?? ''];
  return sentence === undefined ? error : new StoreUnavailable(sentence, { cause: error });
}
