export interface WindowFlagOptions {
  /** Folder of the window's own browser profile. */
  readonly profile: string;
  /** Where the station listens on 127.0.0.1: all that the window can reach. */
  readonly port: number;
  /** Whether the user is root, for whom Chromium does not start with its sandbox on. */
  readonly root: boolean;
}

/**
 * Flags of the app window. A page's policy cannot forbid `location = …`, so the browser itself has
 * no way out: all but the station goes to a proxy that is not there, names included. Rules for the
 * resolver would do the same, but Chromium shows a warning bar for them.
 */
export function windowFlags({ profile, port, root }: WindowFlagOptions): string[] {
  return [
    `--user-data-dir=${profile}`,
    '--no-first-run',
    '--no-default-browser-check',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--disable-extensions',
    // The discard port: nobody but root could answer there.
    '--proxy-server=127.0.0.1:9',
    // Chromium takes loopback past every proxy unless it is told not to.
    `--proxy-bypass-list=<-loopback>;127.0.0.1:${port}`,
    // Peer connections are the one way out that neither the page's policy nor a proxy governs.
    '--webrtc-ip-handling-policy=disable_non_proxied_udp',
    ...(root ? ['--no-sandbox'] : []),
  ];
}
