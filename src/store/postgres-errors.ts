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

const lost =
  'The connection to PostgreSQL was lost: it is made again by itself as soon as the server answers.';
const slow = 'PostgreSQL does not answer in time: check the server, and what it is busy with.';

/** The driver says these without a code. */
const uncoded: readonly (readonly [says: RegExp, sentence: string])[] = [
  [/^Connection terminated|connection error and is not queryable|^Client was closed/, lost],
  [/^timeout exceeded when trying to connect|^timeout expired/, slow],
];

/** 08…: the connection failed · 57P01, 57P02: the server ends it, as in a fail-over · the others: the network. */
const lostCodes = /^(08...|57P01|57P02|ECONNRESET|EPIPE|ENOTCONN|ENETUNREACH|EHOSTUNREACH|ENETDOWN)$/;

/** An error of the way to PostgreSQL as a sentence; other errors as they are. */
export function postgresUnavailable(error: unknown): unknown {
  if (error instanceof StoreUnavailable) return error;
  const sentence = sentenceOf(error);
  return sentence === undefined ? error : new StoreUnavailable(sentence, { cause: error });
}

/**
 * After such an error no connection that was open then is worth anything: the server has gone, or has become a
 * standby that only lets read, while the address leads to another by now.
 */
export function isFailover(error: unknown): boolean {
  return errorCode(error) === '25006' || sentenceOf(error) === lost;
}

/** Passes by itself, as when a machine starts and PostgreSQL is slower than Attaché. */
export function mayPass(error: unknown): boolean {
  return passing.has(errorCode(error) ?? '') || [lost, slow].includes(sentenceOf(error) ?? '');
}

const passing = new Set(['ECONNREFUSED', 'EAI_AGAIN', 'ENOTFOUND', 'ETIMEDOUT', '25006', '53300', '57P03']);

function sentenceOf(error: unknown): string | undefined {
  const code = errorCode(error) ?? '';
  return sentences[code] ?? (lostCodes.test(code) ? lost : uncodedSentence(error));
}

function uncodedSentence(error: unknown): string | undefined {
  for (let one = error; one instanceof Error; one = one.cause) {
    const { message } = one;
    const known = uncoded.find(([says]) => says.test(message));
    if (known) return known[1];
  }
  return undefined;
}
