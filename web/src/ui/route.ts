/**
 * What the page's fragment names. Tokens stand in the fragment, which no request carries. `unknown`: a link that says
 * something, but not what can be understood.
 */
export type Route =
  | { name: 'wall' }
  | { name: 'boards' }
  | { name: 'board'; boardId: string }
  | { name: 'shared'; token: string }
  | { name: 'invite'; token: string }
  | { name: 'unknown' };

const decodedPart = (part: string): string => {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
};

/** Programs encode a fragment, some of them twice. What is no encoding stays as it is. */
const decoded = (text: string): string => {
  const once = text.replace(/(%[0-9a-f]{2})+/gi, decodedPart);
  return once === text ? once : decoded(once);
};

/** What is invisible, and what stands before a link's words: `#/`, `#!/`. */
const NOISE = /[\p{Cf}\p{Cc}]/gu;
const START = /^[#!/\s]*/;

/** What comes behind a link's last word: a full stop, a bracket, `?utm_source=…`. A letter or digit makes it another word. */
const isEnd = (rest: string): boolean => !/^[A-Za-z0-9]/.test(rest);

const ID = /^[0-7][0-9A-HJKMNP-TV-Z]{25}/i;
const TOKEN = /^[\w-]{43}/;

/** The id or token that a text begins with, if what follows is none of it. */
const wordIn = (text: string, pattern: RegExp): string | undefined => {
  const word = pattern.exec(text)?.[0];
  return word !== undefined && isEnd(text.slice(word.length)) ? word : undefined;
};

/**
 * The route of `location.hash`. What chat and mail programs add around a link, or change in it, is left out; what is left
 * and cannot be understood is `unknown`, never the wall.
 */
export const routeOf = (hash: string): Route => {
  const text = decoded(hash).replace(NOISE, '').replace(START, '');
  if (text === '' || text.startsWith('?')) return { name: 'wall' };
  const [, place = '', rest = ''] = /^([a-z]+)(.*)$/is.exec(text) ?? [];
  const word = rest.replace(/^[/\s]+/, '');
  switch (place.toLowerCase()) {
    case 'boards': {
      if (!/[A-Za-z0-9]/.test(word.split('?')[0] ?? '')) return { name: 'boards' };
      const boardId = wordIn(word, ID);
      return boardId === undefined ? { name: 'unknown' } : { name: 'board', boardId: boardId.toUpperCase() };
    }
    case 'shared':
    case 'invites': {
      const token = wordIn(word, TOKEN);
      if (token === undefined) return { name: 'unknown' };
      return place.toLowerCase() === 'shared' ? { name: 'shared', token } : { name: 'invite', token };
    }
    default:
      return { name: 'unknown' };
  }
};

/** The fragment of a route, as the page itself writes it. */
export const hashOf = (route: Exclude<Route, { name: 'unknown' }>): string => {
  if (route.name === 'wall') return '#/';
  if (route.name === 'boards') return '#/boards';
  if (route.name === 'board') return `#/boards/${route.boardId}`;
  return route.name === 'shared' ? `#/shared/${route.token}` : `#/invites/${route.token}`;
};
