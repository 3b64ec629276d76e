/** Line icons on a grid of 24, drawn for this page. Icons are decorative; buttons have their own labels. */
const PATHS = {
  plus: 'M12 5v14M5 12h14',
  minus: 'M5 12h14',
  undo: 'M9 7 4 12l5 5M4 12h10a6 6 0 0 1 6 6v1',
  fit: 'M4 9V5a1 1 0 0 1 1-1h4M15 4h4a1 1 0 0 1 1 1v4M20 15v4a1 1 0 0 1-1 1h-4M9 20H5a1 1 0 0 1-1-1v-4',
  help: 'M9.2 9a3 3 0 1 1 4.3 2.7c-.9.5-1.5 1.1-1.5 2.3M12 17.5v.1',
  edit: 'M4 20h4L19 9l-4-4L4 16zM13 7l4 4',
  trash: 'M5 7h14M10 7V5h4v2M7 7l1 13h8l1-13M10 11v5M14 11v5',
  task: 'M5 5h14v14H5zM8.5 12l2.5 2.5 5-5',
  smile: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M8.5 14.5c1.8 2.3 5.2 2.3 7 0M9 9.5v.1M15 9.5v.1',
  share: 'M10 14 20 4M14 4h6v6M18 14v5a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1V7a1 1 0 0 1 1-1h5',
  boards: 'M4 5h7v6H4zM13 5h7v6h-7zM4 13h7v6H4zM13 13h7v6h-7z',
  close: 'M6 6l12 12M18 6 6 18',
  person: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8M5 20c.8-3.6 3.4-5.500 7-5.500s6.200 1.900 7 5.500',
  palette:
    'M12 3a9 9 0 1 0 0 18c1.700 0 2-1.200 1.300-2.300-.8-1.300.1-2.700 1.600-2.700H17a4 4 0 0 0 4-4c0-5-4-9-9-9M8 10v.1M12 7.500v.1M16 10v.1',
} as const;

export type IconName = keyof typeof PATHS;

export const Icon = ({ name }: { name: IconName }) => (
  <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
    <path d={PATHS[name]} />
  </svg>
);

/** A button with an icon and a label for screen readers. */
export const IconButton = ({
  icon,
  label,
  ...rest
}: {
  icon: IconName;
  label: string;
  onClick(): void;
  class?: string;
  disabled?: boolean;
  pressed?: boolean;
}) => {
  const { pressed, class: more = '', ...button } = rest;
  return (
    <button
      type="button"
      class={`icon-button ${more}`}
      aria-label={label}
      title={label}
      {...(pressed !== undefined && { 'aria-pressed': pressed })}
      {...button}
    >
      <Icon name={icon} />
    </button>
  );
};
