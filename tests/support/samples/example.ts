import type { Subjects } from './http.ts';

/**
 * The senders of the examples of events/: the board's owner, who is also the operator, and a person whom she invited.
 */
export const ALICE = { userId: '4e243734-ec5d-8ce4-83c5-284715ff0889', username: 'alice' };
export const BOB = { userId: '633a5f0c-850a-8895-9984-545f66103558', username: 'bob' };

/** Their time, in epoch milliseconds. */
export const NOW = Date.UTC(2026, 10, 21, 12, 30);

const BOARD_ID = '01M7Z9ZWVWJGRA0S4Y2TAR57BA';
const EDIT_TOKEN = 'example-edit-token';

/** The things in the requests. */
export const EXAMPLE = {
  words: {
    author: 'Ada',
    text: 'Hello, board',
    newText: 'Hello again',
    title: 'Launch',
    newTitle: 'Launch day',
    description: 'What is left to do',
    displayName: 'Alice',
    email: 'alice@example.com',
    contact: { name: 'Ada', email: 'ada@example.com', message: 'May we use your whiteboard at school?' },
  },
  boardId: BOARD_ID,
  messageId: '01M7Z9ZX1SE61PT96MCGP3FQGX',
  shared: { id: '01M7Z9ZX1SE61PT96MCGP3FQGZ', editToken: EDIT_TOKEN },
  wall: { id: '01M7Z6632ZWA9YKEM64GTZ5NDT', editToken: EDIT_TOKEN },
  link: {
    id: '88a78e8c295dda2af3d965fade41ec6cea45f67ca59edb7f918f3d339de17ad7',
    token: 'TDQsCbiubISgj0NjDNWxM6e77XSchi6IYp267mBxdw8',
  },
  invite: 'BX_wWFHtPvPq6MC5QJgQwplI9ICzHcGjSXHwGObFmDU',
  member: BOB,
  username: ALICE.username,
  since: String(NOW),
} satisfies Subjects;

/** A deleted board, and a message to the operator, for jobs. */
export const DELETED_BOARD_ID = '01M7Z9ZWVWJGRA0S4Y2TAR57BB';
export const CONTACT_ID = '01M7Z9ZX1SE61PT96MCGP3FQGY';

/** A live connection to the wall, and the ticket that opens it. */
export const CONNECTION_ID = 'L0SM9cOFvHcCIhw=';
export const TICKET = 'H0VRcTD6KfEtp0YGkmd0Jq1aYVMqpm1VgkYwX9mzwN4';
