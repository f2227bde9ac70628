import type { Role } from '../../../contract/access.ts';
import { active, roleCounts } from './formats.ts';
import type { RecordWords } from './words.ts';

const doings: Readonly<Record<Role, string>> = {
  administrator: 'in der Administration (alles)',
  enroller: 'in der Aufnahme (Personen und ihre Daten)',
  receptionist: 'am Empfang (wer aufgenommen ist, und Prüfungen)',
  auditor: 'in der Prüfung (Protokoll und Datenschutzseite)',
};

export const recordDe: RecordWords = {
  title: 'Verzeichnis der Verarbeitung: Gesichtserkennung für den Zutritt (Art. 30 DSGVO)',
  controller: '1. Verantwortliche',
  controllerName: 'Verantwortlich',
  contact: 'Kontakt, Datenschutzbeauftragte',
  joint: 'Gemeinsam Verantwortliche',
  representative: 'Vertretung in der Union',
  purposes: '2. Zwecke',
  purpose: 'Zweck',
  basis:
    'Rechtsgrundlage: ausdrückliche Einwilligung (Art. 9 Abs. 2 Buchst. a mit Art. 6 Abs. 1 Buchst. a DSGVO), da Gesichter zur eindeutigen Identifizierung verarbeitet werden. Die Station speichert nichts von einem Gesicht ohne einen Vermerk dieser Einwilligung.',
  categories: '3. Kategorien von Personen und Daten',
  subjects: 'Personen',
  data: 'Daten',
  number: 'Derzeit',
  enrolled: 'Aufgenommene Personen',
  enrolledData:
    'Kennung, Name, wie, wann und zu welchem Text sie eingewilligt haben, Enddatum, wann zuletzt erkannt',
  templates: 'Templates: aus Bildern des Gesichts berechnete Zahlen (biometrische Daten, Art. 9)',
  photos: 'Fotos des Gesichts, wo sie aufbewahrt werden',
  pinHolders: 'Personen mit PIN',
  pins: 'Hash der PIN, versiegelt',
  passers: 'Alle vor der Kamera',
  passersData:
    'das Bild wird im Arbeitsspeicher angesehen und verworfen; zu nicht Aufgenommenen sagt eine Protokollzeile ohne Bild, dass jemand nicht erkannt wurde',
  staff: 'Benutzer der Station',
  staffData: 'Name, Rolle, Hash des Passworts, was sie taten (Protokoll)',
  recipients: '4. Empfänger',
  recipientsText: 'Die Station gibt nichts weiter. Wer an der Station Daten sehen kann:',
  recipientOperators: (users) =>
    active(users).length === 0
      ? 'noch ist kein Benutzer angelegt'
      : roleCounts(users, (role, count) => `${count} ${doings[role]}`),
  transfers: '5. Übermittlung in Drittländer',
  transfersText: 'Keine: Die Daten bleiben auf dem Computer der Station und in ihren Sicherungen.',
  limits: '6. Löschfristen',
  limitsText:
    'Was über seine Frist ist, wird gelöscht: einmal in der Stunde, solange die Station offen ist, mit einer Protokollzeile je Person. Ist die Uhr gesprungen, wird nichts gelöscht, bis sie sich als richtig erwiesen hat.',
  security: '7. Technische und organisatorische Maßnahmen (Art. 32)',
};
