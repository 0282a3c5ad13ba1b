// A circular as whoever started it sees it: what it says, how far it is, when it may be over, and its buttons.
import { circularFrom } from '#bot/circulars.ts';
import type { HouseSay } from '#bot/house-words.ts';
import { instant, type Text, value } from '#bot/text.ts';
import { type Block, type Button, route, type View } from '#bot/view.ts';
import type { Say } from '#bot/words.ts';
import { shortened } from '#exchange/text-input.ts';
import type { Viewer } from '#exchange/viewer.ts';
import type { Circular } from '#store/records/circulars.ts';
import type { Records } from '#store/store.ts';
import { kindOf, taskOf, titleOf } from './_about.ts';
import type { Key } from './words.ts';

/** What draws it: a message's desk and a command's have it both. */
export interface CircularDesk {
  readonly records: Records;
  readonly say: Say<Key>;
  readonly house: HouseSay;
  readonly now: number;
}

export interface Watched {
  readonly circular: Circular;
  /** With the reader's eyes. */
  readonly title: string | undefined;
  /** Whoever started it; undefined where a job did. */
  readonly startedBy: string | undefined;
  readonly progress: Progress;
}

/** Numbers of messages; together they are all of it. */
export interface Progress {
  readonly sent: number;
  readonly waiting: number;
  /** For somebody to have an account; not among those that wait for their turn. */
  readonly noAccount: number;
  readonly failed: number;
  /** Not sent and never to be: stopped, too late, or nothing left to say. */
  readonly leftOut: number;
  /** Of those: because it was stopped, and when. */
  readonly stopped: number;
  readonly stoppedAt: number | undefined;
}

/** Sees every circular, and everything that could not be delivered. */
export function seesAll(viewer: Viewer): boolean {
  return (
    viewer.kind === 'person' && viewer.roles.some((role) => role === 'coordinator' || role === 'oversight')
  );
}

export function maySee(viewer: Viewer, circular: Circular): boolean {
  return viewer.kind === 'person' && (seesAll(viewer) || viewer.person === circular.startedBy);
}

export function mayStop(viewer: Viewer, circular: Circular): boolean {
  if (viewer.kind !== 'person') return false;
  return viewer.roles.includes('coordinator') || viewer.person === circular.startedBy;
}

/** Whether there is anything to stop. */
export function isWaiting({ waiting, noAccount }: Progress): boolean {
  return waiting + noAccount > 0;
}

export async function watch(records: Records, circular: Circular): Promise<Watched> {
  const [tally, standing, title, starter] = await Promise.all([
    records.circulars.tally(circular.id),
    records.circulars.standing(circular.id),
    titleOf(records, circular.facts),
    circular.startedBy === undefined ? undefined : records.people.byId(circular.startedBy),
  ]);
  return {
    circular,
    title,
    startedBy: starter?.name,
    progress: {
      sent: tally.sent,
      ...standing,
      waiting: tally.pending + tally.sending - standing.noAccount,
      failed: tally.undeliverable,
      leftOut: tally.dropped - standing.stopped,
    },
  };
}

/** The whole card. `standing`: where it stands it redraws itself; elsewhere a button does. */
export function circularView(
  watched: Watched,
  desk: CircularDesk,
  reader: { readonly viewer: Viewer; readonly zone: string },
  standing: boolean,
): View {
  const { circular, progress } = watched;
  const { say } = desk;
  const buttons: Button[] = [];
  if (isWaiting(progress) && !circular.isStopped && mayStop(reader.viewer, circular))
    buttons.push({
      label: say('circular.stop'),
      route: route('exchange/circulars/stop', circular.id),
      look: 'danger',
    });
  if (!standing)
    buttons.push({
      label: say('circular.refresh'),
      route: route('exchange/circulars/refresh', circular.id),
    });
  if (progress.failed > 0 && seesAll(reader.viewer))
    buttons.push({ label: say('circular.undelivered'), route: route('exchange/undelivered/show') });
  return [
    { heading: say('circular.heading', { what: kindOf(circular.message, desk.house) }) },
    { facts: origin(watched, desk, reader.zone) },
    ...bar(watched),
    { list: lines(watched, desk, reader) },
    ...(buttons.length > 0 ? [{ buttons }] : []),
  ];
}

function origin({ circular, title, startedBy }: Watched, { say, house }: CircularDesk, zone: string) {
  const facts: (readonly [Text, Text])[] = [];
  if (title !== undefined) facts.push([say('circular.about'), [value(title)]]);
  const isJob = !circular.cause.includes(' ');
  const by = isJob
    ? say('circular.byItself', { task: taskOf(circular.cause, house) })
    : [...(startedBy === undefined ? [] : [value(startedBy), ' · ']), { command: circular.cause }];
  facts.push([say('circular.by'), by]);
  facts.push([say('circular.since'), [instant(circular.createdAt, zone)]]);
  return facts;
}

const barLength = 20;

/** Squares that need no picture; how many they are is said in the line below them. */
function bar({ circular, progress }: Watched): readonly Block[] {
  if (!isWaiting(progress) || circular.isStopped) return [];
  const full = Math.floor((progress.sent / Math.max(1, circular.total)) * barLength);
  return [{ paragraph: ['■'.repeat(full) + '□'.repeat(barLength - full)] }];
}

function lines(
  watched: Watched,
  { say, now }: CircularDesk,
  { viewer, zone }: { readonly viewer: Viewer; readonly zone: string },
): readonly Text[] {
  const { progress } = watched;
  const { waiting, noAccount, failed, leftOut, stopped, stoppedAt } = progress;
  const said: Text[] = [howFar(watched, say)];
  if (stoppedAt !== undefined)
    said.push(say('circular.stopped', { at: instant(stoppedAt, zone), count: stopped }));
  if (leftOut > 0) said.push(say('circular.leftOut', { count: leftOut }));
  if (failed > 0) {
    const which = seesAll(viewer) ? [] : [' ', ...say('circular.failed.elsewhere')];
    said.push([...say('circular.failed', { count: failed }), ...which]);
  }
  if (waiting > 0)
    said.push([...say('circular.waiting', { count: waiting }), ...timeLeft(watched, say, now)]);
  if (noAccount > 0) said.push(say('circular.noAccount', { count: noAccount }));
  if (!isWaiting(progress) && stoppedAt === undefined) said.push(say('circular.over'));
  return said;
}

export function howFar({ circular, progress }: Watched, say: Say<Key>): Text {
  return say('circular.left', { count: progress.sent, total: circular.total });
}

const minute = 60_000;
/** Fewer say nothing about how fast it goes. */
const enoughToTell = 10;
/** In minutes. What takes longer does not wait for its turn, but for a time of the day or for somebody to join. */
const longestEstimate = 12 * 60;

/** By how fast it has been until now. */
function timeLeft({ circular, progress: { sent, waiting } }: Watched, say: Say<Key>, now: number): Text {
  if (circular.isStopped || sent < enoughToTell) return [];
  const minutes = Math.max(1, Math.ceil((((now - circular.createdAt) / sent) * waiting) / minute));
  if (minutes > longestEstimate) return [];
  const hours = Math.round(minutes / 60);
  return [' ', ...(hours < 2 ? say('circular.minutes', { minutes }) : say('circular.hours', { hours }))];
}

/** One line of the list of circulars. */
export function circularLine(watched: Watched, { say, house }: CircularDesk): Text {
  const { circular, title, progress } = watched;
  const state = circular.isStopped ? 'stopped' : isWaiting(progress) ? 'running' : 'over';
  return [
    { bold: kindOf(circular.message, house) },
    ...(title === undefined ? [] : [' · ', value(shortened(title, 60))]),
    ' – ',
    ...say(`circulars.${state}`),
    ' ',
    ...howFar(watched, say),
  ];
}

/** When there is none: what one is, and when one appears. */
export function noCirculars(say: Say<Key>): View {
  return [{ paragraph: say('circulars.none', { from: circularFrom }) }];
}
