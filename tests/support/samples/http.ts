import type { Link } from '../boards.ts';
import type { Sent } from '../calls.ts';

/** Texts that people put into requests; those with `new` replace others. */
export type Words = {
  author: string;
  text: string;
  newText: string;
  title: string;
  newTitle: string;
  description: string;
  displayName: string;
  email: string;
  /** A message to the operator. */
  contact: { name: string; email: string; message: string };
};

/** Texts that all contain one word. @param word of small letters */
export const wordsWith = (word: string): Words => ({
  author: `${word} author`,
  text: `${word} text`,
  newText: `${word} new text`,
  title: `${word} title`,
  newTitle: `${word} new title`,
  description: `${word} description`,
  displayName: `${word} display name`,
  email: `${word}@example.com`,
  contact: { name: `${word} name`, email: `${word}@example.com`, message: `${word} message` },
});

/** A guest's message, which can be changed only with its edit token. */
type GuestsMessage = { id: string; editToken?: string | undefined };

/** The things and texts in requests. */
export type Subjects = {
  words: Words;
  boardId: string;
  /** A message of a member on the board. */
  messageId: string;
  /** A guest's message on the board, posted by a share link. */
  shared: GuestsMessage;
  /** A message on the wall. */
  wall: GuestsMessage;
  /** A share link of the board. */
  link: Link;
  /** The token of an invite to the board. */
  invite: string;
  /** Another member of the board than the sender. */
  member: { userId: string; username: string };
  /** The username that the sender has or requests. */
  username: string;
  /** The `since` of a request for changes. */
  since: string;
};

const guestsMessage = ({ words: { author, text } }: Subjects) => ({ author, text, color: 'green', task: true });
const edit = ({ words }: Subjects) => ({ text: words.newText, color: 'yellow' });
const ticket = ({ words }: Subjects) => ({ name: words.author });

/** A valid body of every route with a body, with all possible texts. */
const BODIES: Record<string, (subjects: Subjects) => object> = {
  'POST /messages': guestsMessage,
  'POST /shared/{token}/messages': guestsMessage,
  'POST /boards/{boardId}/messages': ({ words }) => ({ text: words.text }),
  'PATCH /messages/{messageId}': edit,
  'PATCH /shared/{token}/messages/{messageId}': edit,
  'PATCH /boards/{boardId}/messages/{messageId}': edit,
  'POST /boards': ({ words: { title, description } }) => ({ title, description }),
  'PATCH /boards/{boardId}': ({ words: { newTitle, description } }) => ({ title: newTitle, description }),
  'PUT /users/me': ({ username, words: { displayName, email } }) => ({ username, displayName, email }),
  'PUT /boards/{boardId}/members/{userId}': () => ({ role: 'viewer' }),
  'POST /boards/{boardId}/invites': () => ({ role: 'editor', uses: 5 }),
  'POST /boards/{boardId}/links': () => ({ access: 'read' }),
  'POST /contact': ({ words }) => words.contact,
  'POST /tickets': ticket,
  'POST /shared/{token}/tickets': ticket,
  'POST /boards/{boardId}/tickets': () => ({}),
};

const queryOf = (route: string, { since }: Subjects): Record<string, string> | undefined => {
  if (route.endsWith('/changes')) return { since };
  return /^GET \S*\/messages$/.test(route) ? { limit: '3' } : undefined;
};

/** Whether a request to the route has a body. */
export const hasBody = (route: string): boolean => route in BODIES;

/** A valid request to any route of template.yaml; its `path` has more than the route's own parameters. */
export const sampleOf = (route: string, subjects: Subjects): Sent => {
  const { boardId, link, invite, member } = subjects;
  const door = / \/(\w*)/.exec(route)?.[1];
  const message = door === 'shared' ? subjects.shared : subjects.wall;
  const changesAsGuest = /^(PATCH|DELETE) \/(shared\/\{token\}\/)?messages\//.test(route);
  const query = queryOf(route, subjects);
  return {
    path: {
      boardId,
      messageId: door === 'boards' ? subjects.messageId : message.id,
      token: door === 'invites' ? invite : link.token,
      linkId: link.id,
      userId: member.userId,
      username: member.username,
      emoji: 'heart',
    },
    ...(query && { query }),
    ...(changesAsGuest && message.editToken && { headers: { 'edit-token': message.editToken } }),
    ...(BODIES[route] && { body: BODIES[route](subjects) }),
  };
};
