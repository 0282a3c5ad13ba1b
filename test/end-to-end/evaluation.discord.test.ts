// The story of an evaluation with each organisation in a Discord server of its own.
import { evaluationOn } from './evaluation-story.ts';
import { onDiscord } from './layouts.ts';

evaluationOn('Discord', onDiscord());
