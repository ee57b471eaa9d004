import { css, html, nothing, svg, type TemplateResult } from 'lit';
import { height, sparkShape, width, type SparkPoint } from './sparkShape';

/** A small chart of a series. @param label what a screen reader says instead */
export function sparkline(points: readonly SparkPoint[], label: string): TemplateResult {
	const { line, dots } = sparkShape(points);
	return html`<svg class="sparkline" viewBox="0 0 ${width} ${height}" role="img" aria-label=${label}>
		${line === '' ? nothing : svg`<path class="spark-line" d=${line}></path>`}
		${dots.map(({ x, y }) => svg`<circle class="spark-dot" cx=${x} cy=${y} r="2.6"></circle>`)}
	</svg>`;
}

export const sparklineStyles = css`
	.sparkline {
		display: block;
		width: 100%;
		max-width: 240px;
		height: auto;
	}
	.spark-line {
		fill: none;
		stroke: var(--vscode-charts-blue);
		stroke-width: 1.6;
		stroke-linejoin: round;
		stroke-linecap: round;
	}
	.spark-dot {
		fill: var(--vscode-charts-blue);
	}
	@media (forced-colors: active) {
		.spark-line {
			stroke: CanvasText;
		}
		.spark-dot {
			fill: CanvasText;
		}
	}
`;
