/** How many times more often than in `npm test` properties are tried; the gate (.ci/run) sets it. */
const FACTOR = Number(process.env.PROPERTY_RUNS ?? 1);

/** The seed that fast-check has told of a failure, to see it again. */
const SEED = process.env.PROPERTY_SEED;

/** Parameters for `fc.assert`. @param count how often a property is tried in `npm test` */
export const runs = (count: number): { numRuns: number; seed?: number } => ({
  numRuns: Math.ceil(count * FACTOR),
  ...(SEED !== undefined && { seed: Number(SEED) }),
});
