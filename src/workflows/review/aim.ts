import type { Regions } from '../../regions/regions';

/** The regions that a search is for: one, or every sparse one where it is `null`. */
export function aimOf({ sparse }: Pick<Regions, 'sparse'>, region: number | null): ReadonlySet<number> {
	return new Set(region === null ? sparse.flatMap((isSparse, each) => (isSparse ? [each] : [])) : [region]);
}
