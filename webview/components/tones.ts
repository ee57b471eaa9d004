import { css } from 'lit';

/**
 * Regions take the theme's chart colours in turn. Colour never says anything that shape or text does not. The theme's
 * orange is left out: it is the minimap's mark of a search, next to the background in several themes.
 */
const toneCount = 5;

export function toneOf(region: number | undefined): number {
	return region === undefined ? 0 : region % toneCount;
}

export const toneStyles = css`
	.tone-0 {
		color: var(--vscode-charts-blue);
	}
	.tone-1 {
		color: var(--vscode-charts-green);
	}
	.tone-2 {
		color: var(--vscode-charts-yellow);
	}
	.tone-3 {
		color: var(--vscode-charts-purple);
	}
	.tone-4 {
		color: var(--vscode-charts-red);
	}
	.full {
		fill: currentColor;
		stroke: currentColor;
		stroke-width: 2;
	}
	.hollow {
		fill: var(--vscode-editor-background);
		stroke: currentColor;
		stroke-width: 2;
	}
`;
