/** Size of the chart in its own units. */
export const width = 160;
export const height = 36;
/** Between the line and the edge, so that neither line nor end is cut off. */
const inset = 4;

/** A value of a series; `undefined` where there is none. */
export interface SparkPoint {
	readonly value: number | undefined;
	/** Whether a line may lead here from the point before: not where the two do not compare. */
	readonly joined: boolean;
}

export interface SparkShape {
	/** SVG path of the lines, empty where no two points are joined. */
	readonly line: string;
	/** Points that no line leads to or from, and the last one. */
	readonly dots: readonly { readonly x: number; readonly y: number }[];
}

/** Points in their order from left to right, at even distances; the lowest at the bottom, the highest at the top. */
export function sparkShape(points: readonly SparkPoint[]): SparkShape {
	const values = points.flatMap(({ value }) => value ?? []);
	const [low, high] = [Math.min(...values), Math.max(...values)];
	const step = points.length < 2 ? 0 : (width - 2 * inset) / (points.length - 1);
	const placed = points.map(({ value, joined }, index) => ({
		x: round(points.length < 2 ? width / 2 : inset + index * step),
		y: value === undefined ? undefined : round(high > low ? heightOf((value - low) / (high - low)) : height / 2),
		joined,
	}));
	const isJoined = (index: number): boolean =>
		placed[index]?.joined === true && placed[index].y !== undefined && placed[index - 1]?.y !== undefined;
	const last = placed.findLastIndex(({ y }) => y !== undefined);
	return {
		line: placed
			.map(({ x, y }, index) => {
				if (y === undefined || !(isJoined(index) || isJoined(index + 1))) {
					return '';
				}
				return `${isJoined(index) ? 'L' : 'M'}${x},${y}`;
			})
			.join(''),
		dots: placed.flatMap(({ x, y }, index) =>
			y === undefined || (index !== last && (isJoined(index) || isJoined(index + 1))) ? [] : [{ x, y }],
		),
	};
}

function heightOf(share: number): number {
	return height - inset - share * (height - 2 * inset);
}

function round(value: number): number {
	return Math.round(value * 100) / 100;
}
