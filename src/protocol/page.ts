import type { PanelState } from './panel';

/** A script or style sheet: a place the page may load it from, or its text, written into the page. */
export type PageResource = { readonly uri: string } | { readonly text: string };

export interface PanelPage {
	/** For the window or browser tab. */
	readonly title: string;
	/** The bundle `dist/webview/index.js`. */
	readonly script: PageResource;
	/** The bundle `dist/webview/index.css`. */
	readonly styles: PageResource;
	/** Fresh and unguessable for each page: base64 or base64url characters. */
	readonly nonce: string;
	/** What the page says in another language than English. */
	readonly translation?: Translation;
	/** A report that stands alone carries a state for each file; a page in the editor asks its host for its one. */
	readonly states?: readonly PanelState[];
}

/** Texts in another language: the one, as in `de`, and the translation of each English text. */
export interface Translation {
	readonly language: string;
	readonly texts: Readonly<Record<string, string>>;
}

/** Where the page looks for its translation. */
export const embeddedTextsId = 'demoscope-texts';

/** Where the page looks for the states it carries. */
export const embeddedStatesId = 'demoscope-states';

/**
 * The HTML of the panel, for the editor's webview and for the report. Nothing is loaded or run but what the nonce
 * names; with `text` resources and states, the page needs neither editor nor network. The toolkit looks for the
 * `csp-nonce` element, since it tries out a style of its own.
 */
export function panelPage({ title, script, styles, nonce, translation, states }: PanelPage): string {
	const policy = [
		`default-src 'none'`,
		`script-src 'nonce-${nonce}'`,
		`style-src 'nonce-${nonce}'`,
		`base-uri 'none'`,
		`form-action 'none'`,
	].join('; ');
	return `<!doctype html>
<html lang="${escapeMarkup(translation?.language ?? 'en')}"${states === undefined ? '' : ' data-standalone'}>
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escapeMarkup(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta property="csp-nonce" content="${escapeMarkup(nonce)}">
<title>${escapeMarkup(title)}</title>
${styleElement(styles, nonce)}
</head>
<body>
${
	states === undefined
		? '<demoscope-panel></demoscope-panel>'
		: `<demoscope-report></demoscope-report>
<script type="application/json" id="${embeddedStatesId}">${escapeJson(states)}</script>`
}
${translation === undefined ? '' : `<script type="application/json" id="${embeddedTextsId}">${escapeJson(translation.texts)}</script>`}
${scriptElement(script, nonce)}
</body>
</html>
`;
}

function styleElement(styles: PageResource, nonce: string): string {
	return 'uri' in styles
		? `<link rel="stylesheet" nonce="${escapeMarkup(nonce)}" href="${escapeMarkup(styles.uri)}">`
		: `<style nonce="${escapeMarkup(nonce)}">${styles.text.replace(/<\/(?=style)/gi, '<\\/')}</style>`;
}

function scriptElement(script: PageResource, nonce: string): string {
	return 'uri' in script
		? `<script nonce="${escapeMarkup(nonce)}" src="${escapeMarkup(script.uri)}"></script>`
		: `<script nonce="${escapeMarkup(nonce)}">${escapeScript(script.text)}</script>`;
}

/** As text, or as the value of an attribute in quotes, of HTML or XML. */
export function escapeMarkup(text: string): string {
	return text.replace(/[&<>"']/g, character => `&#${character.charCodeAt(0)};`);
}

/** Neither sequence means anything in a script outside of strings and patterns, where the escape says the same. */
function escapeScript(text: string): string {
	return text.replace(/<(?=!--)/g, '\\x3c').replace(/<\/(?=script)/gi, '<\\/');
}

function escapeJson(value: unknown): string {
	return JSON.stringify(value).replace(/</g, '\\u003c');
}
