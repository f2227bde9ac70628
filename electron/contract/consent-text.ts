/**
 * The consent text of a station where nobody has written another one: what is kept, what for, for how
 * long, and how to take it back. In both languages of the station, since it is stored as it was shown.
 */
export const firstConsentText = `I agree that this station may recognise my face.

Numbers are computed from pictures of my face and kept here, sealed, on this computer only. They serve to let me in and for nothing else. Pictures themselves are kept only if I agree to that too. Nothing is passed on.

I may say no: there is another way in, with a PIN, and saying no has no disadvantage for me. I may take my consent back at any time; then everything of my face is erased at once, from backups too. I may see all that is kept about me. What is not used any more is erased by itself.

---

Ich bin einverstanden, dass diese Station mein Gesicht erkennt.

Aus Bildern meines Gesichts werden Zahlen berechnet und hier aufbewahrt, versiegelt, nur auf diesem Computer. Sie dienen dazu, mich einzulassen, und zu nichts anderem. Die Bilder selbst werden nur aufbewahrt, wenn ich auch dem zustimme. Nichts wird weitergegeben.

Ich darf ablehnen: Es gibt einen anderen Weg hinein, mit einer PIN, und wer ablehnt, hat keinen Nachteil. Ich kann mein Einverständnis jederzeit zurücknehmen; dann wird alles von meinem Gesicht sofort gelöscht, auch aus Sicherungen. Ich darf alles sehen, was über mich aufbewahrt wird. Was nicht mehr gebraucht wird, wird von selbst gelöscht.`;
