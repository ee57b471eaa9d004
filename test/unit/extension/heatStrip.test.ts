import { describe, expect, test } from 'vitest';
import { heatStrip, mostSurprising, stripColours } from '../../../src/extension/heatStrip';
import { surprises } from '../../../src/workflows/surprise';

const bars = (svg: string): readonly number[] =>
	[...svg.matchAll(/<rect [^>]*height="([\d.]+)"/g)].map(([, height]) => Number(height));

describe('the picture of a reading', () => {
	test('the more surprising a token, the taller its bar', () => {
		const svg = heatStrip(
			[0, 4, 8, 16, 99].map(bits => ({ text: 'word ', bits })),
			stripColours.dark,
		);
		const [none = 0, four = 0, eight = 0, full = 0, beyond = 0] = bars(svg);
		expect(none).toBe(1);
		expect(four / full).toBeCloseTo(0.25, 1);
		expect(eight / full).toBeCloseTo(0.5, 1);
		expect(beyond).toBe(full);
	});

	test('in high contrast nothing rests on colour', () => {
		for (const colours of [stripColours.highContrast, stripColours.highContrastLight]) {
			const svg = heatStrip(
				[0, 5, 20].map(bits => ({ text: 'a', bits })),
				colours,
			);
			expect(new Set([...svg.matchAll(/fill="([^"]*)"/g)].map(([, fill]) => fill))).toEqual(new Set([colours.text]));
		}
	});

	test('other people’s text stands there as text', () => {
		const hostile = '</text><script>alert(1)</script>\u202Eevil\u0000\uD800"&';
		const svg = heatStrip([{ text: hostile, bits: 3 }], stripColours.light);
		expect(svg).not.toMatch(/<script|\u202E|\u0000|\uD800/u);
		expect(svg).toContain('&lt;script&gt;');
		expect(svg.match(/<text /g)).toHaveLength(1);
	});

	test('a text in a script that runs from the right begins there, and keeps Latin words in order', () => {
		const texts = ['שלום ', 'ל', 'Hotel ', 'Astoria', ' כן'];
		const svg = heatStrip(
			texts.map(text => ({ text, bits: 1 })),
			stripColours.dark,
		);
		const places = [...svg.matchAll(/<text x="([\d.]+)"[^>]*>([^<]*)</g)].map(
			([, x, text]) => [text, Number(x)] as const,
		);
		const fromTheLeft = places.toSorted(([, one], [, other]) => one - other).map(([text]) => text);
		expect(fromTheLeft).toEqual([' כן', 'Hotel ', 'Astoria', 'ל', 'שלום ']);
	});

	test('there, numbers keep their order too, brackets are mirrored, and spaces lie where they belong', () => {
		const texts = ['رقم', ' 4', '47', '1', ')', ' غدا'];
		const svg = heatStrip(
			texts.map(text => ({ text, bits: 1 })),
			stripColours.dark,
		);
		const shown = [...svg.matchAll(/<text x="([\d.]+)" y="\d+"([^>]*)>([^<]*)</g)]
			.map(([, x, attributes = '', text]) => ({ text, x: Number(x), isRtl: attributes.includes('direction="rtl"') }))
			.toSorted((one, other) => one.x - other.x);
		expect(shown.map(({ text }) => text)).toEqual([' غدا', ')', '4', '47', '1', 'رقم']);
		expect(shown.map(({ isRtl }) => isRtl)).toEqual([true, true, false, false, false, true]);
		const [number, word] = [shown[4], shown[5]];
		expect((word?.x ?? 0) - (number?.x ?? 0)).toBe(15);
	});

	test('there, a time of day and two words stay in one piece', () => {
		const inOrder = (texts: readonly string[]) => {
			const svg = heatStrip(
				texts.map(text => ({ text, bits: 1 })),
				stripColours.dark,
			);
			return [...svg.matchAll(/<text x="([\d.]+)"[^>]*>([^<]*)</g)]
				.map(([, x, text = '']) => [Number(x), text] as const)
				.toSorted(([one], [other]) => one - other)
				.map(([, text]) => text)
				.join('');
		};
		expect(inOrder(['בשעה', ' 17', ':', '45', ' ', 'מ'])).toBe('מ 17:45בשעה');
		expect(inOrder(['ב', 'Hotel', ' ', 'Astoria', '?'])).toBe('?Hotel Astoriaב');
		expect(inOrder(['א', '1', ' ', '2'])).toBe('2 1א');
	});

	test('a long text goes on in the next row, and wide characters take two columns', () => {
		const rowsOf = (svg: string) => new Set([...svg.matchAll(/<text x="[\d.]+" y="(\d+)"/g)].map(([, y]) => y)).size;
		expect(
			rowsOf(
				heatStrip(
					Array.from({ length: 8 }, () => ({ text: 'eight ch', bits: 1 })),
					stripColours.dark,
				),
			),
		).toBe(1);
		expect(
			rowsOf(
				heatStrip(
					Array.from({ length: 9 }, () => ({ text: 'eight ch', bits: 1 })),
					stripColours.dark,
				),
			),
		).toBe(2);
		expect(
			rowsOf(
				heatStrip(
					Array.from({ length: 9 }, () => ({ text: '四つの字', bits: 1 })),
					stripColours.dark,
				),
			),
		).toBe(2);
	});

	test('says in words which tokens surprise most', () => {
		const stretches = [
			{ text: ' the', bits: 0.2 },
			{ text: ' quince', bits: 14.25 },
			{ text: '\n', bits: 20 },
			{ text: ' tree', bits: 5 },
		];
		expect(mostSurprising(stretches, 2)).toEqual(['“quince” 14.3 bits', '“tree” 5.0 bits']);
		expect(mostSurprising([{ text: ' غدا', bits: 3 }], 1)).toEqual(['“\u2068غدا\u2069” 3.0 bits']);
	});
});

test('tokens that make one character together are one stretch', () => {
	const logProbs = Float32Array.from([-1, -2, -3].map(bits => bits * Math.LN2));
	const found = surprises(['é', '', ' x'], { logProbs });
	expect(found.map(({ text }) => text)).toEqual(['é', ' x']);
	expect(found.map(({ bits }) => Math.round(bits))).toEqual([3, 3]);
});
