/** What the page's fragment names. Tokens stand in the fragment, which no request carries. */
export type Route =
  | { name: 'wall' }
  | { name: 'boards' }
  | { name: 'board'; boardId: string }
  | { name: 'shared'; token: string }
  | { name: 'invite'; token: string };

/** The route of `location.hash`; what is none is the wall. */
export const routeOf = (hash: string): Route => {
  const [place, id = ''] = hash.replace(/^#\/?/, '').split('/');
  const isId = /^[\w-]+$/.test(id);
  if (place === 'boards') return isId ? { name: 'board', boardId: id } : { name: 'boards' };
  if (place === 'shared' && isId) return { name: 'shared', token: id };
  return place === 'invites' && isId ? { name: 'invite', token: id } : { name: 'wall' };
};
