import { describe, expect, test } from 'vitest';
import { seededRandom } from '../../../../src/base/random';
import { drawnRows, pageOf, rowPieces, scrolledTo, type Viewport } from '../../../../webview/views/rowWindow';

const view: Viewport = { scrollTop: 0, height: 640, headHeight: 40, rowHeight: 60 };
const many = 10_000;

describe('rows drawn of ten thousand', () => {
	test('hold all that is seen at every place, and few others', () => {
		const random = seededRandom(5);
		const bottom = many * view.rowHeight + view.headHeight - view.height;
		const places = [0, bottom, ...Array.from({ length: 200 }, () => random() * bottom)];
		for (const scrollTop of places) {
			const { start, end } = drawnRows({ ...view, scrollTop }, many);
			expect(start).toBeLessThanOrEqual(Math.floor(scrollTop / view.rowHeight));
			expect(end).toBeGreaterThanOrEqual(
				Math.min(many, Math.ceil((scrollTop + view.height - view.headHeight) / view.rowHeight)),
			);
			expect(end - start).toBeLessThanOrEqual(50);
		}
	});

	test('do not change with a little scrolling', () => {
		expect(drawnRows({ ...view, scrollTop: 121 }, many)).toEqual(drawnRows({ ...view, scrollTop: 700 }, many));
	});

	test('are there though the table was scrolled beyond what is left of it', () => {
		expect(drawnRows({ ...view, scrollTop: 500_000 }, 3)).toEqual({ start: 0, end: 3 });
		expect(drawnRows(view, 0)).toEqual({ start: 0, end: 0 });
	});
});

describe('pieces', () => {
	test.each([
		[{ start: 0, end: 3 }, 0, 3],
		[{ start: 40, end: 60 }, 2, 100],
		[{ start: 40, end: 60 }, 39, 100],
		[{ start: 40, end: 60 }, 50, 100],
		[{ start: 40, end: 60 }, 60, 100],
		[{ start: 40, end: 60 }, 99, 100],
		[{ start: 0, end: 0 }, -1, 0],
	])('of %j with row %i kept make up all %i rows, each once and in order', (range, kept, count) => {
		const pieces = rowPieces(range, kept, count);
		let next = 0;
		for (const piece of pieces) {
			if (piece.kind === 'row') {
				expect(piece.index).toBe(next);
				next++;
			} else {
				next += piece.rows;
			}
		}
		expect(next).toBe(count);
		const rows = pieces.flatMap(piece => (piece.kind === 'row' ? [piece.index] : []));
		expect(kept < 0 || rows.includes(kept)).toBe(true);
	});

	test('of gaps each has a key of its own', () => {
		const keys = rowPieces({ start: 40, end: 60 }, 2, 100).flatMap(piece => (piece.kind === 'gap' ? piece.key : []));
		expect(keys).toEqual(['gap-0', 'gap-1', 'gap-2']);
	});
});

describe('scrolling to a row', () => {
	test('stays where it is seen', () => {
		expect(scrolledTo(9, view)).toBe(0);
		expect(scrolledTo(100, { ...view, scrollTop: 5990 })).toBe(5990);
	});

	test('brings one below to the bottom and one above under the head', () => {
		expect(scrolledTo(10, view)).toBe(60);
		expect(scrolledTo(3, { ...view, scrollTop: 600 })).toBe(180);
	});

	test('a page is what is seen but one row', () => {
		expect(pageOf(view)).toBe(9);
		expect(pageOf({ ...view, height: 60 })).toBe(1);
	});
});
