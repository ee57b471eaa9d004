import * as l10n from '@vscode/l10n';
import { css, html, type TemplateResult } from 'lit';
import { textParts } from '../textParts';

/**
 * A demonstration's text on one line or in full. It is hostile input: bound as text only, in its own direction, and
 * with what would be invisible in it made visible.
 */
export function demonstrationText(text: string, extent: 'line' | 'full'): TemplateResult {
	if (text === '') {
		return html`<span class="muted">${l10n.t('(empty)')}</span>`;
	}
	const parts = textParts(text).map(part => {
		switch (part.kind) {
			case 'text':
				return part.text;
			case 'lineEnd':
				return extent === 'full' ? '\n' : html`<span class="hidden-character" title=${l10n.t('line end')}>↵</span>`;
			case 'hidden':
				return html`<span class="hidden-character" title=${part.name}>${part.sign}</span>`;
		}
	});
	return html`<bdi dir="auto" class="demonstration-text ${extent}">${parts}</bdi>`;
}

/** Input and output in full, one above the other. */
export function demonstrationTexts(input: string, output: string): TemplateResult {
	return html`<dl class="texts">
		<dt>${l10n.t('Input')}</dt>
		<dd>${demonstrationText(input, 'full')}</dd>
		<dt>${l10n.t('Output')}</dt>
		<dd>${demonstrationText(output, 'full')}</dd>
	</dl>`;
}

export const demonstrationTextStyles = css`
	.demonstration-text {
		overflow-wrap: anywhere;
		text-align: start;
	}
	.demonstration-text.full {
		display: block;
		white-space: pre-wrap;
	}
	.hidden-character {
		font-size: 0.85em;
		padding-inline: 2px;
		margin-inline: 1px;
		border-radius: 2px;
		color: var(--vscode-descriptionForeground);
		background: var(--panel-tint);
		unicode-bidi: isolate;
	}
	.texts dt {
		color: var(--vscode-descriptionForeground);
	}
	.texts dd {
		max-height: 11em;
		overflow-y: auto;
	}
	.texts dd + dt {
		margin-block-start: 8px;
	}
`;
