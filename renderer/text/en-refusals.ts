import { errorSentences, type Direction, type ErrorCode } from '../../electron/contract/errors.ts';
import type { PhotoCode } from './live-codes.ts';

/** The station's own sentences, but for those that name commands: an installed window has none. */
export const errors: Record<ErrorCode, string> = {
  ...errorSentences,
  'model-missing':
    'A recognition model is missing. Start the station again; it prepares its models at the start. If that does not help, install it anew.',
  'model-damaged':
    'A recognition model is not the file it should be and was not used. Start the station again; it prepares its models at the start. If that does not help, install it anew.',
  'pack-unknown': 'There is no model pack of this name any more. Choose another from the list.',
  'pack-incomplete':
    'Files of this model pack are missing or damaged, so nothing was changed. Download the pack first.',
  'pack-unmeasured':
    'Nobody has measured how this model pack tells strangers apart, so it has no threshold and was not put to use. Whoever set the pack up can measure it.',
  'comparator-missing':
    'The way of comparing faces that is set is not there or cannot be read, so nobody matches. Go back on the page Training, or use another model pack.',
  'fetch-offline':
    'The address of the model file cannot be reached. Connect this computer to the internet and try again.',
  'fetch-wrong-bytes':
    'What was downloaded is not the file that was asked for and was thrown away. Try again later.',
  'vision-unavailable':
    'The recognition process does not start. Start the station again. If that does not help, install it anew.',
};

/** What the person in the picture can do. Left and right are their own. */
export const directions: Record<Direction, string> = {
  'look-at-camera': 'Look at the camera',
  'one-at-a-time': 'One person at a time, please',
  'come-closer': 'A little closer, please',
  'step-back': 'A small step back, please',
  'move-left': 'Move a little to your left',
  'move-right': 'Move a little to your right',
  'move-up': 'Your face is too low in the picture',
  'move-down': 'Your face is too high in the picture',
  'turn-left': 'Turn a little to your left',
  'turn-right': 'Turn a little to your right',
  'chin-up': 'Raise your chin a little',
  'chin-down': 'Lower your chin a little',
  'level-head': 'Hold your head upright',
  'hold-still': 'Hold still for a moment',
  'more-light': 'Too dark. A light in front of you helps',
  'less-light': 'Too bright. Move out of the light',
  'light-left': 'Too dark on your left side',
  'light-right': 'Too dark on your right side',
  'wipe-lens': 'The picture is dull. Wiping the lens helps',
  'show-eyes': 'Show your eyes, without dark glasses',
};

/** A photo's verdict in a few words; the whole sentence is in `errors`. */
export const faults: Record<PhotoCode, string> = {
  'no-face': 'No face found',
  'several-faces': 'More than one face',
  'face-too-small': 'Face too small',
  'face-cut-off': 'Face cut off',
  'face-turned': 'Turned to the side',
  'face-raised-or-lowered': 'Looks up or down',
  'face-tilted': 'Head tilted',
  'face-blurred': 'Not sharp',
  'face-too-dark': 'Too dark',
  'face-too-bright': 'Too bright',
  'uneven-light': 'One side too dark',
  'low-contrast': 'Too dull',
  'eyes-hidden': 'Eyes hidden',
  'different-person': 'Somebody else',
  'unreadable-image': 'Not a readable photo',
  'empty-image': 'Empty file',
  'image-too-large': 'Too large',
};
