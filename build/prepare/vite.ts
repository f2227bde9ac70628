import type { InlineConfig } from 'vite';

/** Vite is loaded only where something is to be built: it takes longer than all the checks. */
export async function buildWithVite(config: InlineConfig): Promise<void> {
  process.env['NODE_ENV'] = 'production';
  const { build } = await import('vite');
  await build({ logLevel: 'warn', configLoader: 'native', mode: 'production', ...config });
}
