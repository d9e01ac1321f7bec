// Sizes that more than one script relies on.

/** The height of the stage, in CSS pixels; as in deck.css. */
export const STAGE_HEIGHT = 720;

/** The type sizes to try, in this order, for a slide that is too high. */
export const TYPE_SIZES = [0.95, 0.9, 0.85, 0.8];

/** The smallest type that the stage uses. */
export const SMALLEST_TYPE = 0.8;
