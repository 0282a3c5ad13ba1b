// Somebody's App Home: what was just answered there, and below it what waits for them; what is too long goes to them directly.
import type { KnownBlock } from '@slack/types';
import type { Reply } from '#bot/platform.ts';
import type { Drawing, View } from '#bot/view.ts';
import { readWords } from '#bot/words.ts';
import { drawBlocks } from './draw.ts';
import { failureOf } from './failures.ts';
import { limits } from './limits.ts';
import { filesOf } from './render-view.ts';
import { makeReply, type Origin, type ReplyParts } from './reply.ts';
import en from './words/en.json' with { type: 'json' };

const words = readWords(import.meta.url, en);

export interface Home {
  /** For what was pressed or sent in it. */
  readonly reply: Reply;
  /** For what waits. */
  readonly tasks: Reply;
  /** Draws all of it. Throws PlatformFailure. */
  publish(): Promise<void>;
}

export function makeHome(parts: ReplyParts, origin: Origin): Home {
  const { team, user } = origin;
  const direct = makeReply(parts, origin);
  let answers: readonly Drawing[] = [];
  let tasks: readonly Drawing[] = [];

  async function answered(drawing: Drawing): Promise<void> {
    // A file is no part of a view, and a home keeps nothing.
    answers = [...answers, filesOf(drawing.view).length > 0 ? await sentDirectly(drawing) : drawing];
  }

  /** What stands in its place. */
  async function sentDirectly(drawing: Drawing): Promise<Drawing> {
    await direct.show(drawing, 'asker');
    return { ...drawing, view: [{ paragraph: words.in(drawing.language)('file.sent') }] };
  }

  async function blocksOf(): Promise<readonly KnownBlock[]> {
    const drawings = [...answers, ...tasks];
    const [first] = drawings;
    if (!first) return [];
    const between: View = answers.length > 0 && tasks.length > 0 ? [{ divider: true }] : [];
    const view = [...viewOf(answers), ...between, ...viewOf(tasks)];
    const { language, zone } = first;
    const pen = { language, zone, team, commandPrefix: parts.commandPrefix, mentions: 'everyone' } as const;
    return drawBlocks({ ...first, view }, pen, await parts.clients.replies(team), parts.pictures);
  }

  async function publish(): Promise<void> {
    let blocks = await blocksOf();
    if (!fits(blocks)) {
      answers = await Promise.all(answers.map(sentDirectly));
      blocks = await blocksOf();
    }
    if (!fits(blocks)) {
      tasks = await Promise.all(tasks.map(sentDirectly));
      blocks = await blocksOf();
    }
    if (blocks.length === 0) return;
    const client = await parts.clients.replies(team);
    await client.views.publish({ user_id: user, view: { type: 'home', blocks: [...blocks] } });
  }

  return {
    reply: { ...direct, show: answered, update: answered },
    tasks: {
      show: async (drawing) => {
        tasks = [...tasks, drawing];
      },
      update: async (drawing) => {
        tasks = [...tasks, drawing];
      },
      openForm: async () => false,
      mark: async () => false,
    },
    publish: async () => {
      try {
        await publish();
      } catch (error) {
        throw failureOf(error, 'drawing a home');
      }
    },
  };
}

function viewOf(drawings: readonly Drawing[]): View {
  return drawings.flatMap(({ view }) => view);
}

function fits(blocks: readonly KnownBlock[]): boolean {
  return (
    blocks.length <= limits.blocksPerHome.most &&
    Buffer.byteLength(JSON.stringify({ type: 'home', blocks })) <= limits.viewBytes.most
  );
}
