// What the commands of improvement actions check and refuse alike, and whom they tell.
import type { Answer } from '#bot/answer.ts';
import type { Desk } from '#bot/command.ts';
import { command, day, value } from '#bot/text.ts';
import { localDate } from '#exchange/local-time.ts';
import { contactDetailIn } from '#exchange/personal-data.ts';
import type { FoundAction } from './_actions.ts';
import type { Key } from './words.ts';

export function refuseUnseenAction(desk: Desk<Key>): Answer {
  return desk.refuse('actions.gone', { command: command('feedback actions') });
}

export function refuseEnded(desk: Desk<Key>, { action }: FoundAction): Answer {
  return desk.refuse('action-end.over', { what: value(action.what) });
}

/** What others read names nobody, and no way to reach anybody. */
export function wrongText(field: string, text: string, { say }: Desk<Key>): Answer | undefined {
  const contact = contactDetailIn(text);
  return contact === undefined
    ? undefined
    : { correct: { [field]: say('action-add.contact', { found: value(contact) }) } };
}

export function wrongDay(due: string, { say, asker, now }: Desk<Key>): Answer | undefined {
  const today = localDate(now, asker.zone);
  return due < today
    ? { correct: { due: say('action-add.past', { due: day(due), today: day(today) }) } }
    : undefined;
}

export function toOwner(action: string, owner: string, now: number): Answer {
  return {
    tell: owner,
    message: 'feedback/action',
    facts: { action },
    key: `action given · ${action} · ${now}`,
  };
}
