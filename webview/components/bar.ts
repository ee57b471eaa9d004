import { css, html, svg, type TemplateResult } from 'lit';

const length = 100;

/**
 * A bar from zero to the value on an axis from `low` to `high`; below zero it grows to the left. It only repeats the
 * number that stands beside it, so it is hidden from screen readers.
 */
export function bar(value: number, low: number, high: number): TemplateResult {
	const at = (number: number) =>
		high > low ? ((Math.min(Math.max(number, low), high) - low) / (high - low)) * length : 0;
	const [start, end] = [at(Math.min(value, 0)), at(Math.max(value, 0))];
	return html`<svg class="bar" viewBox="0 0 ${length} 6" preserveAspectRatio="none" aria-hidden="true">
		<rect class="bar-track" width=${length} height="6"></rect>
		<rect class="bar-value ${value < 0 ? 'negative' : ''}" x=${start} width=${end - start} height="6"></rect>
		${low < 0 ? svg`<rect class="bar-zero" x=${at(0) - 0.5} width="1" height="6"></rect>` : ''}
	</svg>`;
}

export const barStyles = css`
	.bar {
		display: block;
		width: 100%;
		height: 6px;
		border-radius: 3px;
	}
	.bar-track {
		fill: var(--panel-tint);
	}
	.bar-value {
		fill: var(--vscode-charts-blue);
	}
	.bar-value.negative {
		fill: var(--vscode-charts-yellow);
	}
	.bar-zero {
		fill: var(--vscode-foreground);
	}
	@media (forced-colors: active) {
		.bar {
			outline: 1px solid CanvasText;
		}
		.bar-track {
			fill: Canvas;
		}
		.bar-value,
		.bar-value.negative {
			fill: Highlight;
		}
	}
`;
