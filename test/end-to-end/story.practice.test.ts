// The story in the practice room, which always keeps its record in a file of its own.
import { inPractice } from './layouts.ts';
import { storyOn } from './story.ts';

storyOn('the practice room', inPractice, ['sqlite']);
