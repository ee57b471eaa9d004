import { describe, expect, test } from 'vitest';
import type { Analysis } from '../../../../src/protocol/analysis';
import type { PanelState } from '../../../../src/protocol/panel';
import type { PendingCandidate } from '../../../../src/protocol/review';
import { mapPicture } from '../../../../webview/export/mapPicture';
import { namedPalette } from '../../../../webview/export/namedPalette';
import { pictureSvg } from '../../../../webview/export/pictureSvg';
import { reportHtml } from '../../../../webview/export/reportHtml';
import { scoreLines } from '../../../../webview/export/scoreLines';
import { analysisOf, demonstrationView } from '../analysis';

const hostile = `"><script>alert(1)</script><img src=x onerror='alert(2)'>&amp;\u0000\u202e]]>`;

const candidate: PendingCandidate = {
	id: 'pool:1',
	input: `${hostile} candidate`,
	output: hostile,
	strategy: 'pool',
	origin: hostile,
	gain: 0.25,
	region: 1,
	similarity: 0.4,
	vScore: null,
	aimed: true,
	place: { x: 0.5, y: 0.5 },
};

const analysis = analysisOf({
	task: { text: hostile, source: 'file' },
	demonstrations: [
		demonstrationView('1', { input: hostile, place: { x: 0, y: 0 }, region: 0, contribution: 0.5 }),
		demonstrationView('2', { output: hostile, place: { x: 1, y: 1 }, region: 1, twin: { id: '1', similarity: 0.2 } }),
	],
	regions: [
		{ id: 0, name: hostile, size: 1, sparse: false },
		{ id: 1, name: 'rare', size: 1, sparse: true },
	],
	findings: [
		{
			rule: 'near-duplicate',
			severity: 'warning',
			demonstration: '2',
			range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
			message: hostile,
			related: ['1'],
		},
	],
	notices: [hostile],
});

function stateOf(known: Analysis | null): PanelState {
	return {
		file: hostile,
		analysis: known,
		progress: null,
		review: { version: 2, gVendi: { before: 1, after: 1 }, candidates: [candidate], rejected: [], runs: [] },
		evaluation: null,
		history: [
			{
				time: 0,
				hash: 'a',
				count: 2,
				gVendi: 1.5,
				share: 0.75,
				consistency: null,
				surface: null,
				reader: hostile,
			},
		],
		failure: null,
		interactive: true,
	};
}

/** Names of all elements that a reader of the markup would find. */
function elements(markup: string): ReadonlySet<string> {
	return new Set([...markup.matchAll(/<([a-z][a-zA-Z0-9]*)/g)].map(([, name]) => name ?? ''));
}

describe('the picture of the map', () => {
	test('shows demonstrations, candidates and regions, each by its own mark', () => {
		const shapes = mapPicture(stateOf(analysis))?.shapes ?? [];
		const titled = shapes.flatMap(shape => ('title' in shape ? [shape] : []));
		expect(titled.map(({ kind }) => kind)).toEqual(['circle', 'circle', 'path']);
		expect(titled.map(({ fill }) => fill)).toEqual(['tone-0', 'background', 'background']);
		expect(shapes.some(shape => shape.kind === 'path' && shape.dash !== undefined)).toBe(true);
		expect(shapes.flatMap(shape => (shape.kind === 'text' ? shape.text : []))).toContain('rare');
	});

	test('is nothing without places', () => {
		expect(mapPicture(stateOf(null))).toBeUndefined();
		expect(mapPicture(stateOf(analysisOf({ demonstrations: [demonstrationView('1')] })))).toBeUndefined();
	});

	test('as SVG holds hostile text as text', () => {
		const picture = mapPicture(stateOf(analysis));
		const svg = picture === undefined ? '' : pictureSvg(picture, namedPalette);
		expect(elements(svg)).toEqual(
			new Set(['svg', 'title', 'defs', 'radialGradient', 'stop', 'rect', 'circle', 'path', 'text']),
		);
		expect(svg).toContain('&#60;script&#62;alert(1)');
		expect(svg.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
	});
});

describe('the report', () => {
	const html = reportHtml(stateOf(analysis)) ?? '';

	test('neither runs nor loads anything, whatever stands in the set', () => {
		expect(html).toContain(`content="default-src 'none'; style-src 'unsafe-inline'`);
		expect([...elements(html)].filter(name => ['script', 'img', 'iframe', 'link', 'object'].includes(name))).toEqual(
			[],
		);
		expect(html).not.toMatch(/<[^>]*\son[a-z]+=/);
		expect(html).not.toMatch(/<[^>]*\s(?:src|href)=/);
		expect(html).not.toContain('\u202e');
		expect(html).not.toContain('\u0000');
	});

	test('has scores with explanations, the map, regions, saves and every row', () => {
		for (const { explanation } of scoreLines(analysis)) {
			expect(html).toContain(explanation.name);
		}
		for (const part of ['<svg', 'Regions', 'Score history', '1970-01-01 00:00 UTC', '◇ C1', 'Near-duplicate', '20 %']) {
			expect(html).toContain(part);
		}
	});

	test('goes without a map where there is none, and without an analysis there is none', () => {
		const plain = reportHtml(stateOf(analysisOf({ demonstrations: [demonstrationView('1')] })));
		expect(plain).toContain('input 1');
		expect(plain).not.toContain('<svg');
		expect(reportHtml(stateOf(null))).toBeUndefined();
	});
});
