import * as l10n from '@vscode/l10n';
import { LitElement, css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { guard } from 'lit/directives/guard.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Trust } from '../../src/protocol/analysis';
import type { Act } from '../action';
import { bar, barStyles } from '../components/bar';
import { demonstrationText, demonstrationTextStyles } from '../components/demonstrationText';
import { sharedStyles } from '../components/sharedStyles';
import { sign, signStyles } from '../components/sign';
import { doubt } from '../components/trustMark';
import { ruleName } from '../explanations';
import { counted, percent, signed } from '../numberText';
import { plainLine } from '../textParts';
import { filterRows, sortRows, type SortColumn, type SortOrder, type TableRow } from './tableRows';

/** Rows drawn at first; more are drawn when asked for, or when one of them is selected. */
const pageLength = 1000;

/** The demonstrations in a table: everything that the map shows, and more, for sorting, filtering and the keyboard. */
export class DemonstrationTable extends LitElement {
	@property({ attribute: false }) rows: readonly TableRow[] = [];
	@property({ attribute: false }) trust: Trust | null = null;
	@property({ attribute: false }) selection: readonly string[] = [];
	@property({ attribute: false }) narrowed: number | null = null;
	@property({ attribute: false }) narrowedName = '';
	@property({ attribute: false }) sort: SortOrder = { column: 'id', descending: false };
	@property({ type: Boolean }) interactive = false;
	@property({ attribute: false }) act: Act = () => undefined;
	@property({ attribute: false }) sortBy: (sort: SortOrder) => void = () => undefined;

	@state() private filter = '';
	@state() private length = pageLength;
	@query('.scroller') private readonly scroller!: HTMLElement;

	private shown: readonly TableRow[] = [];
	private columns: readonly Column[] = [];
	private bounds: Bounds = { low: 0, high: 0 };
	private focusWanted = false;

	override willUpdate(changed: PropertyValues): void {
		if (['rows', 'narrowed', 'sort', 'filter'].some(name => changed.has(name))) {
			this.shown = sortRows(filterRows(this.rows, this.filter, this.narrowed), this.sort);
		}
		if (changed.has('rows')) {
			this.columns = columns.filter(({ column }) => isKnown(this.rows, column));
			const contributions = this.rows.flatMap(({ demonstration }) => demonstration.contribution ?? []);
			this.bounds = { low: Math.min(0, ...contributions), high: Math.max(0, ...contributions) };
		}
		this.length = Math.max(this.length, this.currentIndex() + 1);
	}

	override updated(changed: PropertyValues): void {
		if (changed.has('selection') || changed.has('sort')) {
			this.bringIntoView();
		}
	}

	override render(): TemplateResult {
		const current = this.currentIndex();
		return html`<section aria-labelledby="table-title">
			<div class="section-head">
				<h2 id="table-title">
					${l10n.t('Demonstrations')}
					<span class="muted" role="status">${this.countText()}</span>
				</h2>
				<div class="actions">
					${this.narrowed === null ? nothing : this.narrowedChip()}
					<vscode-text-field
						class="filter"
						type="text"
						placeholder=${l10n.t('Filter')}
						.value=${this.filter}
						@input=${this.onFilter}
						>${l10n.t('Filter demonstrations')}</vscode-text-field
					>
				</div>
			</div>
			<div class="scroller">
				<table role="grid" aria-labelledby="table-title" aria-rowcount=${this.shown.length + 1}>
					<thead>
						<tr>
							${this.columns.map(column => this.columnHead(column))}
						</tr>
					</thead>
					<tbody @click=${this.onClick} @dblclick=${this.onDoubleClick} @keydown=${this.onKeyDown}>
						${repeat(
							this.shown.slice(0, this.length),
							({ demonstration }) => demonstration.id,
							(row, index) => this.row(row, index === Math.max(current, 0)),
						)}
					</tbody>
				</table>
				${this.shown.length === 0 ? html`<p class="empty">${l10n.t('No demonstration matches.')}</p>` : nothing}
				${
					this.shown.length > this.length
						? html`<p class="empty">
								<button class="link-button" @click=${this.onMore}>
									${l10n.t('Show {0} more', Math.min(pageLength, this.shown.length - this.length).toLocaleString('en'))}
								</button>
							</p>`
						: nothing
				}
			</div>
		</section>`;
	}

	private countText(): string {
		const all = this.rows.length.toLocaleString('en');
		return this.shown.length === this.rows.length
			? all
			: l10n.t('{0} of {1}', this.shown.length.toLocaleString('en'), all);
	}

	private narrowedChip(): TemplateResult {
		return html`<button
			class="plain-button chip"
			aria-label=${l10n.t('Show all regions again')}
			@click=${() => this.act({ kind: 'narrow', region: null })}
		>
			<bdi>${plainLine(this.narrowedName)}</bdi> ×
		</button>`;
	}

	private columnHead({ column, title, measure }: Column): TemplateResult {
		const reason = measure === undefined ? undefined : doubt(this.trust, measure);
		const sorted = this.sort.column === column;
		const order = !sorted ? 'none' : this.sort.descending ? 'descending' : 'ascending';
		return html`<th scope="col" class="column-${column}" aria-sort=${order}>
			<button class="plain-button" @click=${() => this.sortBy({ column, descending: sorted && !this.sort.descending })}>
				${title()}${reason === undefined ? nothing : html` <span title=${reason}>≈<span class="visually-hidden">, ${l10n.t('indicative')}</span></span>`}<span
					class="arrow"
					aria-hidden="true"
					>${sorted ? (this.sort.descending ? '↓' : '↑') : ''}</span
				>
			</button>
		</th>`;
	}

	private row(row: TableRow, reachable: boolean): TemplateResult {
		const { id } = row.demonstration;
		const selected = this.selection.includes(id);
		return html`<tr data-id=${id} tabindex=${reachable ? 0 : -1} aria-selected=${selected ? 'true' : 'false'}>
			${guard([row, this.bounds, this.columns], () =>
				this.columns.map(({ column, cell }) => html`<td class="column-${column}">${cell(row, this.bounds)}</td>`),
			)}
		</tr>`;
	}

	private readonly onFilter = (event: Event) => {
		if (event.target instanceof HTMLElement && 'value' in event.target) {
			this.filter = String(event.target.value);
			this.length = pageLength;
		}
	};

	private readonly onMore = () => {
		this.length += pageLength;
	};

	private readonly onClick = (event: Event) => {
		const id = rowId(event);
		if (id !== undefined) {
			this.act({ kind: 'select', id });
		}
	};

	private readonly onDoubleClick = (event: Event) => {
		const id = rowId(event);
		if (id !== undefined && this.interactive) {
			this.act({ kind: 'open', id });
		}
	};

	private readonly onKeyDown = (event: KeyboardEvent) => {
		const id = rowId(event);
		const index = this.shown.findIndex(({ demonstration }) => demonstration.id === id);
		const target = targetRow(event.key, index, this.shown.length);
		const next = target === undefined ? undefined : this.shown[target];
		if (next !== undefined) {
			event.preventDefault();
			this.focusWanted = true;
			this.act({ kind: 'select', id: next.demonstration.id });
		} else if (event.key === 'Enter' && id !== undefined && this.interactive) {
			event.preventDefault();
			this.act({ kind: 'open', id });
		}
	};

	/** Place of the first selected row among those shown, −1 where it is not shown. */
	private currentIndex(): number {
		return this.shown.findIndex(({ demonstration }) => demonstration.id === this.selection[0]);
	}

	/** Scrolls the table and never the page: the selection also moves while the user types in the editor. */
	private bringIntoView(): void {
		const row = this.renderRoot.querySelector<HTMLElement>('tbody tr[aria-selected="true"]');
		if (row === null) {
			return;
		}
		const head = this.renderRoot.querySelector('thead')?.clientHeight ?? 0;
		const { scrollTop, clientHeight } = this.scroller;
		if (row.offsetTop - head < scrollTop) {
			this.scroller.scrollTop = row.offsetTop - head;
		} else if (row.offsetTop + row.offsetHeight > scrollTop + clientHeight) {
			this.scroller.scrollTop = row.offsetTop + row.offsetHeight - clientHeight;
		}
		if (this.focusWanted) {
			this.focusWanted = false;
			row.focus({ preventScroll: true });
		}
	}

	static override readonly styles = [
		sharedStyles,
		demonstrationTextStyles,
		barStyles,
		signStyles,
		css`
			:host {
				container-type: inline-size;
			}
			.filter {
				width: min(200px, 100%);
			}
			/* The control takes its accessible name from its content; the placeholder shows what it is for. */
			.filter::part(label) {
				display: none;
			}
			.chip {
				max-width: 200px;
				overflow: hidden;
				text-overflow: ellipsis;
				line-height: 20px;
				border: 1px solid var(--panel-border);
				border-radius: 11px;
				padding-inline: 10px;
				white-space: nowrap;
				color: var(--vscode-foreground);
			}
			.scroller {
				position: relative;
				max-height: min(70vh, 640px);
				overflow: auto;
				border: 1px solid var(--panel-border);
				border-radius: 6px;
			}
			table {
				width: 100%;
				table-layout: fixed;
				border-collapse: separate;
				border-spacing: 0;
			}
			thead th {
				position: sticky;
				top: 0;
				z-index: 1;
				padding: 0;
				font-weight: 600;
				text-align: start;
				background: var(--vscode-editor-background);
				border-block-end: 1px solid var(--panel-border);
			}
			thead .plain-button {
				width: 100%;
				padding: 8px 10px;
				white-space: nowrap;
				overflow: hidden;
				text-overflow: ellipsis;
			}
			thead .plain-button:focus-visible {
				outline-offset: -2px;
			}
			.arrow {
				margin-inline-start: 4px;
			}
			td {
				padding: 6px 10px;
				vertical-align: top;
				border-block-end: 1px solid color-mix(in srgb, var(--panel-border) 60%, transparent);
			}
			tbody tr:last-child td {
				border-block-end: 0;
			}
			tbody tr {
				cursor: pointer;
			}
			tbody tr:hover {
				background: var(--vscode-list-hoverBackground);
			}
			tbody tr[aria-selected='true'] {
				background: var(--vscode-list-activeSelectionBackground);
				color: var(--vscode-list-activeSelectionForeground);
				outline: 1px dashed var(--vscode-contrastActiveBorder, transparent);
				outline-offset: -1px;
			}
			tr[aria-selected='true'] > td:first-child {
				box-shadow: inset 3px 0 0 var(--vscode-focusBorder);
			}
			tr[aria-selected='true'] .muted {
				color: inherit;
				opacity: 0.8;
			}
			tbody tr:focus-visible {
				outline: 1px solid var(--vscode-focusBorder);
				outline-offset: -1px;
			}
			.clamped {
				display: -webkit-box;
				-webkit-box-orient: vertical;
				-webkit-line-clamp: 2;
				overflow: hidden;
			}
			.clamped > .demonstration-text {
				display: block;
			}
			.folded {
				display: none;
			}
			.column-id {
				width: 56px;
			}
			.column-output {
				width: 16%;
			}
			.column-contribution {
				width: 124px;
			}
			.measure {
				display: grid;
				grid-template-columns: 1fr 44px;
				align-items: center;
				gap: 8px;
				text-align: end;
			}
			.column-twin {
				width: 88px;
			}
			.column-vScore {
				width: 92px;
			}
			.column-tokens {
				width: 80px;
			}
			.column-region {
				width: 15%;
				overflow-wrap: anywhere;
			}
			.column-findings {
				width: 136px;
			}
			.finding {
				display: flex;
				gap: 6px;
				overflow-wrap: anywhere;
			}
			.finding .sign {
				margin-block-start: 2px;
			}
			.finding + .finding {
				margin-block-start: 2px;
			}
			@media print {
				.scroller {
					max-height: none;
					overflow: visible;
				}
			}
			@container (max-width: 1100px) {
				.column-tokens {
					display: none;
				}
			}
			@container (max-width: 940px) {
				.column-region {
					display: none;
				}
			}
			@container (max-width: 760px) {
				.column-output,
				.column-vScore {
					display: none;
				}
				.folded {
					display: -webkit-box;
					-webkit-line-clamp: 1;
				}
			}
			@container (max-width: 560px) {
				.column-twin {
					display: none;
				}
				.column-contribution {
					width: 72px;
				}
				.column-findings {
					width: 104px;
				}
				.measure {
					grid-template-columns: 1fr;
					gap: 4px;
					text-align: start;
				}
			}
		`,
	];
}

interface Bounds {
	readonly low: number;
	readonly high: number;
}

interface Column {
	readonly column: SortColumn;
	readonly title: () => string;
	/** What its trust depends on. */
	readonly measure?: keyof Trust;
	cell(row: TableRow, contributions: Bounds): unknown;
}

const columns: readonly Column[] = [
	{ column: 'id', title: () => '#', cell: ({ demonstration, numbers }) => number(numbers.get(demonstration.id)) },
	{
		column: 'input',
		title: () => l10n.t('Input'),
		cell: ({ demonstration }) =>
			html`<div class="clamped">${demonstrationText(demonstration.input, 'line')}</div>
				<div class="clamped folded muted">${demonstrationText(demonstration.output, 'line')}</div>`,
	},
	{
		column: 'output',
		title: () => l10n.t('Output'),
		cell: ({ demonstration }) => html`<div class="clamped">${demonstrationText(demonstration.output, 'line')}</div>`,
	},
	{
		column: 'contribution',
		title: () => l10n.t('Adds'),
		measure: 'diversity',
		cell: ({ demonstration: { contribution } }, { low, high }) =>
			contribution === undefined
				? nothing
				: html`<div class="measure">${bar(contribution, low, high)} ${number(signed(contribution, 2))}</div>`,
	},
	{
		column: 'twin',
		title: () => l10n.t('Twin'),
		measure: 'diversity',
		cell: ({ demonstration: { twin }, numbers }) =>
			twin === undefined
				? nothing
				: number(html`${numbers.get(twin.id)}<span class="muted"> · ${percent(twin.similarity)}</span>`),
	},
	{
		column: 'vScore',
		title: () => 'V-Score',
		measure: 'consistency',
		cell: ({ demonstration: { vScore } }) => (vScore === undefined ? nothing : number(signed(vScore.bitsPerToken, 2))),
	},
	{
		column: 'tokens',
		title: () => l10n.t('Tokens'),
		cell: ({ demonstration }) => number(demonstration.tokens ?? nothing),
	},
	{
		column: 'region',
		title: () => l10n.t('Region'),
		cell: ({ region }) =>
			region === undefined ? nothing : html`<div class="clamped"><bdi>${plainLine(region.name)}</bdi></div>`,
	},
	{
		column: 'findings',
		title: () => l10n.t('Findings'),
		cell: ({ findings }) =>
			html`<ul aria-label=${findings.length === 0 ? nothing : counted(findings.length, 'finding')}>
				${findings.map(
					({ rule, severity, message }) =>
						html`<li class="finding" title=${plainLine(message)}>
							${sign(severity)} <span>${ruleName(rule)}</span>
						</li>`,
				)}
			</ul>`,
	},
];

function number(content: unknown): TemplateResult {
	return html`<span class="number">${content}</span>`;
}

/** Without a probe's readings, most columns would stand empty. */
function isKnown(rows: readonly TableRow[], column: SortColumn): boolean {
	return column === 'findings' || rows.some(({ demonstration }) => demonstration[column] !== undefined);
}

function targetRow(key: string, index: number, length: number): number | undefined {
	const last = length - 1;
	switch (key) {
		case 'ArrowDown':
			return Math.min(index + 1, last);
		case 'ArrowUp':
			return Math.max(index - 1, 0);
		case 'PageDown':
			return Math.min(index + 10, last);
		case 'PageUp':
			return Math.max(index - 10, 0);
		case 'Home':
			return 0;
		case 'End':
			return last;
		default:
			return undefined;
	}
}

function rowId({ target }: Event): string | undefined {
	const row = target instanceof Element ? target.closest<HTMLElement>('tr[data-id]') : null;
	return row?.dataset['id'];
}
