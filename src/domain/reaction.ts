/** How people may react to a message. Names, since not every terminal and every URL carries an emoji unharmed. */
export const REACTIONS = ['thumbs-up', 'heart', 'laugh', 'party', 'confused', 'eyes'] as const;
export type Reaction = (typeof REACTIONS)[number];

/** How many people reacted how; only reactions that somebody gave. */
export type ReactionCounts = Partial<Record<Reaction, number>>;
