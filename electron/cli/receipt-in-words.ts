import type { Removal } from '../contract/messages.ts';

/** The receipt of an erasure: what is gone, what stays, and what somebody could still have. */
export function receiptInWords(receipt: Removal): string {
  const { id, name, templates, photos, at, seq, withdrawn, keyDestroyed } = receipt;
  const gone = `${counted(templates, 'template')} and ${counted(photos, 'kept photo')}`;
  return [
    withdrawn
      ? `${name} (${id}) has withdrawn their consent. Erased: ${gone}.`
      : `Removed ${name} (${id}). Erased: everything of theirs, with ${gone}.`,
    keyDestroyed
      ? 'Their key is destroyed, so backups made before cannot be read for them either.'
      : 'Their key could not be destroyed now; that is tried again when the station opens next.',
    ...copiesInWords(receipt),
    withdrawn
      ? 'What stays: id, name, consents and PIN; rows of the log with the id and times.'
      : 'What stays: rows of the log with the id and times, until their own time is over.',
    `Row ${seq} of the log, ${new Date(at).toISOString()}.`,
  ].join('\n');
}

function copiesInWords({ copiesRenewed, copies }: Removal): string[] {
  const renewed = copiesRenewed === 0 ? [] : [`Copies of the keys renewed: ${copiesRenewed}.`];
  if (copies.length === 0) return renewed;
  return [
    ...renewed,
    'Copies of the keys that could not be renewed; whoever has one could still read older backups:',
    ...copies.map((path) => `  ${path}`),
  ];
}

function counted(n: number, what: string): string {
  return `${n} ${what}${n === 1 ? '' : 's'}`;
}
