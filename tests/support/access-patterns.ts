import { newId } from '../../src/domain/id.ts';
import { LIVE } from './live-patterns.ts';
import { list, patch, post, posted, read, remove, token } from './messages.ts';
import { doJobs } from './queue-event.ts';
import { as, at, ownBoard, type Scenario } from './scenarios.ts';
import { invoke } from './whiteboard.ts';

/** Posts as a stack with a quota does: its functions read their environment when they are loaded. */
const postedWithinQuota = async (headers: Record<string, string> = {}): Promise<void> => {
  process.env.POSTS_PER_MINUTE_PER_ADDRESS = '1000';
  await jest.isolateModulesAsync(async () => {
    await post({ author: 'Ada', text: 'Hello' }, headers);
  });
  process.env.POSTS_PER_MINUTE_PER_ADDRESS = '0';
};

const MESSAGES = '/boards/{boardId}/messages';
const MEMBERS = '/boards/{boardId}/members/{userId}';

const withMessage = async () => {
  const { owner, boardId } = await ownBoard();
  const { body } = await as(owner, 'post-message', `POST ${MESSAGES}`, { boardId }, { text: 'Hello' });
  return { owner, boardId, messageId: String(body.id) };
};

const withLink = async (name: string, kind: string, body: object) => {
  const { owner, boardId } = await ownBoard();
  const made = await as(owner, name, `POST /boards/{boardId}/${kind}`, { boardId }, body);
  return { owner, boardId, linkId: String(made.body.id), token: String(made.body.token) };
};

const withMember = async () => {
  const { owner, boardId, token: invite } = await withLink('create-invite', 'invites', { role: 'editor' });
  await as('guest', 'accept-invite', 'POST /invites/{token}/accept', { token: invite });
  return { owner, boardId, userId: 'guest' };
};

const ONE_MESSAGE: Record<string, Scenario> = {
  'Post a message': async () => () => posted(),
  'Post a task': async () => () => posted({ task: true }),
  'Post a message once': async () => () => post({ author: 'Ada', text: 'x' }, { 'idempotency-key': 'measured' }),
  'Post within a quota': async () => () => postedWithinQuota(),
  'Post once within a quota': async () => () => postedWithinQuota({ 'idempotency-key': 'counted' }),
  'Read a message': async () => {
    const { id } = await posted();
    return () => read(id);
  },
  'Edit a message': async () => {
    const message = await posted();
    return () => patch(message.id, { text: 'edited' }, token(message));
  },
  'Tick a task off': async () => {
    const message = await posted({ task: true });
    return () => patch(message.id, { done: true }, token(message));
  },
  'Delete a message': async () => {
    const message = await posted();
    return () => remove(message.id, token(message));
  },
  'Delete an open task': async () => {
    const message = await posted({ task: true });
    return () => remove(message.id, token(message));
  },
  'Newest N messages': async () => () => list(),
  'Messages of a time': async () => () => list({ since: at(-60_000), until: at(60_000) }),
  'Newest N open tasks': async () => () => list({ open: 'true' }),
  'Does the table answer?': async () => () => invoke('health-ready', { path: '/health/ready' }),
};

const ON_BOARDS: Record<string, Scenario> = {
  'Post as a member': async () => {
    const { owner, boardId } = await ownBoard();
    return () => as(owner, 'post-message', `POST ${MESSAGES}`, { boardId }, { text: 'Hello' });
  },
  'Post as a guest': async () => {
    const { token: link } = await withLink('create-link', 'links', { access: 'write' });
    const route = 'POST /shared/{token}/messages';
    return () => as('', 'post-message', route, { token: link }, { author: 'Grace', text: 'Hello' });
  },
  'Edit as a member': async () => {
    const { owner, boardId, messageId } = await withMessage();
    return () => as(owner, 'edit-message', `PATCH ${MESSAGES}/{messageId}`, { boardId, messageId }, { text: 'Bye' });
  },
  'React to a message': async () => {
    const { owner, boardId, messageId } = await withMessage();
    const route = `PUT ${MESSAGES}/{messageId}/reactions/{emoji}`;
    return () => as(owner, 'add-reaction', route, { boardId, messageId, emoji: 'heart' });
  },
  'What a person wrote': async () => {
    const { owner } = await withMessage();
    return () => as(owner, 'list-my-messages', 'GET /users/me/messages');
  },
  'Make a board': async () => () => as('maker', 'create-board', 'POST /boards', {}, { title: 'Measured' }),
  'Open a board': async () => {
    const { owner, boardId } = await withMessage();
    return () => as(owner, 'get-board', 'GET /boards/{boardId}', { boardId });
  },
  'The boards of a person': async () => {
    const { owner } = await ownBoard();
    return () => as(owner, 'list-boards', 'GET /boards');
  },
  'Edit a board': async () => {
    const { owner, boardId } = await ownBoard();
    return () => as(owner, 'edit-board', 'PATCH /boards/{boardId}', { boardId }, { title: 'Changed' });
  },
  'Delete a board': async () => {
    const { owner, boardId } = await ownBoard();
    return () => as(owner, 'delete-board', 'DELETE /boards/{boardId}', { boardId });
  },
};

const PEOPLE_AND_LINKS: Record<string, Scenario> = {
  'The members of a board': async () => {
    const { owner, boardId } = await ownBoard();
    return () => as(owner, 'list-members', 'GET /boards/{boardId}/members', { boardId });
  },
  'Change a role': async () => {
    const { owner, ...member } = await withMember();
    return () => as(owner, 'set-member', `PUT ${MEMBERS}`, member, { role: 'viewer' });
  },
  'Make an owner': async () => {
    const { owner, ...member } = await withMember();
    return () => as(owner, 'set-member', `PUT ${MEMBERS}`, member, { role: 'owner' });
  },
  'Invite people': async () => {
    const { owner, boardId } = await ownBoard();
    return () => as(owner, 'create-invite', 'POST /boards/{boardId}/invites', { boardId }, { role: 'editor' });
  },
  'See what an invite is for': async () => {
    const { token: invite } = await withLink('create-invite', 'invites', { role: 'editor' });
    return () => as('newcomer', 'get-invite', 'GET /invites/{token}', { token: invite });
  },
  'Accept an invite': async () => {
    const { token: invite } = await withLink('create-invite', 'invites', { role: 'editor' });
    return () => as('newcomer', 'accept-invite', 'POST /invites/{token}/accept', { token: invite });
  },
  'Share a board': async () => {
    const { owner, boardId } = await ownBoard();
    return () => as(owner, 'create-link', 'POST /boards/{boardId}/links', { boardId }, { access: 'read' });
  },
  'See what a link is for': async () => {
    const { token: link } = await withLink('create-link', 'links', { access: 'read' });
    return () => as('', 'get-shared', 'GET /shared/{token}', { token: link });
  },
  'The links of a board': async () => {
    const { owner, boardId } = await withLink('create-link', 'links', { access: 'read' });
    return () => as(owner, 'list-links', 'GET /boards/{boardId}/links', { boardId });
  },
  'Revoke a link': async () => {
    const { owner, boardId, linkId } = await withLink('create-link', 'links', { access: 'read' });
    return () => as(owner, 'delete-link', 'DELETE /boards/{boardId}/links/{linkId}', { boardId, linkId });
  },
  'Name oneself': async () => () => as('named', 'put-me', 'PUT /users/me', {}, { username: 'named', displayName: 'N' }),
  'Find by username': async () => {
    const { owner } = await ownBoard();
    return () => as('anybody', 'get-user', 'GET /users/{username}', { username: owner });
  },
};

const CONTACT = { name: 'Ada', email: 'ada@example.com', message: 'Hello' };
const contact = () => as('', 'post-contact', 'POST /contact', {}, CONTACT);

/** Counts a new message, of a member or of somebody who is not signed in. All of it on one day, whatever the time is. */
const countPostOf = async (authorId: string | undefined, id: string): Promise<void> => {
  const { countChanges } = await import('../../src/table/figures.ts');
  const after = {
    id: newId(),
    boardId: 'main',
    author: 'Ada',
    text: 'Hello',
    version: 1,
    ...(authorId && { authorId }),
  };
  const at = new Date('2026-02-03T12:00:00Z');
  await countChanges([{ id, position: '1', at, expired: false, entity: 'message', after }]);
};

const OPERATOR: Record<string, Scenario> = {
  'Write to the owner': async () => contact,
  'Mail what was written': async () => {
    const { getContact, markMailed } = await import('../../src/table/contact.ts');
    const id = String((await contact()).body.id);
    return () => getContact(id).then(() => markMailed(id, new Date()));
  },
  'Count changes': async () => () => countPostOf(undefined, 'measured'),
  "Count a member's first post of a day": async () => () => countPostOf('newcomer', 'first'),
  'Count their next post': async () => {
    await countPostOf('regular', 'before');
    return () => countPostOf('regular', 'next');
  },
  'The figures': async () => () =>
    invoke('get-dashboard', { path: '/dashboard', claims: { sub: 'operator', 'cognito:groups': '[admin]' } }),
  'Remove all of a board': async () => {
    const { owner, boardId } = await ownBoard();
    await as(owner, 'post-message', `POST ${MESSAGES}`, { boardId }, { text: 'Hello' });
    await as(owner, 'delete-board', 'DELETE /boards/{boardId}', { boardId });
    return () => doJobs('remove-board', [{ kind: 'remove-board', boardId }]);
  },
};

/** Every pattern of docs/access-patterns.md, by its name there. */
export const SCENARIOS: Record<string, Scenario> = {
  ...ONE_MESSAGE,
  ...ON_BOARDS,
  ...PEOPLE_AND_LINKS,
  ...OPERATOR,
  ...LIVE,
};
