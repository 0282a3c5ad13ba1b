// Every limit of Discord that this platform keeps, with where Discord says it (docs.discord.com, read in August 2026).

/** developers/resources/message, Create Message: "Message contents (up to 2000 characters)". */
export const contentCharacters = 2_000;

/** developers/components/reference, Text Display: all text of one message together. */
export const textDisplayCharacters = 4_000;

/** developers/components/reference: "up to 40 total components", nested ones counted. */
export const componentsInMessage = 40;

/** developers/components/reference, Legacy Message Component Behavior: "up to 5 action rows". */
export const rowsInMessage = 5;

/** developers/components/reference, Action Row. */
export const buttonsInRow = 5;

/** developers/components/reference, Button: "text that appears on the button; max 80 characters". */
export const buttonLabelCharacters = 80;

/** developers/components/reference, String Select: options "max 25". */
export const selectOptions = 25;

/** developers/components/reference, String Select: label and value of an option. */
export const optionCharacters = 100;

/** developers/components/reference, String Select: placeholder. */
export const placeholderCharacters = 150;

/** developers/components/reference, Anatomy of a Component: custom_id, 1–100. */
export const customIdCharacters = 100;

/** developers/components/reference, Media Gallery; developers/resources/message, attachment: alternative text. */
export const altCharacters = 1_024;

/** developers/resources/message, attachments of one message. */
export const filesInMessage = 10;

/** developers/interactions/receiving-and-responding, Modal: title "max 45 characters". */
export const modalTitleCharacters = 45;

/** The same: "Between 1 and 5 (inclusive) components"; a Text Display counts as one of them. */
export const componentsInModal = 5;

/** developers/components/reference, Label: label and description. */
export const labelCharacters = 45;
export const descriptionCharacters = 100;

/** developers/components/reference, Text Input: value and max_length. */
export const textInputCharacters = 4_000;

/** developers/interactions/application-commands: name, description, value properties together. */
export const commandCharacters = 8_000;

/** developers/interactions/application-commands: options of a command, subcommands of a root, choices of an option. */
export const optionsInCommand = 25;
export const choicesInOption = 25;

/** developers/interactions/application-commands: "maximum of 100" slash commands to an application. */
export const commandsInApplication = 100;

/** developers/interactions/application-commands: command and option names. */
export const namePattern = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;

/** developers/interactions/application-commands: description of a command or option, name of a choice. */
export const commandDescriptionCharacters = 100;

/** developers/interactions/application-commands: max_length of a string option. */
export const stringOptionCharacters = 6_000;

/** developers/interactions/receiving-and-responding, Autocomplete: "max of 25 choices". */
export const autocompleteChoices = 25;

/** developers/interactions/receiving-and-responding: "must send an initial response within 3 seconds". */
const firstResponseMs = 3_000;

/** When neither an answer nor a form has come, say "thinking" with time to spare for the way there. */
export const deferAfterMs = firstResponseMs / 2;

/** What came through a lost connection is answered like anything else while so much of its three seconds is left. */
export const freshMs = firstResponseMs / 3;

/** Suggestions have the same three seconds and cannot be deferred. */
export const suggestWithinMs = 2_500;

/** developers/resources/message, Create Message: nonce "up to 25 characters"; 22 hold 128 bits in base64url. */
export const nonceCharacters = 22;

/** developers/resources/message, Get Channel Messages: limit 1–100. */
export const messagesInPage = 100;

/** developers/topics/rate-limits: "bots can make up to 50 requests per second", over all processes of one bot. */
export const requestsPerSecond = 50;

/** What "per second" is counted in. */
export const globalWindowMs = 1_000;

/** A limit that is over within this is waited for in the lane; a longer one is the sender's business. */
export const longestPauseMs = 5_000;

/**
 * developers/topics/rate-limits, Invalid Request Limit: 10,000 answers of 401, 403 or 429 in ten minutes shut an
 * address out. Closed direct messages are 403 too, so half of them may be such before posting stops.
 */
export const invalidRequestsAtMost = 5_000;
export const invalidRequestsWindowMs = 10 * 60_000;

/** A token that Discord does not know is tried again after this: every try is an invalid request. */
export const unknownTokenPauseMs = 60_000;

/**
 * developers/topics/rate-limits: "interaction endpoints are not bound to the bot's Global Rate Limit", but
 * @discordjs/rest counts them: without this, deferred answers come at 50 a second.
 */
export const repliesPerSecond = Number.POSITIVE_INFINITY;

/** How long one request may take before its outcome counts as unknown; less than a lease (#bot/lease.ts). */
export const requestMs = 8_000;

/** Opening a direct message channel changes nothing that anybody sees: it may be given up and tried again sooner. */
export const openChannelMs = 4_000;

/** Channels of direct messages that are remembered, so that they need not be opened again. */
export const openedChannels = 10_000;

/** developers/topics/rate-limits gives no wait for opening direct messages too fast (error 40003). */
export const directMessagesPauseMs = 60_000;

/** @discordjs/rest keeps a queue for every interaction and channel that it met, until it sweeps. */
export const sweepQueuesMs = 15_000;

/** A session is not resumed after a longer absence: Discord forgets it within minutes (events/gateway, Resuming). */
export const resumeWithinMs = 5 * 60_000;

/** A sequence that is a second old costs the next process a few replays, which have no second effect. */
export const noteEveryMs = 1_000;

/** After a fatal close code somebody must mend something; 1,000 sessions a day may be begun (events/gateway). */
export const fatalPauseMs = 5 * 60_000;

/** A process that is told nothing for so long after asking for the gateway stands by. */
export const standByMs = 1_000;

/** developers/events/gateway, Initiating a Disconnect: 1000 and 1001 end the session, other codes leave it. */
export const resumableCloseCode = 4_200;

/** developers/topics/opcodes-and-status-codes, Gateway Close Event Codes: those after which no client may return. */
export const fatalCloseCodes: ReadonlyMap<number, string> = new Map([
  [4004, 'Discord does not know this bot token'],
  [4010, 'Discord says that the shard is wrong'],
  [4011, 'the bot is in so many servers that Discord wants it in parts'],
  [4012, 'Discord no longer takes this version of its gateway'],
  [4013, 'Discord says that the intents are wrong'],
  [4014, 'an intent is not switched on in the developer portal'],
]);
