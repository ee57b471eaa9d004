import { css, html, type TemplateResult } from 'lit';
import { diamond } from './diamond';

/** The mark of a candidate beside text. */
export function candidateSign(): TemplateResult {
	return html`<svg class="candidate-sign" viewBox="0 0 12 12" aria-hidden="true">
		<path d=${diamond({ x: 6, y: 6 }, 4.5)}></path>
	</svg>`;
}

export const candidateSignStyles = css`
	.candidate-sign {
		width: 11px;
		height: 11px;
		margin-inline-end: 3px;
		vertical-align: -1px;
		fill: none;
		stroke: currentColor;
		stroke-width: 1.6;
	}
`;
