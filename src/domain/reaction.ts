/** The reactions to a message. They have names because not every terminal and URL preserves an emoji. */
export const REACTIONS = ['thumbs-up', 'heart', 'laugh', 'party', 'confused', 'eyes'] as const;
export type Reaction = (typeof REACTIONS)[number];

/** The number of people for each reaction; reactions without people are missing. */
export type ReactionCounts = Partial<Record<Reaction, number>>;
