import { createCipheriv, createHash, pbkdf2, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { plainPassphrase } from './passphrase.ts';
import { pageScript } from './subject-page-script.ts';
import { pageStyle } from './subject-page-style.ts';

/**
 * OWASP's Password Storage Cheat Sheet (2023) for PBKDF2 with SHA-256. What Web Crypto has: a browser that
 * opens the file without a network has no memory-hard one.
 */
export const iterations = 600_000;
const saltBytes = 16;
const nonceBytes = 12;
const keyBytes = 32;

const derive = promisify(pbkdf2);

/**
 * One HTML file that opens in any browser without a network. It holds the value sealed by AES-256-GCM
 * under the passphrase and shows it to whoever types that. Nothing in it says whose it is.
 */
export async function sealedPage(
  value: unknown,
  passphrase: string,
): Promise<Uint8Array<ArrayBuffer>> {
  const salt = randomBytes(saltBytes);
  const nonce = randomBytes(nonceBytes);
  const secret = plainPassphrase(passphrase);
  const key = await derive(secret, salt, iterations, keyBytes, 'sha256');
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  const plain = Buffer.from(JSON.stringify(value));
  // Web Crypto wants the tag behind the ciphertext.
  const sealed = Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
  const base64 = (bytes: Buffer): string => bytes.toString('base64');
  const envelope = {
    ...{ iterations, salt: base64(salt), nonce: base64(nonce) },
    sealed: base64(sealed),
  };
  return new TextEncoder().encode(page(JSON.stringify(envelope)));
}

/** Base64 and numbers only: nothing in it could end the element it stands in. */
function page(envelope: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Threshold</title>
<style>${pageStyle}</style>
</head>
<body>
<main id="page"></main>
<script type="application/json" id="sealed">${envelope}</script>
<script>${pageScript}</script>
</body>
</html>
`;
}

const policy = [
  "default-src 'none'",
  `script-src ${sourceHash(pageScript)}`,
  `style-src ${sourceHash(pageStyle)}`,
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

function sourceHash(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}
