import * as l10n from '@vscode/l10n';
import { css, html, nothing, type TemplateResult } from 'lit';
import type { ScoreRecord } from '../../src/protocol/scoreHistory';
import type { Act } from '../action';
import { sparkline, sparklineStyles } from '../components/sparkline';
import { counted, decimal, grouped, percent, signed } from '../numberText';
import { plainLine } from '../textParts';
import { historySeries, type Series } from './historySeries';

/** What the file scored at its saves: a small chart for each score, and all of it as a table. @param records oldest first */
export function historyView(records: readonly ScoreRecord[], interactive: boolean, act: Act): TemplateResult {
	return html`<section aria-labelledby="history-title">
		<div class="section-head">
			<h2 id="history-title">
				${l10n.t('Score history')} <span class="muted">${counted(records.length, 'save')}</span>
			</h2>
			${
				interactive
					? html`<vscode-button appearance="secondary" @click=${() => act({ kind: 'clearHistory' })}
							>${l10n.t('Clear History…')}</vscode-button
						>`
					: nothing
			}
		</div>
		<ul class="series">
			${historySeries(records).map(series => seriesItem(series, records.length))}
		</ul>
		<details class="saves">
			<summary>${l10n.t('Saves as a table')}</summary>
			${table(records)}
		</details>
	</section>`;
}

function seriesItem({ name, unit, points, last, change, range }: Series, count: number): TemplateResult {
	const inUnit = (text: string): string => (unit === undefined ? text : `${text} ${unit}`);
	return html`<li class="card">
		<h3>${name}</h3>
		<p>
			<strong class="number">${last}</strong>
			${unit === undefined ? nothing : html`<span class="muted">${unit}</span>`}
			${change === undefined ? nothing : html`<span class="muted">${changeText(change)}</span>`}
		</p>
		${sparkline(points, l10n.t('{0} over {1}: {2}, at last {3}', name, counted(count, 'save'), inUnit(range), inUnit(last)))}
		<p class="muted number" aria-hidden="true">${range}</p>
	</li>`;
}

/** Zero has no sign. */
function changeText(change: string): string {
	return /^[+−]/u.test(change) ? l10n.t('{0} since the save before', change) : l10n.t('as at the save before');
}

/** Their names, with the units of what stands in them. */
function columns(): readonly (readonly [name: string, unit?: string])[] {
	return [
		[l10n.t('Saved')],
		[l10n.t('Demonstrations')],
		[l10n.t('Diversity')],
		[l10n.t('Share')],
		[l10n.t('Consistency'), l10n.t('bits/token')],
		[l10n.t('Length'), l10n.t('tokens')],
		[l10n.t('Compression')],
		[l10n.t('Read by')],
	];
}

/** Latest first: that is what one looks for. */
function table(records: readonly ScoreRecord[]): TemplateResult {
	return html`<div class="saves-scroller" tabindex="0" role="region" aria-label=${l10n.t('Saves as a table')}>
		<table>
			<thead>
				<tr>
					${columns().map(
						([name, unit]) =>
							html`<th scope="col">
								${name}${unit === undefined ? nothing : html` <span class="muted">${unit}</span>`}
							</th>`,
					)}
				</tr>
			</thead>
			<tbody>
				${records.toReversed().map(
					({ time, count, gVendi, share, consistency, surface, reader }) =>
						html`<tr>
							<th scope="row"><time datetime=${new Date(time).toISOString()}>${timeText.format(time)}</time></th>
							<td>${grouped(count)}</td>
							<td>${decimal(gVendi, 1)}</td>
							<td>${percent(share)}</td>
							<td>${consistency === null ? '–' : signed(consistency, 2)}</td>
							<td>${surface === null ? '–' : decimal(surface.contextLength, 0)}</td>
							<td>${surface === null ? '–' : decimal(surface.compressionRatio, 2)}</td>
							<td class="reader">${plainLine(readerText(reader))}</td>
						</tr>`,
				)}
			</tbody>
		</table>
	</div>`;
}

/** The revision is as long as a hash: its beginning tells two apart. */
function readerText(reader: string): string {
	return reader
		.split(' ')
		.map(part => (/^[0-9a-f]{16,}$/u.test(part) ? part.slice(0, 8) : part))
		.join(' ');
}

const timeText = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

export const historyStyles = [
	sparklineStyles,
	css`
		.series {
			display: grid;
			grid-template-columns: repeat(auto-fill, minmax(min(100%, 180px), 1fr));
			gap: 12px;
		}
		.series .card {
			display: grid;
			grid-template-columns: minmax(0, 1fr);
			align-content: start;
			gap: 4px;
		}
		.series h3 {
			font-size: 1em;
			font-weight: 400;
			color: var(--vscode-descriptionForeground);
		}
		.series strong {
			font-size: 1.3em;
		}
		.saves {
			margin-block-start: 12px;
		}
		.saves summary {
			cursor: pointer;
		}
		.saves-scroller {
			max-height: 320px;
			margin-block-start: 8px;
			overflow: auto;
			border: 1px solid var(--panel-border);
			border-radius: 6px;
		}
		.saves table {
			width: 100%;
			border-collapse: collapse;
			font-variant-numeric: tabular-nums;
		}
		.saves th,
		.saves td {
			padding: 4px 10px;
			text-align: end;
			font-weight: 400;
			white-space: nowrap;
		}
		.saves thead th {
			position: sticky;
			top: 0;
			font-weight: 600;
			background: var(--vscode-editor-background);
		}
		.saves th:first-child,
		.saves .reader {
			text-align: start;
		}
		.saves thead .muted {
			font-weight: 400;
		}
		.saves thead th:last-child {
			text-align: start;
		}
	`,
];
