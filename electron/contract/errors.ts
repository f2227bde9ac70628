/**
 * The closed set of things that can go wrong, each with a sentence for people: what happened, what to do.
 * A new failure gets a code here or it cannot be reported.
 */
export const errorSentences = {
  'no-face': 'No face was found in the picture. Use a picture that shows one face from the front.',
  'several-faces':
    'More than one face is in the picture. Use a picture that shows one person only.',
  'face-too-small': 'The face is too small to be sure of. Come closer to the camera.',
  'face-cut-off': 'Part of the face is outside the picture. Move so that the whole face shows.',
  'face-turned': 'The face is turned to the side. Turn towards the camera.',
  'face-raised-or-lowered': 'The face looks up or down. Look straight into the camera.',
  'face-tilted': 'The head is tilted. Hold it upright.',
  'face-blurred': 'The face is not sharp. Hold still, or wipe the lens.',
  'face-too-dark': 'The face is too dark. Turn on a light in front of it.',
  'face-too-bright': 'The face is too bright. Move away from the light that shines on it.',
  'uneven-light': 'One half of the face is too dark. Turn towards the light.',
  'low-contrast': 'The face is hardly set off from grey. Wipe the lens, or change the light.',
  'eyes-hidden': 'The eyes cannot be seen. Open them, and take off dark glasses.',
  'different-person':
    'This photo does not seem to show the same person as the others. Use photos of one person only.',
  'unreadable-image':
    'This file is not a picture that can be read. Use a JPEG, PNG or WebP file that opens elsewhere.',
  'empty-image': 'This file is empty. Choose another photo.',
  'image-too-large': 'This picture is too large. Use one of at most 50 megapixels and 32 MB.',
  'file-not-found': 'There is no file of this name. Check the path.',
  'not-a-file': 'This is a folder or a device, not a photo. Name a photo file.',
  'file-unreadable':
    'This file may not be read by the user the station runs as. Check its permissions.',
  'unknown-person': 'Nobody is enrolled under this id. Check the id, or enrol the person first.',
  'person-exists':
    'Somebody is already enrolled under this id. Choose another id, or remove that person first.',
  'likely-duplicate':
    'Somebody who looks very much like this is enrolled already, so nothing was stored yet. Look at both and decide.',
  'no-usable-photo':
    'None of the photos could be used, so nobody was enrolled. See the reason for each photo.',
  'consent-missing':
    'Enrolment needs a note of how and when the person agreed. Write it down and try again.',
  'encoder-changed':
    'Nothing is kept of this person’s face that the encoder in use could compare. Add a new photo of them.',
  'consent-withdrawn':
    'This person has withdrawn their consent, so nothing of their face is kept or compared. Record a new consent first, if they give one.',
  'pin-none': 'No PIN is set for this person. Set one first.',
  'pin-wrong': 'The PIN is not right. Try again.',
  'pin-weak':
    'This PIN is too easy to guess. Use 4 to 16 digits that are no row, no repetition and no year.',
  'camera-virtual':
    'This camera is a program that plays pictures, so it is not used. Choose a real camera.',
  'camera-frozen':
    'The camera sends the same picture again and again. See whether it is covered by a recording, or connect it anew.',
  'invalid-request': 'The request was not understood, so nothing was done.',
  'not-allowed': 'This request came from somewhere it may not come from, so nothing was done.',
  'sign-in-needed': 'Sign in first. Nothing was done.',
  'sign-in-wrong': 'The name or the password is not right. Try again.',
  'sign-in-wait': 'There were too many wrong tries. Wait a moment, then try again.',
  'not-permitted': 'Your role does not allow this, so nothing was done. Ask an administrator.',
  'confirm-needed': 'This needs your password once more. Nothing was done yet.',
  'password-weak': 'The password is too short or too common. Use at least 10 characters.',
  'user-unknown': 'There is no user of this name. See who there is under Users.',
  'user-exists': 'There is a user of this name already. Choose another name.',
  'last-administrator':
    'This is the only administrator, so nothing was changed. Make another administrator first.',
  'station-fresh':
    'The station has not been set up yet. Open its window and go through the first start.',
  'station-locked': 'The station is locked. Enter its passphrase or the recovery key.',
  'station-running':
    'Another station or command works on this data folder. Close it first, then try again.',
  'passphrase-wrong': 'The passphrase is not right. Try again, or use the recovery key.',
  'passphrase-weak':
    'The passphrase is too short or too simple. Use at least 12 characters; several words do well.',
  'recovery-wrong':
    'This is not the recovery key of this station. Check what is on the printed sheet.',
  'recovery-unconfirmed':
    'Nobody has confirmed that the recovery key was written down. Make a new one under Keys and keep it safe.',
  'keychain-unavailable':
    'This computer has no keychain that the station could use. Choose a passphrase instead.',
  'keys-missing':
    'The file with the keys is missing, so nothing of the people enrolled can be read. Put back the copy of the keys that lies beside your backups.',
  'keys-damaged':
    'The file with the keys is damaged or not ours and was left untouched. Put back the copy of the keys that lies beside your backups.',
  'key-gone':
    'The key of the station cannot be had on this account. Enter the passphrase or the recovery key.',
  'sealed-unreadable':
    'Something that was kept sealed cannot be opened: it was altered, or belongs elsewhere. Restore a backup.',
  'model-missing':
    'A recognition model is missing. Start the station again with npm start to prepare it, or fetch its pack with the command "models fetch".',
  'model-damaged':
    'A recognition model is not the file it should be and was not used. Delete .cache/models and run npm start, or fetch its pack with the command "models fetch".',
  'pack-unknown':
    'There is no model pack of this name. See which there are with the command "models list".',
  'pack-incomplete':
    'Files of this model pack are missing or damaged. Fetch the pack first with the command "models fetch".',
  'pack-invalid':
    'This model pack cannot be used, so nothing was changed. See what its check found.',
  'pack-unmeasured':
    'Nobody has measured how this model pack tells strangers apart, so it has no threshold. Measure it first with the command "models measure".',
  'comparator-missing':
    'The way of comparing faces that is set is not there or cannot be read, so nobody matches. Choose another one with the command "models comparator".',
  'fetch-offline':
    'The address of the model file cannot be reached. Connect this computer to the internet, or fetch the files elsewhere and use --from FOLDER.',
  'fetch-interrupted':
    'The download of a model file broke off. What came is kept; try again and it goes on from there.',
  'fetch-wrong-bytes':
    'What was downloaded is not the file that was asked for and was thrown away. Try again later, or use --from FOLDER.',
  'fetch-not-in-folder':
    'This folder does not have all files of the pack. Files are known by their content, whatever their names.',
  'target-unsupported': 'The measured data cannot support this target, so it was not set.',
  'training-data':
    'There is nothing to train from in this folder. Give each person a folder of their own with two photos or more.',
  'training-too-few':
    'There are too few people to train and to tell whether it helped, so nothing was changed.',
  'training-memory':
    'There is not enough memory for this training. Choose a smaller size, or close other programs.',
  'training-running': 'A training is under way already. Wait for it, or stop it first.',
  'training-no-better':
    'The challenger was not measurably better on people it had not seen, so it was not taken.',
  'training-none': 'There is nothing trained here to decide on or to go back from. Train it first.',
  'training-checkpoint':
    'The checkpoint there is of another training, so it was left alone. Use the same data and settings, or another folder.',
  'training-ended':
    'The training ended unexpectedly. What it had saved is kept; resume it to go on.',
  'models-changing': 'The station is changing its models. Try again in a moment.',
  'vision-restarting':
    'The recognition process stopped and is being started again. Try again in a moment.',
  'vision-unavailable':
    'The recognition process does not start. Run the doctor command to see the reason.',
  'store-unavailable':
    'The database could not be read or written, so nothing was changed. Check the data folder and its permissions.',
  'store-full':
    'The disk is full, so nothing was changed. Free some space on the disk of the data folder.',
  'store-foreign':
    'The file at the place of the database is not a Threshold database. It was left untouched. Restore a backup, or choose another data folder.',
  'store-newer':
    'The database was written by a newer version of Threshold. It was left untouched. Update the station.',
  'store-damaged': 'The database is damaged and was left untouched. Restore a backup.',
  'store-missing':
    'The database is gone, though this station had one. Nothing was made in its place. Restore a backup, or put the file back.',
  'store-behind':
    'The database lacks what the station had written last: an older copy was put in its place, or a file beside it is missing. Restore a backup, or accept the loss.',
  'store-read-only':
    'The data folder cannot be written to, so nothing was changed. Give the user the station runs as the right to write there.',
  'log-damaged': 'The event log was altered outside the station. Verify it under Log to see where.',
  'clock-back':
    'The clock of this computer went back. Set it right; times in the log cannot be trusted meanwhile.',
  'clock-doubtful':
    'The clock of this computer jumped, so nothing was erased by its age. Set it right; one that is right is believed again after a day.',
  'backup-unknown': 'There is no backup of this name. See which there are.',
  'backup-invalid': 'This file is no whole backup of Threshold, so nothing was changed.',
  'backup-foreign':
    'This backup is of another station. Restore it with the copy of the keys that lies beside it.',
  'backup-newer':
    'This backup was written by a newer version of Threshold. Update the station first.',
  'backup-in-the-way':
    'There is another file of this name that is no backup, so nothing was written. Choose another name.',
  'station-unreachable':
    'The station does not answer. See whether it still runs; if it has ended, start it again.',
  internal:
    'Something unexpected went wrong, so nothing was done. The log of the station says more.',
} as const;

export type ErrorCode = keyof typeof errorSentences;

export const errorCodes = Object.keys(errorSentences) as [ErrorCode, ...ErrorCode[]];

/**
 * What to do about a refused picture, from the point of view of the person in it: their left and
 * right, never the picture's. A closed set, so that every language has words for each.
 */
export const directions = [
  'look-at-camera',
  'one-at-a-time',
  'come-closer',
  'step-back',
  'move-left',
  'move-right',
  'move-up',
  'move-down',
  'turn-left',
  'turn-right',
  'chin-up',
  'chin-down',
  'level-head',
  'hold-still',
  'more-light',
  'less-light',
  'light-left',
  'light-right',
  'wipe-lens',
  'show-eyes',
] as const;
export type Direction = (typeof directions)[number];

/** What went wrong, as a value. `message` is a sentence for people and may name the case at hand. */
export interface StationError {
  readonly code: ErrorCode;
  readonly message: string;
  /** What the person in the picture can do about it, where moving or lighting helps. */
  readonly direction?: Direction;
}

export type Result<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: StationError };

/** A success. */
export function ok<T>(value: T): Result<T> {
  return { ok: true, value };
}

/** A failure. `detail`, when given, is appended to the code's sentence. */
export function fail(code: ErrorCode, detail?: string): { ok: false; error: StationError } {
  return { ok: false, error: stationError(code, detail) };
}

/** A picture that cannot be used, and what the person in it can do. */
export function refuse(code: ErrorCode, direction: Direction): { ok: false; error: StationError } {
  return { ok: false, error: { code, message: errorSentences[code], direction } };
}

export function stationError(code: ErrorCode, detail?: string): StationError {
  const sentence = errorSentences[code];
  return { code, message: detail ? `${sentence} (${detail})` : sentence };
}
