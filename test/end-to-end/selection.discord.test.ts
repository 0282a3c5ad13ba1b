// The story of a selection with each organisation in a Discord server of its own.
import { onDiscord } from './layouts.ts';
import { selectionOn } from './selection-story.ts';

selectionOn('Discord', onDiscord());
