import type { Direction, ErrorCode } from '../../electron/contract/errors.ts';
import type { PhotoCode } from './live-codes.ts';

/** As in English, none names a command. */
export const errors: Record<ErrorCode, string> = {
  'no-face':
    'Auf dem Bild ist kein Gesicht zu finden. Verwenden Sie ein Bild, das ein Gesicht von vorn zeigt.',
  'several-faces':
    'Auf dem Bild ist mehr als ein Gesicht. Verwenden Sie ein Bild, das nur eine Person zeigt.',
  'face-too-small': 'Das Gesicht ist zu klein, um sicher zu sein. Kommen Sie näher zur Kamera.',
  'face-cut-off':
    'Ein Teil des Gesichts liegt außerhalb des Bildes. Rücken Sie so, dass das ganze Gesicht zu sehen ist.',
  'face-turned': 'Das Gesicht ist zur Seite gedreht. Wenden Sie sich der Kamera zu.',
  'face-raised-or-lowered':
    'Das Gesicht blickt nach oben oder unten. Schauen Sie gerade in die Kamera.',
  'face-tilted': 'Der Kopf ist geneigt. Halten Sie ihn aufrecht.',
  'face-blurred':
    'Das Gesicht ist nicht scharf. Halten Sie still, oder wischen Sie das Objektiv ab.',
  'face-too-dark': 'Das Gesicht ist zu dunkel. Schalten Sie davor ein Licht ein.',
  'face-too-bright': 'Das Gesicht ist zu hell. Gehen Sie aus dem Licht, das darauf scheint.',
  'uneven-light': 'Eine Gesichtshälfte ist zu dunkel. Wenden Sie sich dem Licht zu.',
  'low-contrast':
    'Das Gesicht hebt sich kaum vom Grau ab. Wischen Sie das Objektiv ab, oder ändern Sie das Licht.',
  'eyes-hidden': 'Die Augen sind nicht zu sehen. Öffnen Sie sie, und nehmen Sie dunkle Brillen ab.',
  'different-person':
    'Dieses Foto zeigt anscheinend nicht dieselbe Person wie die anderen. Bitte nur Fotos einer Person verwenden.',
  'unreadable-image':
    'Diese Datei ist kein lesbares Bild. Verwenden Sie eine JPEG-, PNG- oder WebP-Datei, die sich anderswo öffnen lässt.',
  'empty-image': 'Diese Datei ist leer. Wählen Sie ein anderes Foto.',
  'image-too-large':
    'Dieses Bild ist zu groß. Verwenden Sie eines mit höchstens 50 Megapixeln und 32 MB.',
  'file-not-found': 'Es gibt keine Datei dieses Namens. Prüfen Sie den Pfad.',
  'not-a-file': 'Das ist ein Ordner oder ein Gerät, kein Foto. Nennen Sie eine Fotodatei.',
  'file-unreadable':
    'Der Benutzer, unter dem die Station läuft, darf diese Datei nicht lesen. Prüfen Sie ihre Rechte.',
  'unknown-person':
    'Unter dieser Kennung ist niemand erfasst. Prüfen Sie die Kennung oder erfassen Sie die Person zuerst.',
  'person-exists':
    'Unter dieser Kennung ist schon jemand erfasst. Wählen Sie eine andere Kennung oder entfernen Sie diese Person zuerst.',
  'likely-duplicate':
    'Jemand, der sehr ähnlich aussieht, ist schon erfasst, deshalb wurde noch nichts gespeichert. Sehen Sie sich beide an und entscheiden Sie.',
  'no-usable-photo':
    'Keines der Fotos war verwendbar, deshalb wurde niemand erfasst. Der Grund steht bei jedem Foto.',
  'consent-missing':
    'Zum Erfassen gehört eine Notiz, wie und wann die Person zugestimmt hat. Tragen Sie sie ein und versuchen Sie es erneut.',
  'encoder-changed':
    'Vom Gesicht dieser Person ist nichts aufbewahrt, was der jetzige Encoder vergleichen könnte. Fügen Sie ein neues Foto von ihr hinzu.',
  'consent-withdrawn':
    'Diese Person hat ihre Einwilligung zurückgezogen, deshalb wird nichts von ihrem Gesicht aufbewahrt oder verglichen. Halten Sie zuerst eine neue Einwilligung fest, wenn sie eine gibt.',
  'pin-none': 'Für diese Person ist keine PIN gesetzt. Setzen Sie zuerst eine.',
  'pin-wrong': 'Die PIN stimmt nicht. Versuchen Sie es noch einmal.',
  'pin-weak':
    'Diese PIN ist zu leicht zu erraten. Nehmen Sie 4 bis 16 Ziffern, die keine Reihe, keine Wiederholung und kein Jahr sind.',
  'camera-virtual':
    'Diese Kamera ist ein Programm, das Bilder abspielt, und wird deshalb nicht verwendet. Wählen Sie eine wirkliche Kamera.',
  'camera-frozen':
    'Die Kamera sendet immer wieder dasselbe Bild. Sehen Sie nach, ob ihr eine Aufnahme vorgespielt wird, oder schließen Sie sie neu an.',
  'invalid-request': 'Die Anfrage war nicht verständlich, deshalb wurde nichts getan.',
  'not-allowed': 'Diese Anfrage kam von einer unzulässigen Stelle, deshalb wurde nichts getan.',
  'sign-in-needed': 'Melden Sie sich zuerst an. Es wurde nichts getan.',
  'sign-in-wrong': 'Name oder Passwort stimmen nicht. Versuchen Sie es noch einmal.',
  'sign-in-wait':
    'Es waren zu viele falsche Versuche. Warten Sie einen Moment und versuchen Sie es dann noch einmal.',
  'not-permitted':
    'Ihre Rolle erlaubt das nicht, deshalb wurde nichts getan. Wenden Sie sich an die Verwaltung.',
  'confirm-needed': 'Dazu wird Ihr Passwort noch einmal gebraucht. Es wurde noch nichts getan.',
  'password-weak': 'Das Passwort ist zu kurz oder zu verbreitet. Nehmen Sie mindestens 10 Zeichen.',
  'user-unknown':
    'Einen Benutzer dieses Namens gibt es nicht. Unter Benutzer steht, welche es gibt.',
  'user-exists': 'Einen Benutzer dieses Namens gibt es schon. Wählen Sie einen anderen Namen.',
  'last-administrator':
    'Sonst gehört niemand zur Verwaltung, deshalb wurde nichts geändert. Geben Sie zuerst jemand anderem diese Rolle.',
  'station-fresh':
    'Die Station ist noch nicht eingerichtet. Öffnen Sie ihr Fenster und gehen Sie durch den ersten Start.',
  'station-locked':
    'Die Station ist verschlossen. Geben Sie ihre Passphrase oder den Wiederherstellungsschlüssel ein.',
  'station-running':
    'Eine andere Station oder ein Befehl arbeitet mit diesem Datenordner. Beenden Sie das zuerst und versuchen Sie es dann noch einmal.',
  'passphrase-wrong':
    'Die Passphrase stimmt nicht. Versuchen Sie es noch einmal, oder nehmen Sie den Wiederherstellungsschlüssel.',
  'passphrase-weak':
    'Die Passphrase ist zu kurz oder zu einfach. Nehmen Sie mindestens 12 Zeichen; mehrere Wörter sind gut.',
  'recovery-wrong':
    'Das ist nicht der Wiederherstellungsschlüssel dieser Station. Sehen Sie auf dem gedruckten Blatt nach.',
  'recovery-unconfirmed':
    'Niemand hat bestätigt, dass der Wiederherstellungsschlüssel auf Papier steht. Stellen Sie unter Schlüssel einen neuen her und verwahren Sie ihn gut.',
  'keychain-unavailable':
    'Dieser Rechner hat keinen Schlüsselbund, den die Station nutzen könnte. Wählen Sie stattdessen eine Passphrase.',
  'keys-missing':
    'Die Datei mit den Schlüsseln fehlt, deshalb ist nichts von den erfassten Personen lesbar. Legen Sie die Kopie der Schlüssel zurück, die bei Ihren Sicherungen liegt.',
  'keys-damaged':
    'Die Datei mit den Schlüsseln ist beschädigt oder nicht unsere und blieb unberührt. Legen Sie die Kopie der Schlüssel zurück, die bei Ihren Sicherungen liegt.',
  'key-gone':
    'Der Schlüssel der Station ist auf diesem Konto nicht zu bekommen. Geben Sie die Passphrase oder den Wiederherstellungsschlüssel ein.',
  'sealed-unreadable':
    'Etwas, das versiegelt aufbewahrt war, lässt sich nicht öffnen: Es wurde verändert oder gehört anderswohin. Holen Sie eine Sicherung zurück.',
  'model-missing':
    'Ein Modell zur Erkennung fehlt. Starten Sie die Station neu; sie bereitet ihre Modelle beim Start vor. Wenn das nicht hilft, installieren Sie sie neu.',
  'model-damaged':
    'Ein Modell zur Erkennung ist nicht die erwartete Datei und wurde nicht verwendet. Starten Sie die Station neu; sie bereitet ihre Modelle beim Start vor. Wenn das nicht hilft, installieren Sie sie neu.',
  'pack-unknown':
    'Ein Modellpaket dieses Namens gibt es nicht mehr. Wählen Sie ein anderes aus der Liste.',
  'pack-incomplete':
    'Dateien dieses Modellpakets fehlen oder sind beschädigt, deshalb wurde nichts geändert. Laden Sie das Paket zuerst herunter.',
  'pack-invalid':
    'Dieses Modellpaket ist nicht verwendbar, deshalb wurde nichts geändert. Sehen Sie nach, was seine Prüfung ergab.',
  'pack-unmeasured':
    'Niemand hat gemessen, wie dieses Modellpaket Fremde auseinanderhält. Es hat deshalb keine Schwelle und wurde nicht in Gebrauch genommen. Messen kann es, wer das Paket eingerichtet hat.',
  'comparator-missing':
    'Die eingestellte Art, Gesichter zu vergleichen, fehlt oder ist nicht lesbar, deshalb wird niemand erkannt. Gehen Sie auf der Seite Training zurück, oder nehmen Sie ein anderes Modellpaket.',
  'fetch-offline':
    'Die Adresse der Modelldatei ist nicht erreichbar. Verbinden Sie diesen Rechner mit dem Internet und versuchen Sie es erneut.',
  'fetch-interrupted':
    'Das Herunterladen einer Modelldatei brach ab. Was angekommen ist, bleibt; ein neuer Versuch setzt dort fort.',
  'fetch-wrong-bytes':
    'Was heruntergeladen wurde, ist nicht die verlangte Datei und wurde verworfen. Versuchen Sie es später erneut.',
  'fetch-not-in-folder':
    'In diesem Ordner sind nicht alle Dateien des Pakets. Dateien werden an ihrem Inhalt erkannt, gleich wie sie heißen.',
  'target-unsupported':
    'Die Messwerte tragen dieses Ziel nicht, deshalb wurde es nicht eingestellt.',
  'training-data':
    'In diesem Ordner ist nichts, woraus sich lernen lässt. Geben Sie jeder Person einen eigenen Ordner mit mindestens zwei Fotos.',
  'training-too-few':
    'Es sind zu wenige Personen, um zu lernen und zu sagen, ob es geholfen hat. Deshalb wurde nichts geändert.',
  'training-memory':
    'Der Arbeitsspeicher reicht für dieses Training nicht. Wählen Sie ein kleineres Bild, oder schließen Sie andere Programme.',
  'training-running': 'Es wird schon trainiert. Warten Sie darauf, oder halten Sie es zuerst an.',
  'training-no-better':
    'Das Gelernte war bei Personen, die es nicht kannte, nicht messbar besser und wurde deshalb nicht übernommen.',
  'training-none':
    'Es gibt nichts hier Trainiertes, über das zu entscheiden oder hinter das zurückzugehen wäre. Trainieren Sie es zuerst.',
  'training-checkpoint':
    'Der Zwischenstand dort gehört zu einem anderen Training und blieb unberührt. Nehmen Sie dieselben Daten und Einstellungen, oder einen anderen Ordner.',
  'training-ended':
    'Das Training endete unerwartet. Sein letzter Zwischenstand ist aufbewahrt; es kann dort weitergehen.',
  'models-changing':
    'Die Station wechselt gerade ihre Modelle. Versuchen Sie es gleich noch einmal.',
  'vision-restarting':
    'Der Erkennungsprozess ist stehen geblieben und wird neu gestartet. Versuchen Sie es gleich noch einmal.',
  'vision-unavailable':
    'Der Erkennungsprozess startet nicht. Starten Sie die Station neu. Wenn das nicht hilft, installieren Sie sie neu.',
  'store-unavailable':
    'Die Datenbank konnte nicht gelesen oder geschrieben werden, deshalb wurde nichts geändert. Prüfen Sie den Datenordner und seine Rechte.',
  'store-full':
    'Der Datenträger ist voll, deshalb wurde nichts geändert. Schaffen Sie Platz auf dem Datenträger des Datenordners.',
  'store-foreign':
    'Am Ort der Datenbank liegt eine Datei, die nicht von Threshold stammt. Sie blieb unberührt. Stellen Sie eine Sicherung wieder her, oder wählen Sie einen anderen Datenordner.',
  'store-newer':
    'Die Datenbank wurde von einer neueren Version von Threshold geschrieben. Sie blieb unberührt. Aktualisieren Sie die Station.',
  'store-damaged':
    'Die Datenbank ist beschädigt und blieb unberührt. Holen Sie eine Sicherung zurück.',
  'store-missing':
    'Die Datenbank ist weg, obwohl diese Station eine hatte. An ihrer Stelle wurde nichts angelegt. Holen Sie eine Sicherung zurück, oder legen Sie die Datei wieder hin.',
  'store-behind':
    'Der Datenbank fehlt, was die Station zuletzt geschrieben hatte: Eine ältere Kopie liegt an ihrer Stelle, oder eine Datei daneben fehlt. Holen Sie eine Sicherung zurück, oder nehmen Sie den Verlust hin.',
  'store-read-only':
    'In den Datenordner lässt sich nicht schreiben, deshalb wurde nichts geändert. Geben Sie dem Benutzer, unter dem die Station läuft, das Recht dazu.',
  'log-damaged':
    'Das Ereignisprotokoll wurde außerhalb der Station verändert. Lassen Sie es unter Protokoll prüfen, um zu sehen, wo.',
  'clock-back':
    'Die Uhr dieses Rechners ging zurück. Stellen Sie sie richtig; solange ist auf Zeiten im Protokoll kein Verlass.',
  'clock-doubtful':
    'Die Uhr dieses Rechners ist gesprungen, deshalb wurde nichts seines Alters wegen gelöscht. Stellen Sie sie richtig; einer richtigen wird nach einem Tag wieder geglaubt.',
  'backup-unknown': 'Eine Sicherung dieses Namens gibt es nicht. Sehen Sie nach, welche es gibt.',
  'backup-invalid':
    'Diese Datei ist keine vollständige Sicherung von Threshold, deshalb wurde nichts geändert.',
  'backup-foreign':
    'Diese Sicherung gehört zu einer anderen Station. Holen Sie sie mit der Kopie der Schlüssel zurück, die daneben liegt.',
  'backup-newer':
    'Diese Sicherung wurde von einer neueren Version von Threshold geschrieben. Aktualisieren Sie zuerst die Station.',
  'backup-in-the-way':
    'Es gibt schon eine andere Datei dieses Namens, die keine Sicherung ist, deshalb wurde nichts geschrieben. Wählen Sie einen anderen Namen.',
  'station-unreachable':
    'Die Station antwortet nicht. Sehen Sie nach, ob sie noch läuft; wurde sie beendet, starten Sie sie neu.',
  internal:
    'Etwas Unerwartetes ist geschehen, deshalb wurde nichts getan. Das Protokoll der Station sagt mehr.',
};

/** What the person in the picture can do. Left and right are their own. */
export const directions: Record<Direction, string> = {
  'look-at-camera': 'Bitte in die Kamera schauen',
  'one-at-a-time': 'Bitte einzeln',
  'come-closer': 'Bitte etwas näher',
  'step-back': 'Bitte einen kleinen Schritt zurück',
  'move-left': 'Bitte etwas nach links von Ihnen aus',
  'move-right': 'Bitte etwas nach rechts von Ihnen aus',
  'move-up': 'Ihr Gesicht ist zu tief im Bild',
  'move-down': 'Ihr Gesicht ist zu hoch im Bild',
  'turn-left': 'Den Kopf etwas nach links drehen',
  'turn-right': 'Den Kopf etwas nach rechts drehen',
  'chin-up': 'Das Kinn etwas heben',
  'chin-down': 'Das Kinn etwas senken',
  'level-head': 'Den Kopf bitte gerade halten',
  'hold-still': 'Einen Moment stillhalten',
  'more-light': 'Zu dunkel. Licht von vorn hilft',
  'less-light': 'Zu hell. Bitte aus dem Licht gehen',
  'light-left': 'Zu dunkel auf Ihrer linken Seite',
  'light-right': 'Zu dunkel auf Ihrer rechten Seite',
  'wipe-lens': 'Das Bild ist trüb. Objektiv abwischen hilft',
  'show-eyes': 'Bitte die Augen zeigen, ohne dunkle Brille',
};

/** A photo's verdict in a few words; the whole sentence is in `errors`. */
export const faults: Record<PhotoCode, string> = {
  'no-face': 'Kein Gesicht gefunden',
  'several-faces': 'Mehr als ein Gesicht',
  'face-too-small': 'Gesicht zu klein',
  'face-cut-off': 'Gesicht angeschnitten',
  'face-turned': 'Zur Seite gedreht',
  'face-raised-or-lowered': 'Blickt hoch oder nieder',
  'face-tilted': 'Kopf geneigt',
  'face-blurred': 'Unscharf',
  'face-too-dark': 'Zu dunkel',
  'face-too-bright': 'Zu hell',
  'uneven-light': 'Eine Seite zu dunkel',
  'low-contrast': 'Zu trüb',
  'eyes-hidden': 'Augen verdeckt',
  'different-person': 'Jemand anderes',
  'unreadable-image': 'Kein lesbares Foto',
  'empty-image': 'Leere Datei',
  'image-too-large': 'Zu groß',
};
