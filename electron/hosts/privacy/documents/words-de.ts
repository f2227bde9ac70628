import { assessmentDe } from './assessment-de.ts';
import { recordDe } from './record-de.ts';
import { sharedDe } from './shared-de.ts';
import type { DocumentWords } from './words.ts';

export const wordsDe: DocumentWords = {
  language: 'de',
  shared: sharedDe,
  record: recordDe,
  assessment: assessmentDe,
  blanks: {
    controller: 'Name und Anschrift der Verantwortlichen',
    contact: 'Name und Kontakt der Datenschutzbeauftragten, oder warum es keine gibt',
    joint: 'gemeinsam Verantwortliche, oder keine',
    representative: 'Vertretung, oder keine',
    purpose: 'wozu Gesichter erkannt werden, etwa: Zutritt zum Labor',
    recipients: 'weitere Empfänger, etwa wer den Computer wartet, mit dem Vertrag dazu (Art. 28)',
    measures:
      'eigene Maßnahmen: Raum, Schlösser, Verschlüsselung des Datenträgers, Schulung, wer den Wiederherstellungsschlüssel verwahrt',
    place:
      'wo die Kamera hängt, wen sie außer den Aufgenommenen sieht, und wie diese informiert werden (Art. 13)',
    necessity: 'warum hier ein Gesicht nötig ist und nicht ein Ausweis oder eine PIN allein',
    alternative: 'wie ohne Nachteil hineinkommt, wer nicht einwilligt',
    council: 'Zustimmung des Betriebsrats, wo es einen gibt',
    rating: 'gering, mittel, hoch',
    risks: 'weitere Risiken bei Ihnen',
  },
};
