import { expect, test } from 'vitest';
import { omit } from '../../../src/base/omit';
import { nowhere, parsePlace } from '../../../webview/place';

test('a remembered place comes back', () => {
	const place = { ...nowhere, file: 'a.jsonl', selected: '7', sort: { column: 'twin', descending: true } } as const;
	expect(parsePlace(JSON.parse(JSON.stringify(place)))).toEqual(place);
});

test('a text that was being written comes back, and a place from before there were such is one too', () => {
	const place = { ...nowhere, draft: { id: 'a', input: 'half a sent', output: '' } };
	expect(parsePlace(JSON.parse(JSON.stringify(place)))).toEqual(place);
	expect(parsePlace(omit(nowhere, 'draft'))).toEqual(nowhere);
});

test.each([undefined, null, 'x', {}, { ...nowhere, sort: { column: 'colour', descending: false } }])(
	'what is no place is the start (%j)',
	remembered => {
		expect(parsePlace(remembered)).toEqual(nowhere);
	},
);
