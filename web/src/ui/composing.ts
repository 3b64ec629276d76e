/** The key code of a key that an input method has taken. After the composition, it is Safari's only sign. */
const TAKEN = 229;

/** Whether a key belongs to an input method that is composing: Enter accepts a word, Escape discards it. */
export const isComposing = (event: Pick<KeyboardEvent, 'isComposing' | 'keyCode'>): boolean =>
  event.isComposing || event.keyCode === TAKEN;
