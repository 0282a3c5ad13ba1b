// Makes the files of an answer that take a while, once its change is kept and its transaction is over.
import type { HouseSay } from './house-words.ts';
import type { Block, View } from './view.ts';

/** The view with every file made; where this machine cannot make one, a sentence stands for it. */
export async function withFiles(view: View, house: HouseSay): Promise<View> {
  if (!view.some((block) => 'file' in block && block.file.later !== undefined)) return view;
  return Promise.all(
    view.map(async (block): Promise<Block> => {
      if (!('file' in block) || block.file.later === undefined) return block;
      const { later, ...file } = block.file;
      const bytes = await later();
      return bytes === undefined
        ? { paragraph: house('file.notMade') }
        : { ...block, file: { ...file, bytes } };
    }),
  );
}
