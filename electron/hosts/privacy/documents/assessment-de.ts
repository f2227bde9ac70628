import { Formats, numberIn } from './formats.ts';
import type { AssessmentWords } from './words.ts';

const { number, rate, date } = new Formats('de-DE');

export const assessmentDe: AssessmentWords = {
  title: 'Datenschutz-Folgenabschätzung: Gesichtserkennung für den Zutritt (Art. 35 DSGVO)',
  description: '1. Beschreibung der Verarbeitung (Art. 35 Abs. 7 Buchst. a)',
  scope: 'Umfang derzeit',
  place: 'Ort',
  scopeOf: ({ people, templates, photos, withdrawn }) =>
    `${number(people)} Personen aufgenommen, ${number(templates)} Templates, ${number(photos)} Fotos aufbewahrt, ${number(withdrawn)} Einwilligungen widerrufen`,
  how: 'In einem Kamerabild wird ein Gesicht gesucht; daraus werden Zahlen (ein Template) berechnet und mit den Templates der Aufgenommenen verglichen. Mehrere Bilder müssen übereinstimmen. Die Antwort ist, wer es ist, oder dass es niemand Bekanntes ist; sie steht mit Kennungen und Zeiten im Protokoll. Bilder werden nicht aufbewahrt, es sei denn, eine Person hat bei der Aufnahme zugestimmt.',
  model: (known) => {
    if (known === null)
      return 'Das Erkennungsmodell ist derzeit nicht lesbar, seine Fehlerraten lassen sich nicht angeben.';
    const { pack, reference, identify, verify } = known;
    if (reference === null) {
      return `Erkannt wird mit dem Modellpaket ${pack.name}. Seine Fehlerraten hat niemand gemessen, deshalb wird niemand zugeordnet.`;
    }
    return `Erkannt wird mit dem Modellpaket ${pack.name}, gemessen an ${reference.name} (${number(reference.people)} Personen, ${number(reference.photos)} Fotos, ${reference.date}). Suche unter allen (Identifikation): Ein Fremder wird nach dem eingestellten Risiko bei höchstens ${rate(identify.target)} der Versuche für jemanden gehalten; Aufgenommene werden bei etwa ${rate(identify.fnmr)} der Blicke verfehlt. Vergleich mit einer Person (Verifikation): höchstens ${rate(verify.target)} und etwa ${rate(verify.fnmr)}.${identify.supported && verify.supported ? '' : ' Bei den derzeitigen Personen stützen die Messungen ein eingestelltes Risiko nicht; die Station ist dann strenger.'}`;
  },
  necessity: '2. Notwendigkeit und Verhältnismäßigkeit (Art. 35 Abs. 7 Buchst. b)',
  necessityItems: [
    'Zweckbindung: Templates dienen dem Erkennen hier und sonst nichts; herausgegeben werden sie nur an die Person selbst.',
    'Datenminimierung: keine Bilder von Fremden, keine Gesichter und keine Namen von Aufgenommenen im Protokoll, Fotos nur mit Zustimmung der Person.',
    'Speicherbegrenzung: Fristen je Art, durchgesetzt von einem Lauf der Station; ein Enddatum je Person.',
    'Einwilligung: vermerkt mit der Fassung ihres Textes, jederzeit widerruflich, mit sofortiger Löschung; eine PIN ist der andere Weg hinein, ohne Gesicht.',
    'Rechte: Eine Person erhält alles über sie Aufbewahrte in einer versiegelten Datei (Art. 15, 20) und eine Quittung der Löschung (Art. 17).',
    'Keine allein automatisierte Entscheidung (Art. 22) außer Öffnen oder Nichtöffnen; wer abgewiesen wird, kann eine PIN nehmen oder sich an das Personal wenden.',
  ],
  risks: '3. Risiken für die Betroffenen (Art. 35 Abs. 7 Buchst. c)',
  risksText: 'Bitte bewerten Sie, wie wahrscheinlich und wie schwer jedes davon bei Ihnen ist.',
  riskHead: ['Risiko', 'Was dagegen getan ist', 'Was bleibt', 'Wahrscheinlichkeit und Schwere'],
  riskRows: ({ keys, policy, facts, verifiedAt, backupAt }) => [
    [
      'Computer oder Datenträger wird gestohlen, Gesichter geraten in andere Hände',
      'Namen, Einwilligungen, Templates, Fotos und PINs sind versiegelt; die Schlüssel liegen nicht offen im Datenordner',
      keys.slots.some(({ kind }) => kind === 'file')
        ? 'der Schlüssel liegt in einer Datei des Kontos: Wer das ganze Konto stiehlt, kann die Daten öffnen'
        : 'wer den Computer und die Passphrase, das offene Konto oder den Wiederherstellungsschlüssel hat',
    ],
    [
      'Jemand wird für jemand anderen gehalten und eingelassen oder verdächtigt',
      'Schwelle aus dem eingestellten Risiko und den derzeitigen Personen; mehrere Bilder müssen übereinstimmen; bei der Aufnahme wird gezeigt, wer ähnlich sieht',
      'die Raten oben; Zwillinge und nahe Verwandte können darüber liegen',
    ],
    [
      'Jemand wird nicht erkannt, oder öfter nicht als andere (Alter, Haut, Brille, Behinderung)',
      'die Güte des Bildes wird gesagt und was zu tun ist; PIN als anderer Weg',
      'Fehlerraten von Gruppen hat die Station nicht gemessen',
    ],
    [
      'Kommen und Gehen wird überwacht (Zeiterfassung, Profile)',
      `Protokoll ohne die Namen der Aufgenommenen, lesbar nur für Prüfung und Administration, aufbewahrt ${policy.retention.events === null ? 'ohne Ende' : `${number(policy.retention.events)} Tage`}`,
      'wer das Protokoll lesen darf und die Kennungen kennt',
    ],
    [
      'Die Einwilligung ist nicht frei, etwa bei Beschäftigten',
      'anderer Weg mit PIN; Text der Einwilligung nach Fassungen festgehalten',
      'Druck, den kein Programm sieht',
    ],
    [
      'Ein Benutzer missbraucht seine Rechte',
      `Rollen, erneute Frage nach dem Passwort, ein Protokoll, das Änderungen zeigt (geprüft: ${verifiedAt === null ? 'nie' : date(verifiedAt)})`,
      'die Administration und wer das Betriebssystem beherrscht',
    ],
    [
      'Daten gehen verloren, Menschen stehen vor verschlossenen Türen',
      `versiegelte Sicherungen (die letzte: ${backupAt === null ? 'keine' : date(backupAt)}); nichts wird bestätigt, bevor es dauerhaft ist`,
      'eine Sicherung, die auf demselben Datenträger liegt',
    ],
    [
      'Eine gelöschte Person steht noch in alten Kopien',
      'ihr Schlüssel ist vernichtet, auch in den Kopien, die die Station gemacht hat',
      'wer eine alte Kopie der Schlüssel, eine alte Sicherung und das Geheimnis dazu behalten hat',
    ],
    [
      'Daten bleiben länger als nötig',
      'Lauf der Fristen mit einer Zeile je Löschung',
      `derzeit über die Frist: ${number(numberIn(facts.find(({ topic }) => topic === 'retention')?.figures ?? {}, 'overdue') ?? 0)}`,
    ],
  ],
  notDefended: 'Wogegen die Station nicht schützt, und was anders aufzufangen ist:',
  notDefendedItems: ({ policy }) => [
    'Ein Foto, ein Bildschirm oder eine Maske vor der Kamera: Noch wird nicht nachgewiesen, dass dort ein lebendes Gesicht ist. Lassen Sie den Eingang sehen, oder verlangen Sie ein zweites Merkmal.',
    'Wer Root-Rechte hat, oder das Konto der Station, während sie offen ist.',
    'Bytes, die der Datenträger selbst nach dem Überschreiben behält: Verschlüsseln Sie den ganzen Datenträger.',
    'Eine Kamera, die ein Programm ist und sich anders nennt.',
    'Ein Foto, das nur seines Alters wegen ging, ist in früheren Sicherungen noch lesbar, solange die Person aufgenommen ist; löschen Sie alte Sicherungen rechtzeitig.',
    ...(policy.virtualCameras === 'allow'
      ? ['Kameras, die Programme sind: Sie sind zugelassen.']
      : []),
  ],
  measures: '4. Maßnahmen (Art. 35 Abs. 7 Buchst. d)',
  views: '5. Standpunkte und Rat (Art. 35 Abs. 2 und 9, Art. 36)',
  subjectViews: 'Standpunkt der Betroffenen oder ihrer Vertretung',
  officerAdvice: 'Rat der Datenschutzbeauftragten',
  consultation: 'ob die Aufsichtsbehörde vorher zu konsultieren ist',
  conclusion: '6. Ergebnis',
  decision: 'ob die verbleibenden Risiken vertretbar sind, und warum',
  review:
    'Datum der nächsten Überprüfung (Art. 35 Abs. 11), und nach jeder Änderung von Modell, Zweck oder Ort',
  signature: 'Name, Datum, Unterschrift',
};
