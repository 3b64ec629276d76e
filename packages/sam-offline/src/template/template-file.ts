import { readFileSync, statSync } from 'node:fs';
import { codeOf, Failure, messageOf } from '../failure.ts';

/** The text of a template. @throws Failure for what can't be read, or is no text */
export const readTemplateFile = (file: string): string => {
  try {
    const what = statSync(file);
    // A pipe does as well: `--template <(…)`.
    if (!what.isFile() && !what.isFIFO())
      throw new Failure(`The template ${file} is no file; name one with --template.`);
    return decode(readFileSync(file), file);
  } catch (error) {
    if (error instanceof Failure) throw error;
    if (codeOf(error) === 'ENOENT') throw new Failure(`There is no template at ${file}.`);
    throw new Failure(`The template ${file} cannot be read (${messageOf(error)}).`);
  }
};

const decode = (bytes: Buffer, file: string): string => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new Failure(`The template ${file} is no text in UTF-8; save it as that.`);
  }
};
