export interface Point {
	readonly x: number;
	readonly y: number;
}

/**
 * Moves points as one rigid figure (rotation, reflection, translation; no scaling) to where they fit best, in the
 * sense of least squares, on the places that some of them had before.
 *
 * @param previous for each point its earlier place, where it had one. Without any the points are given back as they are.
 */
export function alignedTo(points: readonly Point[], previous: readonly (Point | undefined)[]): readonly Point[] {
	const pairs: { from: Point; to: Point }[] = [];
	points.forEach((from, index) => {
		const to = previous[index];
		if (to !== undefined) {
			pairs.push({ from, to });
		}
	});
	if (pairs.length === 0) {
		return points;
	}
	const from = centre(pairs.map(pair => pair.from));
	const to = centre(pairs.map(pair => pair.to));

	// Entries of the cross-covariance, summed to what a rotation and what a reflection can make of it.
	let xx = 0;
	let xy = 0;
	let yx = 0;
	let yy = 0;
	for (const pair of pairs) {
		const ax = pair.from.x - from.x;
		const ay = pair.from.y - from.y;
		const bx = pair.to.x - to.x;
		const by = pair.to.y - to.y;
		xx += ax * bx;
		xy += ax * by;
		yx += ay * bx;
		yy += ay * by;
	}
	const rotated = Math.hypot(xx + yy, xy - yx);
	const reflected = Math.hypot(xx - yy, xy + yx);
	const flip = reflected > rotated ? -1 : 1;
	const angle = flip === 1 ? Math.atan2(xy - yx, xx + yy) : Math.atan2(xy + yx, xx - yy);
	const cosine = Math.cos(angle);
	const sine = Math.sin(angle);
	return points.map(point => {
		const x = point.x - from.x;
		const y = flip * (point.y - from.y);
		return { x: to.x + cosine * x - sine * y, y: to.y + sine * x + cosine * y };
	});
}

function centre(points: readonly Point[]): Point {
	let x = 0;
	let y = 0;
	for (const point of points) {
		x += point.x / points.length;
		y += point.y / points.length;
	}
	return { x, y };
}
