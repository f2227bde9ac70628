/** Powers of the platform the page does without; the camera is the only one it has. */
const withoutFeatures = [
  'microphone',
  'display-capture',
  'geolocation',
  'usb',
  'serial',
  'hid',
  'midi',
  'payment',
];

/**
 * Sent with every answer to a page, refusals included. The page may load its own files, show
 * pictures and videos it made itself, and connect to `connectTo` only.
 */
export function securityHeaders(connectTo: string): Readonly<Record<string, string>> {
  const policy = [
    `default-src 'none'`,
    `script-src 'self'`,
    `style-src 'self'`,
    `img-src 'self' blob: data:`,
    `font-src 'self'`,
    `media-src 'self' blob:`,
    `connect-src ${connectTo}`,
    `base-uri 'none'`,
    `form-action 'none'`,
    `frame-ancestors 'none'`,
  ];
  const features = ['camera=(self)', ...withoutFeatures.map((name) => `${name}=()`)];
  return {
    'content-security-policy': policy.join('; '),
    'permissions-policy': features.join(', '),
    'x-content-type-options': 'nosniff',
    'x-dns-prefetch-control': 'off',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'cache-control': 'no-store',
  };
}
