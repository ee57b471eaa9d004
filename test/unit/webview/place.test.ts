import { expect, test } from 'vitest';
import { nowhere, parsePlace } from '../../../webview/place';

test('a remembered place comes back', () => {
	const place = { ...nowhere, file: 'a.jsonl', selected: '7', sort: { column: 'twin', descending: true } } as const;
	expect(parsePlace(JSON.parse(JSON.stringify(place)))).toEqual(place);
});

test.each([undefined, null, 'x', {}, { ...nowhere, sort: { column: 'colour', descending: false } }])(
	'what is no place is the start (%j)',
	remembered => {
		expect(parsePlace(remembered)).toEqual(nowhere);
	},
);
