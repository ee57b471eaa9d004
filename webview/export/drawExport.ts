import * as l10n from '@vscode/l10n';
import { UserError } from '../../src/base/errors';
import type { ExportKind, PanelState } from '../../src/protocol/panel';
import { mapPicture } from './mapPicture';
import { themePalette } from './themePalette';
import { picturePng } from './picturePng';
import { pictureSvg } from './pictureSvg';
import { reportHtml } from './reportHtml';

/**
 * What is to be written to a file: text, and of an image its bytes in base64.
 *
 * @param themed an element of the page, for the colours of its theme
 * @throws {UserError} `export.noAnalysis`, `export.noMap`
 */
export function drawExport(kind: ExportKind, state: PanelState, themed: Element): string {
	if (kind === 'html') {
		return (
			reportHtml(state, themed.ownerDocument.documentElement.lang) ??
			refuse('export.noAnalysis', l10n.t('There is nothing to export yet. Analyze the set first.'))
		);
	}
	const picture =
		mapPicture(state) ??
		refuse(
			'export.noMap',
			l10n.t('This set has no map. Analyze it first; sets of more than 1,024 demonstrations have none.'),
		);
	const palette = themePalette(themed);
	return kind === 'svg' ? pictureSvg(picture, palette) : picturePng(picture, palette);
}

function refuse(code: string, message: string): never {
	throw new UserError(code, message, 'usage');
}
