import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { decimal } from '../base/writtenNumbers';
import type { ReadingRequest } from '../probe/probeModel';
import type { Analysis, DemonstrationView } from '../protocol/analysis';
import type { AnalyzedSet } from '../workflows/analyze';
import { examplesOf, gradientRequest } from '../workflows/readings';
import { surprises, type Surprise } from '../workflows/surprise';
import type { EditorProbe } from './editorProbe';
import { heatStrip, leftOut, mostSurprising, stripColours, type StripColours } from './heatStrip';
import { editorRange } from './locations';
import { commandIds } from './manifestIds';
import { plainMarkdown } from './plainMarkdown';
import { readingSentences } from './readingText';

/** Named in words beside the picture. */
const mostNamed = 3;

/** What the probe read of the demonstration at a place: its figures, and how surprising each of its tokens is. */
export async function readingHover(
	probe: EditorProbe,
	uri: vscode.Uri,
	analyzed: AnalyzedSet,
	position: vscode.Position,
	token: vscode.CancellationToken,
): Promise<vscode.Hover | undefined> {
	const { analysis } = analyzed;
	const index = analysis.demonstrations.findIndex(({ range }) => editorRange(range).contains(position));
	const view = analysis.demonstrations[index];
	if (view === undefined) {
		return undefined;
	}
	const [title = '', ...sentences] = readingSentences(analysis, view);
	const text = new vscode.MarkdownString();
	text.isTrusted = { enabledCommands: [commandIds.goToDemonstration] };
	text.appendMarkdown(`**${title}**${linkToTwin(uri, view)}\n\n`);
	sentences.forEach(sentence => text.appendMarkdown(`- ${sentence}\n`));
	const read = await stretchesOf(probe, analyzed, index, token);
	if (read.length > 0) {
		appendStrip(text, read, analysis);
	}
	return token.isCancellationRequested ? undefined : new vscode.Hover(text, editorRange(view.range));
}

function linkToTwin(uri: vscode.Uri, { twin }: DemonstrationView): string {
	if (twin === undefined) {
		return '';
	}
	const values = encodeURIComponent(JSON.stringify([uri, twin.id]));
	return ` · [${l10n.t('Go to the nearest other')}](command:${commandIds.goToDemonstration}?${values})`;
}

function appendStrip(text: vscode.MarkdownString, read: readonly Surprise[], { probe }: Analysis): void {
	const svg = Buffer.from(heatStrip(read, colours())).toString('base64');
	const bits = read.reduce((sum, stretch) => sum + stretch.bits, 0);
	const left = leftOut(read);
	text.appendMarkdown(`\n\n---\n\n![${l10n.t('How surprising each token is')}](data:image/svg+xml;base64,${svg})\n\n`);
	const total = decimal(bits, 0);
	const sentences = [
		left === 0
			? l10n.t('The taller the bar, the more surprising the token: {0} bits in all.', total)
			: l10n.t(
					'The taller the bar, the more surprising the token: {0} bits in all; the last {1} tokens are not shown.',
					total,
					left,
				),
		l10n.t('Most surprising: {0}.', mostSurprising(read, mostNamed).join(', ')),
		l10n.t('Probe: {0}', probe?.id ?? ''),
	];
	text.appendMarkdown(plainMarkdown(sentences.join(' ')));
}

/** The same request as the analysis made, so that the reading comes from the cache; nothing where the probe cannot be asked. */
async function stretchesOf(
	probe: EditorProbe,
	{ set, loss }: AnalyzedSet,
	index: number,
	token: vscode.CancellationToken,
): Promise<readonly Surprise[]> {
	const example = examplesOf(set.demonstrations)[index];
	if (example === undefined) {
		return [];
	}
	const controller = new AbortController();
	const cancellation = token.onCancellationRequested(() => controller.abort());
	try {
		const request: ReadingRequest = gradientRequest(example, set.task?.text, loss);
		const [[reading], texts] = await Promise.all([
			probe.read([request], { signal: controller.signal, priority: 2 }),
			probe.tokenTexts(request),
		]);
		return reading?.logProbs.length === texts.length ? surprises(texts, reading) : [];
	} catch {
		// The figures stand all the same; that the probe is gone is said where it was asked to read the set.
		return [];
	} finally {
		cancellation.dispose();
	}
}

function colours(): StripColours {
	switch (vscode.window.activeColorTheme.kind) {
		case vscode.ColorThemeKind.Light:
			return stripColours.light;
		case vscode.ColorThemeKind.HighContrast:
			return stripColours.highContrast;
		case vscode.ColorThemeKind.HighContrastLight:
			return stripColours.highContrastLight;
		default:
			return stripColours.dark;
	}
}
