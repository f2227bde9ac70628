import { assessmentEn } from './assessment-en.ts';
import { recordEn } from './record-en.ts';
import { sharedEn } from './shared-en.ts';
import type { DocumentWords } from './words.ts';

export const wordsEn: DocumentWords = {
  language: 'en',
  shared: sharedEn,
  record: recordEn,
  assessment: assessmentEn,
  blanks: {
    controller: 'name and address of the controller',
    contact: 'name and contact of the data protection officer, or why there is none',
    joint: 'joint controller, or none',
    representative: 'representative, or none',
    purpose: 'what faces are recognised for, as: access to the laboratory',
    recipients:
      'others who get data, such as who maintains the computer, with their contract (Art. 28)',
    measures:
      'measures of your own: room, locks, disk encryption, training of staff, who keeps the recovery key',
    place:
      'where the camera hangs, whom it sees besides those enrolled, and how they are told (Art. 13)',
    necessity: 'why a face, and not a badge or a PIN alone, is needed here',
    alternative: 'how whoever does not agree comes in without a disadvantage',
    council: 'agreement of the works council, where there is one',
    rating: 'low, middle, high',
    risks: 'further risks of your place',
  },
};
