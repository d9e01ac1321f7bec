// Sizes that more than one script relies on.

/** The height of the stage in CSS pixels, unless a theme sets another. */
export const USUAL_HEIGHT = 720;

/** The height of the stage, in CSS pixels: deck.css has the usual one, and a theme may set its own. */
export function stageHeight() {
  return parseFloat(getComputedStyle(document.documentElement).getPropertyValue('--stage-height')) || USUAL_HEIGHT;
}

/** The sizes for a slide whose type grows into free space (`fit: grow`), before its own size. */
export const GROWN_SIZES = [1.5, 1.4, 1.3, 1.2, 1.1];

/** The type sizes to try, in this order, for a slide that is too high. */
export const TYPE_SIZES = [0.95, 0.9, 0.85, 0.8];

/** The smallest type that the stage uses. */
export const SMALLEST_TYPE = 0.8;

/**
 * The smallest type that can be read from the back of a room, in pixels of a stage of the usual height. The letters of 12 px on a stage of
 * 720 px, seen from six times the height of the screen, are as large as those of the last line that good eyes read on a
 * chart: five minutes of arc.
 */
export const SMALLEST_READABLE = 12;
