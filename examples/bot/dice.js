// A bot on the public wall: node examples/bot/dice.js [URL]
// It sees each new note as it is made, and answers "roll 2d6" with a note of its own. Needs Node 22 or later, and no package.
// What it says and hears is the live protocol: docs/live-protocol.md. The rules are named (L…).

const url = process.argv[2] ?? 'http://localhost:3000';
const NAME = 'Dice';

/** "roll 2d6" as a sum of throws, up to 20 dice of 1,000 sides; undefined for any other text. */
const rolled = (text) => {
  const [, count, sides] = /^roll (\d{1,2})d(\d{1,4})$/i.exec(text.trim()) ?? [];
  if (!count || Number(count) > 20 || Number(sides) < 1 || Number(sides) > 1_000) return undefined;
  const throws = Array.from({ length: Number(count) }, () => 1 + Math.floor(Math.random() * Number(sides)));
  return `${throws.join(' + ')} = ${throws.reduce((sum, one) => sum + one, 0)}`;
};

// L1: a ticket opens one connection.
const answer = await fetch(`${url}/tickets`, {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ name: NAME }),
});
if (!answer.ok) throw new Error(`There is no ticket at ${url}: ${answer.status} ${await answer.text()}`);
const socket = new WebSocket((await answer.json()).url);
const send = (message) => socket.send(JSON.stringify(message));

let newest; // L12: the number of the newest change that was seen; unknown until the answer to subscribe
const early = []; // what came before that answer

const react = (change) => {
  if (newest === undefined) return early.push(change);
  if (change.seq <= newest) return; // seen before
  newest = change.seq;
  const isNew = change.kind === 'message' && change.message.version === 1 && change.message.author !== NAME;
  const text = isNew && rolled(change.message.text);
  if (!text) return;
  // L7, L8: made once, even if it is sent twice, since its name is that of the note it answers.
  const clientMutationId = `dice-${change.message.id}`;
  send({ action: 'post', id: change.message.id, clientMutationId, message: { author: NAME, text } });
};

const handlers = {
  // L5: the bot needs no notes of before, only where they end.
  reset: ({ seq }) => {
    newest = seq;
    early.forEach(react);
    console.log(`${NAME} watches ${url}. Write "roll 2d6" there; Ctrl-C stops it.`);
  },
  changes: ({ changes }) => changes.forEach(react),
  refused: ({ problem }) => console.error(problem.detail),
};

socket.addEventListener('open', () => send({ action: 'subscribe', id: 'start' }));
socket.addEventListener('message', ({ data }) => {
  const frame = JSON.parse(data);
  handlers[frame.type]?.(frame);
});
socket.addEventListener('close', () => {
  console.error('The connection is over. A bot that stays opens another one, with "since" (L5).');
  process.exit(1);
});

setInterval(() => send({ action: 'ping' }), 15_000); // L4
