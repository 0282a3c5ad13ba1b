// Which addresses that arrive in requests may be followed: Slack's own, and the one that was configured.

const slackDomains = ['slack.com', 'slack-files.com', 'slack-edge.com', 'slack-gov.com'];

/** Throws where an address would lead anywhere else: a forged one must not make the bot fetch it. */
export function checkedAddress(address: string, apiUrl: string | undefined): URL {
  const url = URL.parse(address);
  const configured = apiUrl === undefined ? null : URL.parse(apiUrl);
  if (url && configured && url.host === configured.host && url.protocol === configured.protocol) return url;
  const ofSlack = slackDomains.some(
    (domain) => url?.hostname === domain || url?.hostname.endsWith(`.${domain}`),
  );
  if (url?.protocol === 'https:' && url.port === '' && ofSlack) return url;
  throw new Error(`An address outside Slack was not followed (${url?.host ?? 'unreadable'}).`);
}
