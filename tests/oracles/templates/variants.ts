import { EVENT_SOURCES } from './event-sources.ts';
import { FUNCTION } from './function.ts';
import { HTTP_API } from './http-api.ts';
import { ROUTES } from './routes.ts';
import { VARIABLES } from './variables.ts';
import { WHOLE } from './whole.ts';

/** What may stand at a place of the template instead of what does; undefined for nothing. */
export const VARIANTS: Record<string, unknown[]> = {
  ...WHOLE,
  ...HTTP_API,
  ...FUNCTION,
  ...VARIABLES,
  ...ROUTES,
  ...EVENT_SOURCES,
};
