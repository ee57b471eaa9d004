import * as l10n from '@vscode/l10n';
import type { Analysis } from '../../src/protocol/analysis';
import { escapeMarkup } from '../../src/protocol/page';
import type { PanelState } from '../../src/protocol/panel';
import type { ScoreRecord } from '../../src/protocol/scoreHistory';
import { doubtSentence, doubtfulMeasures } from '../components/doubts';
import { directionWords, ruleName } from '../explanations';
import { counted, decimal, grouped, percent, signed } from '../numberText';
import { plainLine, textParts } from '../textParts';
import { tableRows, type TableRow } from '../views/tableRows';
import { mapPicture } from './mapPicture';
import { namedPalette } from './namedPalette';
import { pictureSvg } from './pictureSvg';
import { reportStyles } from './reportStyles';
import { scoreLines } from './scoreLines';

/**
 * What the panel shows, as one HTML file that stands alone: nothing in it runs, and it loads nothing. Every text is
 * escaped, and what would be invisible in it is shown by its sign.
 *
 * @param language of the words around the texts, as in `en`
 * @returns nothing where there is no analysis
 */
export function reportHtml(state: PanelState, language = 'en'): string | undefined {
	const { file, analysis, review, history } = state;
	if (analysis === null) {
		return undefined;
	}
	const picture = mapPicture(state);
	const title = plainLine(file ?? analysis.file);
	const rows = tableRows(analysis, review?.candidates);
	return `<!doctype html>
<html lang="${escapeMarkup(language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeMarkup(title)}</title>
<style>${reportStyles}</style>
</head>
<body>
<main>
<h1 dir="auto">${escapeMarkup(title)}</h1>
<p class="muted">${escapeMarkup(`${counted(analysis.count, 'demonstration')} · ${analysis.formatTitle}`)}</p>
${facts(analysis)}
<section><h2>${l10n.t('Scores')}</h2>
${table(
	[l10n.t('Score'), l10n.t('Value'), l10n.t('Read against'), l10n.t('What it means')],
	scoreLines(analysis).map(({ explanation: { name, meaning, direction }, value, note }) => [
		`<span class="name">${escapeMarkup(name)}</span>`,
		number(value),
		escapeMarkup(note),
		`${escapeMarkup(meaning)} <em>${escapeMarkup(directionWords[direction]())}</em>`,
	]),
)}</section>
${picture === undefined ? '' : `<section><h2>${l10n.t('Map')}</h2>\n<figure>${pictureSvg(picture, namedPalette)}</figure></section>`}
${regions(analysis)}
${saves(history)}
<section><h2>${l10n.t('Demonstrations')}</h2>
${table(['#', l10n.t('Input'), l10n.t('Output'), l10n.t('Adds'), l10n.t('Twin'), 'V-Score', l10n.t('Tokens'), l10n.t('Region'), l10n.t('Findings')], rows.map(cells))}</section>
</main>
</body>
</html>
`;
}

function facts(analysis: Analysis): string {
	const { task, probe, trust, notices } = analysis;
	const doubtful = doubtfulMeasures(analysis);
	const reasons = doubtful.map(measure => trust?.[measure].reason ?? '');
	return `<dl>
<dt>${l10n.t('Task')}</dt><dd>${task === null ? l10n.t('None found.') : text(task.text)}</dd>
<dt>${l10n.t('Probe')}</dt><dd>${escapeMarkup(probe === null ? l10n.t('None read this set.') : l10n.t('{0}, revision {1}, on {2}', probe.id, probe.revision, probe.provider))}</dd>
${doubtful.length === 0 ? '' : `<dt>${l10n.t('Trust')}</dt><dd>${escapeMarkup(plainLine([doubtSentence(doubtful), ...reasons].join(' ')))}</dd>`}
${notices.map(notice => `<dt>${l10n.t('Notice')}</dt><dd>${escapeMarkup(plainLine(notice))}</dd>`).join('\n')}
</dl>`;
}

function regions({ regions }: Analysis): string {
	return regions.length === 0
		? ''
		: `<section><h2>${l10n.t('Regions')}</h2>
${table(
	[l10n.t('Region'), l10n.t('Demonstrations'), ''],
	regions.map(({ name, size, sparse }) => [text(name), number(grouped(size)), sparse ? l10n.t('sparse') : '']),
)}</section>`;
}

function saves(history: readonly ScoreRecord[]): string {
	return history.length === 0
		? ''
		: `<section><h2>${l10n.t('Score history')}</h2>
${table(
	[l10n.t('Saved'), l10n.t('Demonstrations'), l10n.t('Diversity'), l10n.t('Share'), l10n.t('Consistency')],
	history
		.toReversed()
		.map(({ time, count, gVendi, share, consistency }) => [
			`<time>${new Date(time).toISOString().slice(0, 16).replace('T', ' ')} UTC</time>`,
			number(grouped(count)),
			number(decimal(gVendi, 1)),
			number(percent(share)),
			number(consistency === null ? '–' : signed(consistency, 2)),
		]),
)}</section>`;
}

function cells({ demonstration, region, findings, label, candidate, numbers }: TableRow): readonly string[] {
	const { input, output, contribution, twin, vScore, tokens } = demonstration;
	const likeness = twin ?? candidate;
	return [
		number(candidate === undefined ? label : `◇ ${label}`),
		text(input),
		text(output),
		number(contribution === undefined ? '' : signed(contribution, 2)),
		number(
			likeness === undefined
				? ''
				: `${twin === undefined ? '' : `${numbers.get(twin.id) ?? ''} · `}${percent(likeness.similarity)}`,
		),
		number(vScore === undefined ? '' : signed(vScore.bitsPerToken, 2)),
		number(tokens === undefined ? '' : grouped(tokens)),
		region === undefined ? '' : text(region.name),
		findings
			.map(({ rule, message }) => `<strong>${escapeMarkup(ruleName(rule))}</strong> ${text(message)}`)
			.join('<br>'),
	];
}

/** @param rows of markup */
function table(columns: readonly string[], rows: readonly (readonly string[])[]): string {
	const head = columns.map(column => `<th scope="col">${escapeMarkup(column)}</th>`).join('');
	const body = rows.map(row => `<tr>${row.map(cell => `<td>${cell}</td>`).join('')}</tr>`).join('\n');
	return `<div class="scroller"><table><thead><tr>${head}</tr></thead>\n<tbody>\n${body}\n</tbody></table></div>`;
}

function number(value: string): string {
	return `<span class="number">${escapeMarkup(value)}</span>`;
}

/** Other people's text, in its own direction. */
function text(value: string): string {
	const parts = textParts(value).map(part => {
		switch (part.kind) {
			case 'text':
				return escapeMarkup(part.text);
			case 'lineEnd':
				return '\n';
			case 'hidden':
				return `<span class="hidden" title="${escapeMarkup(part.name)}">${escapeMarkup(part.sign)}</span>`;
		}
	});
	return `<bdi dir="auto">${parts.join('')}</bdi>`;
}
