import { requireAdmin, type User } from '../../domain/actor.ts';
import type { Figures } from '../../domain/figures.ts';
import { readFigures } from '../../table/figures.ts';

/** The operator's view: the newest days that something happened on. @throws Refusal `not-admin` */
export const figuresFor = (user: User, days: number): Promise<Figures> => {
  requireAdmin(user);
  return readFigures(days);
};
