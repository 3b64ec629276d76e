/**
 * The target of the page's fragment. Tokens are in the fragment, which no request contains. `unknown`: a link that
 * cannot be understood.
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

/** Programs encode fragments, some of them twice. Invalid encodings stay unchanged. */
const decoded = (text: string): string => {
  const once = text.replace(/(%[0-9a-f]{2})+/gi, decodedPart);
  return once === text ? once : decoded(once);
};

/** Invisible characters, and the prefix of a link's words: `#/`, `#!/`. */
const NOISE = /[\p{Cf}\p{Cc}]/gu;
const START = /^[#!/\s]*/;

/**
 * Text after a link's last word: a full stop, a bracket, `?utm_source=…`. A letter or digit would make another word.
 */
const isEnd = (rest: string): boolean => !/^[A-Za-z0-9]/.test(rest);

const ID = /^[0-7][0-9A-HJKMNP-TV-Z]{25}/i;
const TOKEN = /^[\w-]{43}/;

/** The id or token at the beginning of a text, if it ends there. */
const wordIn = (text: string, pattern: RegExp): string | undefined => {
  const word = pattern.exec(text)?.[0];
  return word !== undefined && isEnd(text.slice(word.length)) ? word : undefined;
};

/**
 * The route of `location.hash`. Additions and changes of chat and mail programs are removed. A link that still cannot
 * be understood is `unknown`, never the wall.
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

/** The fragment that the page writes for a route. */
export const hashOf = (route: Exclude<Route, { name: 'unknown' }>): string => {
  if (route.name === 'wall') return '#/';
  if (route.name === 'boards') return '#/boards';
  if (route.name === 'board') return `#/boards/${route.boardId}`;
  return route.name === 'shared' ? `#/shared/${route.token}` : `#/invites/${route.token}`;
};
