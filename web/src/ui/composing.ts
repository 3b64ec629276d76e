/** What browsers call a key that an input method has taken; Safari says so only in this way, after the composition. */
const TAKEN = 229;

/** Whether a key belongs to an input method that is composing: Enter chooses a word, Escape throws one away. */
export const isComposing = (event: Pick<KeyboardEvent, 'isComposing' | 'keyCode'>): boolean =>
  event.isComposing || event.keyCode === TAKEN;
