/** The part of a text field that is used. */
type Field = HTMLInputElement | HTMLTextAreaElement;

const COPIED = 'Copied.';
const BY_HAND = 'It is selected: copy it with Ctrl + C, or by holding a finger on it.';

/** Pages that are not secure have no clipboard API, but the old command may still work. */
const byCommand = (): string => (document.execCommand('copy') ? COPIED : BY_HAND);

/** Selects the text of a field, and copies it. @returns the notice for the person, who may have to copy it by hand */
export const copyFrom = async (field: Field): Promise<string> => {
  field.select();
  if (!navigator.clipboard) return byCommand();
  return navigator.clipboard.writeText(field.value).then(() => COPIED, byCommand);
};
