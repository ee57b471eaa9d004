import { foldedDimension } from '../metrics/foldedDimension';

/** Above this many demonstrations they are no longer compared pair by pair: there is the score, and nothing else. */
export const largestPairwise = foldedDimension;
