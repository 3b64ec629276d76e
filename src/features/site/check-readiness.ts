import { Refusal } from '../../domain/refusal.ts';
import { probeTable } from '../../table/probe.ts';

/** Resolves when requests can be served. @throws Refusal `unavailable`, whatever the reason */
export const checkReadiness = async (): Promise<void> => {
  try {
    await probeTable();
  } catch (cause) {
    throw new Refusal('unavailable', 'The table cannot be read.', { cause });
  }
};
