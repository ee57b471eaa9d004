import * as l10n from '@vscode/l10n';
import { css, html, type TemplateResult } from 'lit';

export type SignKind = 'error' | 'warning' | 'information' | 'hint';

/** A shape for how bad something is, named for screen readers: colour only repeats what it says. */
export function sign(kind: SignKind): TemplateResult {
	const { shape, stroke } = signs[kind];
	return html`<svg class="sign ${kind}" viewBox="0 0 16 16" role="img" aria-label=${signNames[kind]()}>
		<path d=${shape}></path>
		<path d=${stroke}></path>
	</svg>`;
}

const signNames: Readonly<Record<SignKind, () => string>> = {
	error: () => l10n.t('error'),
	warning: () => l10n.t('warning'),
	information: () => l10n.t('information'),
	hint: () => l10n.t('hint'),
};

const circle = 'M8 1.5a6.5 6.5 0 1 1 0 13a6.5 6.5 0 1 1 0-13Z';

const signs: Readonly<Record<SignKind, { readonly shape: string; readonly stroke: string }>> = {
	error: { shape: circle, stroke: 'M5.5 5.5l5 5M10.5 5.5l-5 5' },
	warning: { shape: 'M8 1.5 15 14H1Z', stroke: 'M8 6v4M8 11.5v1' },
	information: { shape: circle, stroke: 'M8 7.2v4M8 4.6v1.2' },
	hint: { shape: 'M2 3.5h12v7H8l-3 3v-3H2Z', stroke: 'M5 7h.8M7.6 7h.8M10.2 7h.8' },
};

export const signStyles = css`
	.sign {
		flex: none;
		width: 16px;
		height: 16px;
		fill: none;
		stroke: var(--vscode-editorInfo-foreground);
		stroke-width: 1.2;
	}
	.sign.error {
		stroke: var(--vscode-errorForeground);
	}
	.sign.warning {
		stroke: var(--vscode-editorWarning-foreground);
	}
	@media (forced-colors: active) {
		.sign,
		.sign.error,
		.sign.warning {
			stroke: CanvasText;
		}
	}
`;
