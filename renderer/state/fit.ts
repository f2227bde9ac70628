interface Size {
  readonly width: number;
  readonly height: number;
}

/** Share of the height that must stay visible for a picture to fill its place: nobody loses a chin. */
const leastHeight = 0.8;
/** The same for the width: people stand in the middle of a camera's picture. */
const leastWidth = 0.6;

/** Fills the place where that cuts off little; otherwise the whole picture is shown. */
export function fitOf(place: Size, picture: Size): 'cover' | 'contain' {
  const ratio = place.width / place.height / (picture.width / picture.height);
  const fills = ratio < 1 ? ratio >= leastWidth : 1 / ratio >= leastHeight;
  return fills ? 'cover' : 'contain';
}
