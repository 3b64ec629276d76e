import { newId } from '../../src/domain/id.ts';
import { getContact, markMailed } from '../../src/table/contact.ts';
import { countChanges } from '../../src/table/figures.ts';
import { accept, invite, join, newBoard, share, write } from './boards.ts';
import { doJobs } from './jobs.ts';
import { LIVE } from './live-patterns.ts';
import { list, patch, post, posted, read, remove, token } from './messages.ts';
import { guest, named, person } from './people.ts';
import { at, ownBoard, type Scenario } from './scenarios.ts';

/** Posts as a stack with a quota does. */
const postedWithinQuota = async (headers: Record<string, string> = {}): Promise<void> => {
  process.env.POSTS_PER_MINUTE_PER_ADDRESS = '1000';
  await post({ author: 'Ada', text: 'Hello' }, headers);
  process.env.POSTS_PER_MINUTE_PER_ADDRESS = '0';
};

const MESSAGES = '/boards/{boardId}/messages';
const MEMBERS = '/boards/{boardId}/members/{userId}';

const withMessage = async () => {
  const { owner, boardId } = await ownBoard();
  return { owner, boardId, messageId: await write(owner, boardId) };
};

const withLink = async (access: 'read' | 'write' = 'read') => {
  const { owner, boardId } = await ownBoard();
  const { id: linkId, token } = await share(owner, boardId, access);
  return { owner, boardId, linkId, token };
};

const withInvite = async () => {
  const { owner, boardId } = await ownBoard();
  return invite(owner, boardId, { role: 'editor' });
};

const withMember = async () => {
  const { owner, boardId } = await ownBoard();
  const member = person();
  await join(owner, boardId, member, 'editor');
  return { owner, boardId, userId: member.userId };
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
  'Does the table answer?': async () => () => guest.call('GET /health/ready'),
};

const ON_BOARDS: Record<string, Scenario> = {
  'Post as a member': async () => {
    const { owner, boardId } = await ownBoard();
    return () => write(owner, boardId);
  },
  'Post as a guest': async () => {
    const { token } = await withLink('write');
    const route = 'POST /shared/{token}/messages';
    return () => guest.call(route, { path: { token }, body: { author: 'Grace', text: 'Hello' } });
  },
  'Edit as a member': async () => {
    const { owner, boardId, messageId } = await withMessage();
    return () => owner.call(`PATCH ${MESSAGES}/{messageId}`, { path: { boardId, messageId }, body: { text: 'Bye' } });
  },
  'React to a message': async () => {
    const { owner, boardId, messageId } = await withMessage();
    const route = `PUT ${MESSAGES}/{messageId}/reactions/{emoji}`;
    return () => owner.call(route, { path: { boardId, messageId, emoji: 'heart' } });
  },
  'What a person wrote': async () => {
    const { owner } = await withMessage();
    return () => owner.call('GET /users/me/messages');
  },
  'Make a board': async () => () => newBoard(person()),
  'Open a board': async () => {
    const { owner, boardId } = await withMessage();
    return () => owner.call('GET /boards/{boardId}', { path: { boardId } });
  },
  'The boards of a person': async () => {
    const { owner } = await ownBoard();
    return () => owner.call('GET /boards');
  },
  'Edit a board': async () => {
    const { owner, boardId } = await ownBoard();
    return () => owner.call('PATCH /boards/{boardId}', { path: { boardId }, body: { title: 'Changed' } });
  },
  'Delete a board': async () => {
    const { owner, boardId } = await ownBoard();
    return () => owner.call('DELETE /boards/{boardId}', { path: { boardId } });
  },
};

const PEOPLE_AND_LINKS: Record<string, Scenario> = {
  'The members of a board': async () => {
    const { owner, boardId } = await ownBoard();
    return () => owner.call('GET /boards/{boardId}/members', { path: { boardId } });
  },
  'Change a role': async () => {
    const { owner, ...member } = await withMember();
    return () => owner.call(`PUT ${MEMBERS}`, { path: member, body: { role: 'viewer' } });
  },
  'Make an owner': async () => {
    const { owner, ...member } = await withMember();
    return () => owner.call(`PUT ${MEMBERS}`, { path: member, body: { role: 'owner' } });
  },
  'Invite people': async () => {
    const { owner, boardId } = await ownBoard();
    return () => invite(owner, boardId, { role: 'editor' });
  },
  'See what an invite is for': async () => {
    const { token } = await withInvite();
    return () => person().call('GET /invites/{token}', { path: { token } });
  },
  'Accept an invite': async () => {
    const { token } = await withInvite();
    return () => accept(person(), token);
  },
  'Share a board': async () => {
    const { owner, boardId } = await ownBoard();
    return () => share(owner, boardId, 'read');
  },
  'See what a link is for': async () => {
    const { token } = await withLink();
    return () => guest.call('GET /shared/{token}', { path: { token } });
  },
  'The links of a board': async () => {
    const { owner, boardId } = await withLink();
    return () => owner.call('GET /boards/{boardId}/links', { path: { boardId } });
  },
  'Revoke a link': async () => {
    const { owner, boardId, linkId } = await withLink();
    return () => owner.call('DELETE /boards/{boardId}/links/{linkId}', { path: { boardId, linkId } });
  },
  'Write a profile': async () => () => named('Nora'),
  'Find by username': async () => {
    const { owner } = await ownBoard();
    return () => person().call('GET /users/{username}', { path: { username: owner.username } });
  },
};

const CONTACT = { name: 'Ada', email: 'ada@example.com', message: 'Hello' };
const contact = () => guest.call('POST /contact', { body: CONTACT });

/** Counts a new message, of a member or of an anonymous author. All on one day, whatever the time is. */
const countPostOf = async (authorId: string | undefined, id: string): Promise<void> => {
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
  'Mail a contact': async () => {
    const id = String((await contact()).body.id);
    return () => getContact(id).then(() => markMailed(id, new Date()));
  },
  'Count changes': async () => () => countPostOf(undefined, 'measured'),
  "Count a member's first post of a day": async () => () => countPostOf('newcomer', 'first'),
  'Count their next post': async () => {
    await countPostOf('regular', 'before');
    return () => countPostOf('regular', 'next');
  },
  'The figures': async () => () => person('operator', { 'cognito:groups': '[admin]' }).call('GET /dashboard'),
  'Remove all of a board': async () => {
    const { owner, boardId } = await ownBoard();
    await write(owner, boardId);
    await owner.call('DELETE /boards/{boardId}', { path: { boardId } });
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
