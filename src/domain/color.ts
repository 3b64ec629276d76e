/** The colours that a message can have. */
export const COLORS = ['yellow', 'orange', 'red', 'pink', 'purple', 'blue', 'green', 'gray'] as const;
export type Color = (typeof COLORS)[number];
