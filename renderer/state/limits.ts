/**
 * The contract's bounds as the forms need them. They are repeated here so that the page need not
 * carry the schema library; a unit test holds them equal to the contract's.
 */
export const limits = {
  nameLength: 120,
  consentLength: 500,
  consentTextLength: 5000,
  controllerLength: 500,
  purposeLength: 1000,
  cameraLabelLength: 300,
  photos: 20,
  photoBytes: 32 * 1024 * 1024,
  enrolmentBytes: 96 * 1024 * 1024,
  photoNameLength: 1024,
  pageRows: 500,
  /** Least width and height of a frame, px. */
  frameSide: 16,
} as const;

export const idPattern = /^[\p{L}\p{N}](?:[\p{L}\p{N}._@ -]{0,62}[\p{L}\p{N}._@-])?$/u;
