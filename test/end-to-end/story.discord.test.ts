// The story with all three organisations on Discord.
import { onDiscord } from './layouts.ts';
import { storyOn } from './story.ts';

storyOn('Discord', onDiscord);
