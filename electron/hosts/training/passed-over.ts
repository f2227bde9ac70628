/** Why something in a folder of people is not learnt from; each goes on after what it is about. */
const reasons = {
  'in-no-folder': 'lies in no person’s folder',
  'too-deep': 'lies deeper than a folder in a person’s folder',
  'no-photos': 'has no photos in it',
  'read-already': 'leads to a folder that is read already',
  'not-a-photo': 'is not a JPEG, PNG or WebP file',
  'same-photo': 'is a picture that was there already',
  unreadable: 'may not be read',
  empty: 'is empty',
  'too-large': 'has more than 50 megapixels or 32 MB',
  damaged: 'is no picture that can be read',
  'no-face': 'shows no face that was found',
} as const;
export type Reason = keyof typeof reasons;

/** A file or folder that nothing is learnt from. */
export interface PassedOver {
  /** Its path within the folder of people. */
  readonly what: string;
  readonly why: Reason;
}

/** Names shown for each reason: who has more wrong than that looks for a pattern first. */
const namesShown = 3;

/** One line for each reason, the most frequent first; none where nothing was passed over. */
export function passedOverInWords(all: readonly PassedOver[]): string[] {
  const groups = [...Map.groupBy(all, ({ why }) => why)];
  return groups
    .sort(([, one], [, other]) => other.length - one.length)
    .map(([why, group]) => {
      const names = group.slice(0, namesShown).map(({ what }) => printable(what));
      const more = group.length > namesShown ? ' …' : '';
      return `${group.length} × ${reasons[why]}: ${names.join(', ')}${more}`;
    });
}

/** A file's name may have anything in it, such as what a terminal takes for a command. */
export function printable(name: string): string {
  return name.replace(/\p{Cc}/gu, '�');
}
