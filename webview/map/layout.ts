import { scaleLinear } from 'd3-scale';
import type { Analysis, RegionView } from '../../src/protocol/analysis';
import type { PendingCandidate } from '../../src/protocol/review';
import { candidateRowId } from '../candidateRow';
import { groupBy } from '../groupBy';
import { outlinePath, type Point } from './geometry';

export interface Size {
	readonly width: number;
	readonly height: number;
}

/** How the map is looked at: a place p of the fitted map is drawn at scale · p + (x, y). */
export interface Viewpoint extends Point {
	readonly scale: number;
}

export interface MapPoint extends Point {
	readonly id: string;
	readonly region: number | undefined;
	/** Whether it stands for a candidate. */
	readonly isCandidate: boolean;
}

export interface MapRegion {
	readonly region: RegionView;
	readonly outline: string;
	/** Where its name stands, above the outline; `undefined` where there is no room for it. */
	readonly label: Point | undefined;
}

export interface MapLayout {
	readonly points: readonly MapPoint[];
	readonly regions: readonly MapRegion[];
}

/** Room between the points and the edge of the map, for outlines and names. */
const margin = 44;
/** From a point to the outline of its region. */
const outlineDistance = 14;
/** Points nearer than this are drawn side by side. */
const coincidence = 8;
/** Side of the squares by which such points are found; no two points in one are further apart than that. */
const square = coincidence / 2;
/** Estimates for a name in the map's font. */
const labelHeight = 14;
const characterWidth = 6.4;
export const longestLabel = 28;

/** Regions that can be outlined at once without hiding the marks. */
export const mostOutlines = 24;

/**
 * Where everything on the map stands, in pixels. Both axes have one scale, so distances compare in every direction;
 * sizes of marks do not grow with the zoom. Demonstrations and candidates without a place are left out; candidates count
 * for no outline.
 */
export function layoutMap(
	analysis: Analysis,
	size: Size,
	viewpoint: Viewpoint,
	candidates: readonly PendingCandidate[] = [],
): MapLayout {
	const points = spread(fit(analysis, candidates, size).map(point => look(point, viewpoint)));
	const members = groupBy(
		points.filter(({ isCandidate }) => !isCandidate),
		point => point.region,
	);
	const outlined = analysis.regions.flatMap(region => {
		const inside = members.get(region.id);
		return inside === undefined ? [] : [{ region, inside }];
	});
	const labels = placeLabels(
		outlined.map(({ region, inside }) => ({
			key: region.id,
			width: Math.min(region.name.length, longestLabel) * characterWidth,
			x: mean(inside.map(({ x }) => x)),
			y: Math.min(...inside.map(({ y }) => y)) - outlineDistance - 5,
			urgent: region.sparse,
		})),
		size,
	);
	return {
		points,
		regions: outlined.map(({ region, inside }) => ({
			region,
			outline: outlinePath(inside, outlineDistance),
			label: labels.get(region.id),
		})),
	};
}

/** Places scaled alike on both axes to fill the map, centred; y grows upwards in the data and downwards here. */
function fit(
	{ demonstrations }: Analysis,
	candidates: readonly PendingCandidate[],
	{ width, height }: Size,
): readonly MapPoint[] {
	const placed = [
		...demonstrations.map(({ id, region, place }) => ({ id, region, place, isCandidate: false })),
		...candidates.map(({ id, region, place }) => ({ id: candidateRowId(id), region, place, isCandidate: true })),
	].flatMap(({ place, ...point }) => (place === undefined ? [] : [{ ...point, place }]));
	const across = extent(placed.map(({ place }) => place.x));
	const upward = extent(placed.map(({ place }) => place.y));
	const zoom = Math.min((width - 2 * margin) / across.length, (height - 2 * margin) / upward.length);
	const pixels = Number.isFinite(zoom) && zoom > 0 ? zoom : 1;
	const reach = { x: width / 2 / pixels, y: height / 2 / pixels };
	const x = scaleLinear([across.middle - reach.x, across.middle + reach.x], [0, width]);
	const y = scaleLinear([upward.middle - reach.y, upward.middle + reach.y], [height, 0]);
	return placed.map(({ place, ...point }) => ({ ...point, x: x(place.x), y: y(place.y) }));
}

function look(point: MapPoint, { scale, x, y }: Viewpoint): MapPoint {
	return { ...point, x: point.x * scale + x, y: point.y * scale + y };
}

/** Points that would cover one another go onto a small ring around the first of them, in order. */
function spread(points: readonly MapPoint[]): readonly MapPoint[] {
	const piles = new Map<string, MapPoint[]>();
	for (const point of points) {
		const [column, row] = [Math.floor(point.x / square), Math.floor(point.y / square)];
		const pile = nearPile(piles, point, column, row);
		if (pile === undefined) {
			piles.set(`${column}:${row}`, [point]);
		} else {
			pile.push(point);
		}
	}
	const moved = new Map([...piles.values()].flatMap(ring).map(point => [point.id, point]));
	return points.map(point => moved.get(point.id) ?? point);
}

function ring(pile: readonly MapPoint[]): readonly MapPoint[] {
	const [centre] = pile;
	if (centre === undefined || pile.length === 1) {
		return pile;
	}
	const radius = 3.5 + pile.length;
	return pile.map((point, index) => {
		const angle = (2 * Math.PI * index) / pile.length;
		return { ...point, x: centre.x + radius * Math.cos(angle), y: centre.y + radius * Math.sin(angle) };
	});
}

function nearPile(
	piles: ReadonlyMap<string, MapPoint[]>,
	point: MapPoint,
	column: number,
	row: number,
): MapPoint[] | undefined {
	for (let right = -2; right <= 2; right++) {
		for (let down = -2; down <= 2; down++) {
			const pile = piles.get(`${column + right}:${row + down}`);
			const centre = pile?.[0];
			if (centre !== undefined && Math.hypot(centre.x - point.x, centre.y - point.y) < coincidence) {
				return pile;
			}
		}
	}
	return undefined;
}

interface LabelRequest extends Point {
	readonly key: number;
	readonly width: number;
	/** Placed before the others. */
	readonly urgent: boolean;
}

/** Names that fit inside the map without covering one another; `x` is their middle, `y` their base line. */
function placeLabels(requests: readonly LabelRequest[], size: Size): ReadonlyMap<number, Point> {
	const placed = new Map<number, Point>();
	const taken: { readonly left: number; readonly right: number; readonly base: number }[] = [];
	const ordered = [...requests.filter(({ urgent }) => urgent), ...requests.filter(({ urgent }) => !urgent)];
	for (const { key, width, x: wanted, y } of ordered) {
		const inView = wanted > 0 && wanted < size.width && y > labelHeight && y < size.height;
		const x = Math.min(Math.max(wanted, width / 2 + 4), size.width - width / 2 - 4);
		const [left, right] = [x - width / 2, x + width / 2];
		const free = taken.every(
			other => left > other.right || right < other.left || Math.abs(y - other.base) > labelHeight,
		);
		if (inView && free) {
			taken.push({ left, right, base: y });
			placed.set(key, { x, y });
		}
	}
	return placed;
}

function extent(values: readonly number[]): { readonly middle: number; readonly length: number } {
	const [low, high] = [Math.min(...values), Math.max(...values)];
	return values.length === 0 ? { middle: 0, length: 0 } : { middle: (low + high) / 2, length: high - low };
}

function mean(values: readonly number[]): number {
	return values.reduce((sum, value) => sum + value, 0) / values.length;
}
