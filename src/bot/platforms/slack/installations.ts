// Which workspaces Attaché is installed in, and with which token it speaks there.

/** Where Attaché may speak. A workspace that is not in it gets no answer. */
export interface Installations {
  /** The bot token for a workspace (`T1`); undefined where Attaché is not installed, or no longer. */
  tokenFor(team: string): Promise<string | undefined>;
  /** The workspace has removed Attaché or taken its token back. */
  revoked(team: string): Promise<void>;
}

/** One workspace with the one token that was configured. */
export function singleInstallation(team: string, token: string): Installations {
  let current: string | undefined = token;
  return {
    tokenFor: async (wanted) => (wanted === team ? current : undefined),
    revoked: async (wanted) => {
      if (wanted === team) current = undefined;
    },
  };
}
