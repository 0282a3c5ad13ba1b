// The platform contract on Discord.
import { platformContract } from './platform.contract.ts';
import { discordRoom } from './platform-rooms.ts';

platformContract('Discord', discordRoom);
