/** Longer lines are cut: a detail is shown to people, in brackets after a sentence. */
const longest = 160;
/** Two or more steps of a path, from the root or a drive. */
const path = /(?:[A-Za-z]:)?(?:[\\/][^\s\\/:'"()]+){2,}/g;

/** The first line of what a library says went wrong, without file system paths. */
export function firstLineOf(cause: unknown): string {
  const text = cause instanceof Error ? cause.message : String(cause);
  const [line = ''] = text.trim().split('\n');
  const plain = line.replace(path, '…').trim();
  return plain.length > longest ? `${plain.slice(0, longest)}…` : plain;
}
