type Node = { type: string; value?: unknown; name?: string };
type Path = { node: Node; parent: (Node & { callee?: Node }) | null };

const THROWN = ['Refusal', 'Failure', 'Error'];
/** A code, as `role-too-low`, is no words. */
const CODE = /^[a-z]+(-[a-z]+)+$/;

/** Whether a node is what an error says to people: what tests promise of one is its code, or what they look for in it. */
const isWords = ({ node, parent }: Path): boolean =>
  (node.type === 'TemplateLiteral' || (node.type === 'StringLiteral' && !CODE.test(String(node.value)))) &&
  parent?.type === 'NewExpression' &&
  THROWN.includes(parent.callee?.name ?? '');

/** A plugin of Stryker's: words are not mutated. */
export const strykerPlugins = [
  {
    kind: 'Ignore',
    name: 'words',
    value: { shouldIgnore: (path: Path) => (isWords(path) ? 'the words of an error' : undefined) },
  },
];
