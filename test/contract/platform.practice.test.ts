// The platform contract in the practice room, which may leave nothing out.
import { platformContract } from './platform.contract.ts';
import { practiceRoom } from './platform-rooms.ts';

platformContract('practice room', practiceRoom);
