/** The one origin a window of the station ever shows. */
export const appScheme = 'threshold';
const appHost = 'station';
export const startUrl = `${appScheme}://${appHost}/index.html`;

/**
 * True for an address (or origin) of the station's own page. The parts are compared after parsing,
 * never as text; Node gives custom schemes the origin 'null', so scheme and host are compared instead.
 */
export function isOurs(url: string | null | undefined): boolean {
  const parsed = typeof url === 'string' ? URL.parse(url) : null;
  if (parsed === null || parsed.protocol !== `${appScheme}:`) return false;
  return parsed.host === appHost && parsed.username === '' && parsed.password === '';
}
