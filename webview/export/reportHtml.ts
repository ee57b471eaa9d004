import type { Analysis } from '../../src/protocol/analysis';
import { escapeMarkup } from '../../src/protocol/page';
import type { PanelState } from '../../src/protocol/panel';
import type { ScoreRecord } from '../../src/protocol/scoreHistory';
import { directionWords, ruleNames } from '../explanations';
import { counted, decimal, percent, signed } from '../numberText';
import { plainLine, textParts } from '../textParts';
import { tableRows, type TableRow } from '../views/tableRows';
import { mapPicture } from './mapPicture';
import { namedPalette } from './palette';
import { pictureSvg } from './pictureSvg';
import { reportStyles } from './reportStyles';
import { scoreLines } from './scoreLines';

const words = {
	scores: 'Scores',
	scoreColumns: ['Score', 'Value', 'Read against', 'What it means'],
	map: 'Map',
	regions: 'Regions',
	regionColumns: ['Region', 'Demonstrations', ''],
	history: 'Score history',
	historyColumns: ['Saved', 'Demonstrations', 'Diversity', 'Share', 'Consistency'],
	demonstrations: 'Demonstrations',
	columns: ['#', 'Input', 'Output', 'Adds', 'Twin', 'V-Score', 'Tokens', 'Region', 'Findings'],
	noTask: 'None found.',
	noProbe: 'None read this set.',
	indicative: 'indicative only',
} as const;

/**
 * What the panel shows, as one HTML file that stands alone: nothing in it runs, and it loads nothing. Every text is
 * escaped, and what would be invisible in it is shown by its sign.
 *
 * @returns nothing where there is no analysis
 */
export function reportHtml(state: PanelState): string | undefined {
	const { file, analysis, review, history } = state;
	if (analysis === null) {
		return undefined;
	}
	const picture = mapPicture(state);
	const title = plainLine(file ?? analysis.file);
	const rows = tableRows(analysis, review?.candidates);
	return `<!doctype html>
<html lang="en">
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
<section><h2>${words.scores}</h2>
${table(
	words.scoreColumns,
	scoreLines(analysis).map(({ explanation: { name, meaning, direction }, value, note }) => [
		escapeMarkup(name),
		number(value),
		escapeMarkup(note),
		`${escapeMarkup(meaning)} <em>${escapeMarkup(directionWords[direction])}</em>`,
	]),
)}</section>
${picture === undefined ? '' : `<section><h2>${words.map}</h2>\n<figure>${pictureSvg(picture, namedPalette)}</figure></section>`}
${regions(analysis)}
${saves(history)}
<section><h2>${words.demonstrations}</h2>
${table(words.columns, rows.map(cells))}</section>
</main>
</body>
</html>
`;
}

function facts({ task, probe, trust, notices }: Analysis): string {
	const doubts =
		trust === null
			? []
			: Object.entries(trust).flatMap(([measure, { level, reason }]) =>
					level === 'trusted' ? [] : [`${measure}: ${words.indicative}. ${reason}`],
				);
	return `<dl>
<dt>Task</dt><dd>${task === null ? words.noTask : text(task.text)}</dd>
<dt>Probe</dt><dd>${escapeMarkup(probe === null ? words.noProbe : `${probe.id}, revision ${probe.revision}, on ${probe.provider}`)}</dd>
${doubts.map(doubt => `<dt>Trust</dt><dd>${escapeMarkup(plainLine(doubt))}</dd>`).join('\n')}
${notices.map(notice => `<dt>Notice</dt><dd>${escapeMarkup(plainLine(notice))}</dd>`).join('\n')}
</dl>`;
}

function regions({ regions }: Analysis): string {
	return regions.length === 0
		? ''
		: `<section><h2>${words.regions}</h2>
${table(
	words.regionColumns,
	regions.map(({ name, size, sparse }) => [text(name), number(size.toLocaleString('en')), sparse ? 'sparse' : '']),
)}</section>`;
}

function saves(history: readonly ScoreRecord[]): string {
	return history.length === 0
		? ''
		: `<section><h2>${words.history}</h2>
${table(
	words.historyColumns,
	history
		.toReversed()
		.map(({ time, count, gVendi, share, consistency }) => [
			`<time>${new Date(time).toISOString().slice(0, 16).replace('T', ' ')} UTC</time>`,
			number(count.toLocaleString('en')),
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
				: `${twin === undefined ? '' : `${numbers.get(twin.id) ?? ''} `}${percent(likeness.similarity)}`,
		),
		number(vScore === undefined ? '' : signed(vScore.bitsPerToken, 2)),
		number(tokens?.toLocaleString('en') ?? ''),
		region === undefined ? '' : text(region.name),
		findings
			.map(({ rule, message }) => `<strong>${escapeMarkup(ruleNames[rule])}</strong> ${text(message)}`)
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
