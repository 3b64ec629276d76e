type Node = { type: string; value?: unknown; name?: string };
type Path = { node: Node; parent: (Node & { callee?: Node }) | null };

const THROWN = ['Refusal', 'Failure', 'Error'];
/** A code, such as `role-too-low`, does not count as words. */
const CODE = /^[a-z]+(-[a-z]+)+$/;

/** Whether a node is the text of an error for people. Tests check an error's code, or a certain part of its text. */
const isWords = ({ node, parent }: Path): boolean =>
  (node.type === 'TemplateLiteral' || (node.type === 'StringLiteral' && !CODE.test(String(node.value)))) &&
  parent?.type === 'NewExpression' &&
  THROWN.includes(parent.callee?.name ?? '');

/** A Stryker plugin that leaves words alone. */
export const strykerPlugins = [
  {
    kind: 'Ignore',
    name: 'words',
    value: { shouldIgnore: (path: Path) => (isWords(path) ? 'the words of an error' : undefined) },
  },
];
