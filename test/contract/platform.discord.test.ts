// The platform contract on Discord.
import { platformContract } from './platform.contract.ts';
import { discordRoom } from './platform-rooms.ts';

platformContract('Discord', discordRoom, {
  unknownSubcommands: 'left out: its own client lets nobody type a command that is not registered',
});
