import type { PostedMessageView } from '../../src/features/messages/schemas.ts';

/** A posted message on the wall. Times are milliseconds of `performance.now()`. */
export type Posted = { id: string; sentAt: number; answeredAt: number };

/** Posts a message of ordinary length. @throws Error if it is refused */
export const post = async (url: string): Promise<Posted> => {
  const sentAt = performance.now();
  const answer = await fetch(`${url}/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      author: 'Bench',
      text: 'A message of some eighty characters, as people write them on a whiteboard, here.',
    }),
  });
  const answeredAt = performance.now();
  const text = await answer.text();
  if (answer.status !== 201) throw new Error(`A post was refused: ${answer.status} ${text}`);
  return { id: (JSON.parse(text) as PostedMessageView).id, sentAt, answeredAt };
};
