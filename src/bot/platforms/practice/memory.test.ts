// What the room remembers in its file: whole, in order, and readable after a cut in the middle of a line.
import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fileMemory, type RoomEntry } from './memory.ts';
import { openRoom } from './room.ts';

let folder: string;
let path: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'practice-memory-'));
  path = join(folder, 'data', 'room.jsonl');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const read: RoomEntry = { read: 'practice:kwame', conversation: { direct: 'practice:kwame' }, upTo: 3 };

function newMessage(text: string) {
  return {
    conversation: { channel: 'practice:board' as const },
    at: 1,
    from: 'attache' as const,
    content: { drawing: { language: 'en' as const, zone: 'UTC', view: [{ paragraph: [text] }] } },
    addressees: [],
  };
}

describe('fileMemory', () => {
  it('gives back what was appended, in order, files as the bytes they were', async () => {
    const memory = fileMemory(path);
    const file = { name: 'a.ics', mediaType: 'text/calendar', bytes: new Uint8Array([0, 200, 255]) };
    const { content, ...rest } = newMessage('x');
    const drawing = { ...content.drawing, view: [{ file, label: ['A'] }] };
    const message: RoomEntry = { message: { ...rest, content: { drawing }, id: 'm', number: 1, version: 1 } };

    await Promise.all([memory.append(message), memory.append(read)]);
    const [first, second] = await fileMemory(path).load();

    expect(second).toEqual(read);
    const shown =
      first && 'message' in first && 'drawing' in first.message.content
        ? first.message.content.drawing.view[0]
        : undefined;
    expect(shown && 'file' in shown && [...shown.file.bytes]).toEqual([0, 200, 255]);
  });

  it('takes out a line that was torn, and goes on behind the last whole one', async () => {
    await fileMemory(path).append(read);
    await appendFile(path, '{"read":"practice:kw');

    const memory = fileMemory(path);
    const before = await memory.load();
    await memory.append(read);

    expect(before).toEqual([read]);
    expect(await memory.load()).toEqual([read, read]);
  });

  it('says which line cannot be read, and what to do', async () => {
    await fileMemory(path).append(read);
    await writeFile(path, 'nonsense\n');

    const loading = fileMemory(path).load();

    await expect(loading).rejects.toThrow(`${path}:1 is no line of a practice room; move the file away`);
  });
});

describe('openRoom', () => {
  it('finds everything as it stood, and drops lines that later ones replaced', async () => {
    const room = await openRoom(fileMemory(path));
    const message = await room.add(newMessage('first'));
    for (let at = 0; at < 600; at += 1)
      await room.revise(message.id, { language: 'en', zone: 'UTC', view: [] }, at);

    const again = await openRoom(fileMemory(path));

    expect(again.message(message.id)).toMatchObject({ version: 601, revisedAt: 599 });
    expect((await readFile(path, 'utf8')).split('\n')).toHaveLength(2);
  });

  it('counts for each person what they have not read, and what speaks to them', async () => {
    const room = await openRoom(fileMemory(path));
    const board = { channel: 'practice:board' as const };
    await room.add(newMessage('one'));
    await room.markRead(board, 'practice:kwame');
    await room.add({ ...newMessage('two'), addressees: ['practice:kwame'] });
    await room.add({ ...newMessage('for another'), seenBy: 'practice:ama' });

    expect(room.unread(board, 'practice:kwame')).toEqual({ messages: 1, addressed: 1, after: 1 });
    expect(room.unread(board, 'practice:ama')).toEqual({ messages: 3, addressed: 0, after: 0 });
  });
});
