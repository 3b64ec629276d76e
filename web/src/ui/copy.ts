/** What of a text field is used. */
type Field = HTMLInputElement | HTMLTextAreaElement;

const COPIED = 'Copied.';
const BY_HAND = 'It is selected: copy it with Ctrl + C, or by holding a finger on it.';

/** Pages that are not secure have no clipboard, but may still carry out the command. */
const byCommand = (): string => (document.execCommand('copy') ? COPIED : BY_HAND);

/** Selects what is in a field, and copies it. @returns what to tell the person, who may have to copy it themselves */
export const copyFrom = async (field: Field): Promise<string> => {
  field.select();
  if (!navigator.clipboard) return byCommand();
  return navigator.clipboard.writeText(field.value).then(() => COPIED, byCommand);
};
