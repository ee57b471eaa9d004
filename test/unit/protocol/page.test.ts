import { runInNewContext } from 'node:vm';
import { describe, expect, test } from 'vitest';
import { embeddedStatesId, panelPage } from '../../../src/protocol/page';
import type { PanelState } from '../../../src/protocol/panel';

const state: PanelState = {
	file: '</script><script>alert(1)</script><!-- <b>.jsonl',
	analysis: null,
	progress: null,
	review: null,
	evaluation: null,
	history: [],
	failure: null,
	interactive: false,
};

const linked = {
	title: 'Demoscope',
	script: { uri: 'https://panel.example/index.js?a&b' },
	styles: { uri: 'https://panel.example/index.css' },
	nonce: 'bm9uY2U=',
};

const embedded = (page: string) => page.split(`id="${embeddedStatesId}">`)[1]?.split('</script>')[0] ?? '';

describe('a page in the editor', () => {
	const page = panelPage(linked);

	test('runs and styles by nonce only', () => {
		const policy = /Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1]?.replaceAll('&#39;', "'");
		expect(policy).toBe(
			"default-src 'none'; script-src 'nonce-bm9uY2U='; style-src 'nonce-bm9uY2U='; base-uri 'none'; form-action 'none'",
		);
		expect(page).toContain('<script nonce="bm9uY2U=" src="https://panel.example/index.js?a&#38;b"></script>');
		expect(page).toContain('<link rel="stylesheet" nonce="bm9uY2U=" href="https://panel.example/index.css">');
	});

	test('carries no state and takes the colours of the editor', () => {
		expect(page).not.toContain(embeddedStatesId);
		expect(page).not.toContain('data-standalone');
	});
});

describe('a report', () => {
	test('carries its states, whatever stands in them', () => {
		const page = panelPage({ ...linked, states: [state] });
		expect(JSON.parse(embedded(page))).toEqual([state]);
		expect(embedded(page)).not.toContain('<');
		expect(page).toContain('<html lang="en" data-standalone>');
	});

	test('holds script and styles whole', () => {
		const script = 'const text = "<!-- </script> $& $1";';
		const page = panelPage({
			...linked,
			script: { text: script },
			styles: { text: 'a::after{content:"</style>"}' },
			states: [state],
		});
		const inline = page.split('<script nonce="bm9uY2U=">')[1]?.split('</script>')[0] ?? '';
		expect(runInNewContext(`${inline} text;`)).toBe('<!-- </script> $& $1');
		expect(page.match(/<\/style>/g)).toHaveLength(1);
		expect(page).not.toMatch(/\b(?:src|href)="/);
	});

	test('escapes its title', () => {
		expect(panelPage({ ...linked, title: '</title><script>' })).toContain(
			'<title>&#60;/title&#62;&#60;script&#62;</title>',
		);
	});
});
