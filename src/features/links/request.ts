import * as z from 'zod';
import { Id, Token } from '../../lambda/schemas/request.ts';

export const LinkPath = z.strictObject({ boardId: Id, linkId: z.string().regex(/^[0-9a-f]{64}$/) });
/** What an invite or a share link opens. */
export const TokenPath = z.strictObject({ token: Token });
