// Reads what stands beside a picture on Discord: the words for those who do not see it.
import { isObject, objectIn, objectsIn, textIn } from '../emulators/discord/json.ts';
import { allComponents } from '../emulators/discord/reading.ts';
import { componentTypes } from '../emulators/discord/rules-for-components.ts';
import type { Message } from '../emulators/discord/state.ts';

/** The description that goes with a picture in a gallery. */
export function galleryText(message: Message, name: string): string | undefined {
  const item = allComponents(message.components)
    .filter((one) => one.type === componentTypes.mediaGallery)
    .flatMap((gallery) => objectsIn(gallery.items))
    .find((one) => isObject(one.media) && textIn(objectIn(one.media).url)?.includes(name));
  return item && textIn(item.description);
}
