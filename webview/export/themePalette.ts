import type { Palette } from './mapPicture';

/** The colours of the theme, as they stand now. */
export function themePalette(element: Element): Palette {
	const style = getComputedStyle(element);
	const colour = (name: string, otherwise: string): string => style.getPropertyValue(name).trim() || otherwise;
	return {
		background: colour('--vscode-editor-background', '#ffffff'),
		foreground: colour('--vscode-foreground', '#1f2328'),
		muted: colour('--vscode-descriptionForeground', '#5d646c'),
		'tone-0': colour('--vscode-charts-blue', '#1a73c9'),
		'tone-1': colour('--vscode-charts-green', '#2f8a3a'),
		'tone-2': colour('--vscode-charts-yellow', '#9a7400'),
		'tone-3': colour('--vscode-charts-purple', '#7a43b6'),
		'tone-4': colour('--vscode-charts-red', '#c4342b'),
	};
}
