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

/** Suggestions have the same three seconds and cannot be deferred. */
export const suggestWithinMs = 2_500;

/** developers/resources/message, Create Message: nonce "up to 25 characters"; 22 hold 128 bits in base64url. */
export const nonceCharacters = 22;

/** developers/resources/message, Get Channel Messages: limit 1–100. */
export const messagesInPage = 100;

/** developers/topics/rate-limits: "bots can make up to 50 requests per second"; the lane of posts keeps it. */
export const requestsPerSecond = 50;

/**
 * developers/topics/rate-limits: "interaction endpoints are not bound to the bot's Global Rate Limit", but
 * @discordjs/rest counts them: without this, deferred answers come at 50 a second.
 */
export const repliesPerSecond = 5_000;

/** How long one request may take before its outcome counts as unknown. */
export const requestMs = 15_000;

/** developers/topics/rate-limits gives no wait for opening direct messages too fast (error 40003). */
export const directMessagesPauseMs = 60_000;

/** A third of the fifteen minutes that an interaction's token lives. */
export const sweepQueuesMs = 5 * 60_000;
