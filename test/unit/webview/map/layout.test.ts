import { describe, expect, test } from 'vitest';
import { layoutMap, type Viewpoint } from '../../../../webview/map/layout';
import { analysisOf, demonstrationView } from '../analysis';

const size = { width: 400, height: 300 };
const whole: Viewpoint = { scale: 1, x: 0, y: 0 };

function mapOf(places: readonly (readonly [number, number])[], viewpoint = whole) {
	const demonstrations = places.map(([x, y], index) => demonstrationView(String(index + 1), { place: { x, y } }));
	return layoutMap(analysisOf({ demonstrations }), size, viewpoint).points;
}

function distance(a: { x: number; y: number } | undefined, b: { x: number; y: number } | undefined): number {
	return a && b ? Math.hypot(a.x - b.x, a.y - b.y) : NaN;
}

describe('points', () => {
	test('fill the map within its margins, centred, upwards for growing y', () => {
		const [low, high] = mapOf([
			[0, -1],
			[0, 1],
		]);
		expect([low?.x, high?.x]).toEqual([200, 200]);
		expect(low?.y).toBeCloseTo(300 - 44, 9);
		expect(high?.y).toBeCloseTo(44, 9);
	});

	test('keep the proportions of their distances', () => {
		const [a, b, c] = mapOf([
			[0, 0],
			[0.003, 0],
			[0, 0.001],
		]);
		expect(distance(a, b) / distance(a, c)).toBeCloseTo(3, 9);
	});

	test('stand in the middle when there is one', () => {
		expect(mapOf([[17, -4]])).toMatchObject([{ id: '1', x: 200, y: 150 }]);
	});

	test('stand side by side at one place', () => {
		const points = mapOf([
			[0, 0],
			[1, 1],
			[1, 1],
			[1, 1],
		]);
		expect(distance(points[1], points[2])).toBeGreaterThan(8);
		expect(distance(points[2], points[3])).toBeGreaterThan(8);
	});

	test('move with the viewpoint', () => {
		const places = [
			[0, 0],
			[1, 0.5],
		] as const;
		const before = mapOf(places);
		const after = mapOf(places, { scale: 2, x: -10, y: 5 });
		for (const [index, point] of before.entries()) {
			expect(after[index]?.x).toBeCloseTo(2 * point.x - 10, 9);
			expect(after[index]?.y).toBeCloseTo(2 * point.y + 5, 9);
		}
	});

	test('without a place are left out', () => {
		const analysis = analysisOf({
			demonstrations: [demonstrationView('1'), demonstrationView('2', { place: { x: 0, y: 0 } })],
		});
		expect(layoutMap(analysis, size, whole).points.map(({ id }) => id)).toEqual(['2']);
	});
});

describe('regions', () => {
	const demonstrations = [
		demonstrationView('1', { region: 0, place: { x: 0, y: 0 } }),
		demonstrationView('2', { region: 1, place: { x: 0.01, y: 0 } }),
		demonstrationView('3', { region: 2, place: { x: 1, y: 1 } }),
	];
	const regions = [
		{ id: 0, name: 'refund · charged', size: 1, sparse: false },
		{ id: 1, name: 'refund · double', size: 1, sparse: true },
		{ id: 2, name: 'dark · theme', size: 1, sparse: false },
		{ id: 3, name: 'nobody', size: 0, sparse: true },
	];
	const layout = layoutMap(analysisOf({ demonstrations, regions }), size, whole);

	test('with members have an outline', () => {
		expect(layout.regions.map(({ region }) => region.id)).toEqual([0, 1, 2]);
		expect(layout.regions.every(({ outline }) => outline.startsWith('M'))).toBe(true);
	});

	test('are named where there is room, sparse ones first', () => {
		const named = layout.regions.filter(({ label }) => label !== undefined).map(({ region }) => region.id);
		expect(named).toEqual([1, 2]);
	});

	test('have their names inside the map', () => {
		for (const { label } of layout.regions) {
			expect(label?.x ?? 200).toBeGreaterThan(40);
			expect(label?.x ?? 200).toBeLessThan(360);
		}
	});
});

describe('candidates', () => {
	const candidate = (id: string, place?: { x: number; y: number }) =>
		({
			id,
			input: '',
			output: '',
			strategy: 'pool',
			origin: '',
			gain: 0,
			region: 0,
			similarity: 0,
			vScore: null,
			aimed: true,
			...(place === undefined ? {} : { place }),
		}) as const;
	const demonstrations = [
		demonstrationView('1', { place: { x: 0, y: 0 }, region: 0 }),
		demonstrationView('2', { place: { x: 1, y: 0 }, region: 0 }),
	];
	const analysis = analysisOf({ demonstrations, regions: [{ id: 0, name: 'a', size: 2, sparse: false }] });

	test('stand among the demonstrations, by the same scale', () => {
		const { points } = layoutMap(analysis, size, whole, [candidate('a', { x: 0.5, y: 0.25 }), candidate('b')]);
		expect(points.map(({ id, isCandidate }) => [id, isCandidate])).toEqual([
			['1', false],
			['2', false],
			['candidate:a', true],
		]);
		const [one, two, placed] = points;
		expect(placed?.x).toBeCloseTo(((one?.x ?? NaN) + (two?.x ?? NaN)) / 2, 9);
		expect((one?.y ?? NaN) - (placed?.y ?? NaN)).toBeCloseTo(((two?.x ?? NaN) - (one?.x ?? NaN)) / 4, 9);
	});

	test('do not change the outline of their region', () => {
		const inside = candidate('a', { x: 0.5, y: 0 });
		const outlines = [[], [inside]].map(candidates => layoutMap(analysis, size, whole, candidates).regions[0]?.outline);
		expect(outlines[1]).toBe(outlines[0]);
	});
});
