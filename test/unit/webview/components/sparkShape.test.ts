import { expect, test } from 'vitest';
import { sparkShape } from '../../../../webview/components/sparkShape';

const joined = (value: number | undefined) => ({ value, joined: true });

test('a line goes from left to right, the lowest value at the bottom and the highest at the top', () => {
	const { line, dots } = sparkShape([joined(2), joined(1), joined(3)]);
	expect(line).toBe('M4,18L80,32L156,4');
	expect(dots).toEqual([{ x: 156, y: 4 }]);
});

test('values that do not change lie in the middle', () => {
	expect(sparkShape([joined(5), joined(5)]).line).toBe('M4,18L156,18');
});

test('one value is a dot in the middle', () => {
	expect(sparkShape([joined(5)])).toEqual({ line: '', dots: [{ x: 80, y: 18 }] });
});

test('nothing joins values that do not compare, or what is not there', () => {
	const { line, dots } = sparkShape([joined(1), joined(2), { value: 3, joined: false }, joined(undefined), joined(1)]);
	expect(line).toBe('M4,32L42,18');
	expect(dots).toEqual([
		{ x: 80, y: 4 },
		{ x: 156, y: 32 },
	]);
});

test('no value at all draws nothing', () => {
	expect(sparkShape([joined(undefined)])).toEqual({ line: '', dots: [] });
});
