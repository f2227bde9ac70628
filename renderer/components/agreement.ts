import type { PersonDetail } from '../../electron/contract/messages.ts';

export type Agreement = 'close' | 'fair' | 'wide';

/**
 * How well a person's own photos agree: the mean squared distance of two of them, which is
 * 2n / (n - 1) times the spread of n unit encodings, against the threshold in use. Null below two
 * templates, and where nothing can match.
 */
export function agreementOf(
  { spread, templateList }: Pick<PersonDetail, 'spread' | 'templateList'>,
  threshold: number,
): Agreement | null {
  const count = templateList.filter((template) => template.comparable).length;
  if (spread === null || count < 2 || threshold <= 0) return null;
  const apart = (spread * 2 * count) / (count - 1);
  if (apart < threshold / 2) return 'close';
  return apart < threshold ? 'fair' : 'wide';
}
