import { maxEnrolmentBytes } from '../../contract/messages.ts';

/** The largest message: all photos of an enrolment, and room for the rest of it. */
export const maxMessageBytes = maxEnrolmentBytes + 1024 * 1024;

/** Pages connected at once: a window, its reload, and a tab or two opened by a link. */
export const maxConnections = 4;

/** What is at work for one page at once. A page of ours has one frame and a few questions. */
export const atWorkLimits = { requests: 8, bytes: 32 * 1024 * 1024 } as const;

/** Bytes of answers and notices that a page may leave unread. */
export const maxUnreadBytes = 8 * 1024 * 1024;

/** How long a sign-in link is good, ms: time to carry it to a browser by hand. */
export const linkLifetimeMs = 10 * 60_000;

/** The HTTP server's. Requests of a page are short and have no body; times are in ms. */
export const httpLimits = {
  headersTimeout: 10_000,
  requestTimeout: 10_000,
  connectionsCheckingInterval: 5_000,
  maxHeaderSize: 16 * 1024,
} as const;

/** TCP connections at once, whoever opens them. */
export const maxTcpConnections = 128;
