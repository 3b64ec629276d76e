/** A page of a list; `nextCursor` is null after the last one. */
export type Page<T> = { items: T[]; nextCursor: string | null };
