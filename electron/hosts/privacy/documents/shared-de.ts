import type { Role } from '../../../contract/access.ts';
import { Formats, numberIn, roleCounts } from './formats.ts';
import type { SharedWords } from './words.ts';

const { number, date } = new Formats('de-DE');

const roleNames: Readonly<Record<Role, string>> = {
  administrator: 'Administration',
  enroller: 'Aufnahme',
  receptionist: 'Empfang',
  auditor: 'Prüfung',
};

const kindNames: Readonly<Record<string, string>> = {
  keychain: 'Schlüsselbund',
  passphrase: 'Passphrase',
  file: 'Datei',
  recovery: 'Wiederherstellungsschlüssel',
};

const neverOr = (at: number | null): string => (at === null ? 'nie' : date(at));

export const sharedDe: SharedWords = {
  draftedOn: (at, version) =>
    `Entworfen am ${date(at)} von Threshold ${version} aus den geltenden Einstellungen und aus dem, was die Station bei sich selbst vorgefunden hat.`,
  complete:
    'Dies ist ein Entwurf. Was in Klammern steht, können nur Sie sagen; bitte ergänzen Sie es, prüfen Sie den Rest und fragen Sie Ihre Datenschutzbeauftragten. Er ist keine Rechtsberatung.',
  what: 'Was',
  value: 'Eintrag',
  period: 'Aufbewahrt',
  counted: 'Gerechnet ab',
  inOrder: 'In Ordnung',
  found: 'Was vorgefunden wurde',
  yes: 'ja',
  no: 'braucht Aufmerksamkeit',
  none: 'keine aufbewahrt',
  number,
  people: (n) => (n === 1 ? '1 Person' : `${number(n)} Personen`),
  kinds: {
    templates: 'Templates von Gesichtern, mit Name, Einwilligung und PIN der Person',
    photos: 'Bei der Aufnahme aufbewahrte Fotos, wo die Person dem zugestimmt hat',
    events:
      'Ereignisprotokoll (Kennungen und Zeiten, und welcher Benutzer es war; keine Gesichter, keine Namen von Aufgenommenen)',
    strangers: 'Bilder von Personen, die nicht aufgenommen sind',
  },
  from: {
    templates: 'dem letzten Erkennen oder Einlassen der Person; oder ihrem Enddatum',
    photos: 'dem Tag der Aufnahme',
    events: 'dem Ereignis; Zeilen gehen in ganzen Abschnitten von hundert',
  },
  days: (days) => (days === null ? 'ohne Ende' : days === 1 ? '1 Tag' : `${number(days)} Tage`),
  notKept: 'gar nicht',
  sealing:
    'Namen, Einwilligungen, Templates, Fotos und PINs sind mit AES-256-GCM unter einem Schlüssel je Person versiegelt; diese Schlüssel sind mit dem Schlüssel der Station verpackt.',
  protection: {
    keychain: 'Den Schlüssel der Station verwahrt der Schlüsselbund dieses Kontos.',
    passphrase: 'Den Schlüssel der Station schützt eine Passphrase (scrypt).',
    file: 'Der Schlüssel der Station liegt in einer Datei dieses Kontos, außerhalb des Datenordners. Das ist schwächer: Wer das ganze Konto hat, kann die Daten öffnen.',
  },
  recovery: (slot) => {
    if (slot === null)
      return 'Es gibt keinen Wiederherstellungsschlüssel: Wer den Schlüssel oben verliert, verliert die Daten.';
    return slot.keptAt === null
      ? 'Es gibt einen Wiederherstellungsschlüssel; dass er aufgeschrieben wurde, hat niemand bestätigt.'
      : `Es gibt einen Wiederherstellungsschlüssel auf Papier; dass er aufgeschrieben wurde, ist am ${date(slot.keptAt)} bestätigt worden.`;
  },
  erasure:
    'Wird eine Person gelöscht, wird ihr Schlüssel vernichtet und werden ihre Zeilen überschrieben, sodass auch frühere Sicherungen für sie nicht mehr lesbar sind; eine Quittung sagt, was gelöscht wurde.',
  access: (users) =>
    users.length === 0
      ? 'Noch ist niemand als Benutzer der Station angelegt; wer davorsteht, kann prüfen lassen und sonst nichts.'
      : `Benutzer melden sich mit Namen und Passwort an, jeder mit einer Rolle: ${roleCounts(users, (role, n) => `${roleNames[role]}: ${n}`)}. Jede Anfrage wird an der Rolle geprüft; vor dem Löschen, Herausgeben und Ändern von Schwellen wird das Passwort noch einmal verlangt.`,
  log: (at) =>
    `Alles, was etwas ändert, steht mit dem, der es tat, im Protokoll, in einer Kette, die Ändern, Entfernen und Hinzufügen zeigt; zuletzt geprüft: ${neverOr(at)}.`,
  backup: (at) =>
    `Sicherungen sind versiegelt, werden nach dem Schreiben zurückgelesen und enthalten die Schlüssel nicht; die letzte: ${neverOr(at)}.`,
  offline:
    'Gesichter werden auf diesem Computer erkannt. Nichts wird irgendwohin gesendet; Modelle werden nur geladen, wenn jemand das verlangt.',
  cameras: {
    refuse:
      'Kameras, die Programme sind und einen Film abspielen könnten, werden an ihrem Namen erkannt und abgewiesen.',
    allow:
      'Kameras, die Programme sind und einen Film abspielen könnten, sind zugelassen und werden protokolliert.',
  },
  consent: (version) =>
    `Nichts von einem Gesicht wird gespeichert ohne einen Vermerk, wie die Person eingewilligt hat; der Text dazu gilt in Fassung ${version}. Wer widerruft, kommt mit einer PIN hinein.`,
  state: 'Zustand der Station',
  stateText: 'Was die Station zur Zeit dieses Entwurfs bei sich vorfand:',
  topics: {
    sealed: 'Versiegelung',
    keys: 'Schlüssel',
    consent: 'Einwilligung',
    retention: 'Fristen',
    snapshots: 'Bilder von Fremden',
    log: 'Protokoll',
    backup: 'Sicherungen',
    network: 'Netz',
    users: 'Benutzer',
  },
  figuresOf: (topic, figures) => {
    const of = (name: string): string => number(numberIn(figures, name) ?? 0);
    const at = (name: string): string => neverOr(numberIn(figures, name));
    switch (topic) {
      case 'sealed':
        return `${of('sealed')} von ${of('rows')} Zeilen sehen versiegelt aus, eine Stichprobe ließ sich öffnen`;
      case 'keys':
        return `verwahrt: ${String(figures['kinds'])
          .split(' ')
          .map((kind) => kindNames[kind] ?? kind)
          .join(
            ', ',
          )}; erneuert am ${at('since')}; Wiederherstellungsschlüssel bestätigt: ${at('recoveryKeptAt')}`;
      case 'consent':
        return `${of('people')} aufgenommen, ${of('missing')} ohne vermerkte Einwilligung, ${of('withdrawn')} widerrufen; Text in Fassung ${of('version')}`;
      case 'retention':
        return `letzter Lauf: ${at('lastRunAt')}; über die Frist und noch da: ${of('overdue')}${numberIn(figures, 'clockDoubted') ? '; der Uhr wird nicht geglaubt, deshalb wird nichts gelöscht' : ''}`;
      case 'snapshots':
        return `${of('pictures')} gefunden`;
      case 'log':
        return `${of('rows')} Zeilen; geprüft: ${at('verifiedAt')}${numberIn(figures, 'firstBad') === null ? '' : `; verändert bei Zeile ${of('firstBad')}`}`;
      case 'backup':
        return `die letzte: ${at('lastAt')}`;
      case 'network':
        if (numberIn(figures, 'open') === null)
          return 'dieses System sagt nicht, welche Adressen offen sind';
        return figures['open'] === 0
          ? 'keine Adresse, die andere Computer erreichen'
          : 'die Station ist von anderen Computern aus erreichbar';
      case 'users':
        return `${of('users')} Benutzer, davon ${of('administrator')} in der Administration`;
    }
  },
};
