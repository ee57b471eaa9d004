import * as l10n from '@vscode/l10n';
import { LitElement, css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { guard } from 'lit/directives/guard.js';
import { ref } from 'lit/directives/ref.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Trust } from '../../src/protocol/analysis';
import type { Act } from '../action';
import { bar, barStyles } from '../components/bar';
import { candidateSign, candidateSignStyles } from '../components/candidateSign';
import { demonstrationText, demonstrationTextStyles } from '../components/demonstrationText';
import { sharedStyles } from '../components/sharedStyles';
import { sign, signStyles } from '../components/sign';
import { doubt } from '../components/trustMark';
import { ruleName } from '../explanations';
import { counted, grouped, percent, signed } from '../numberText';
import { plainLine } from '../textParts';
import { rowName } from './rowName';
import { drawnRows, pageOf, rowPieces, scrolledTo, type RowPiece, type RowRange, type Viewport } from './rowWindow';
import { filterRows, sortRows, type SortColumn, type SortOrder, type TableRow } from './tableRows';

/** Until they are measured. */
const usualRowHeight = 56;
const firstRows: RowRange = { start: 0, end: 40 };

/**
 * The demonstrations in a table: everything that the map shows, and more, for sorting, filtering and the keyboard. Only
 * the rows that are seen, some around them and the current one are drawn, all of one height.
 */
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
	@state() private drawn: RowRange = firstRows;
	@state() private rowHeight = usualRowHeight;
	/** On paper there is no scrolling. */
	@state() private isPrinted = false;
	@query('.scroller') private readonly scroller!: HTMLElement;

	private shown: readonly TableRow[] = [];
	private columns: readonly Column[] = [];
	private bounds: Bounds = { low: 0, high: 0 };
	private focusWanted = false;
	/** Row that had the focus before the present update. */
	private focused: string | undefined;
	private readonly resizing = new ResizeObserver(() => this.follow());

	override connectedCallback(): void {
		super.connectedCallback();
		this.resizing.observe(this);
		window.addEventListener('beforeprint', this.beforePrint);
		window.addEventListener('afterprint', this.afterPrint);
	}

	override disconnectedCallback(): void {
		super.disconnectedCallback();
		this.resizing.disconnect();
		window.removeEventListener('beforeprint', this.beforePrint);
		window.removeEventListener('afterprint', this.afterPrint);
	}

	override willUpdate(changed: PropertyValues): void {
		if (['rows', 'narrowed', 'sort', 'filter'].some(name => changed.has(name))) {
			this.shown = sortRows(filterRows(this.rows, this.filter, this.narrowed), this.sort);
		}
		if (changed.has('rows')) {
			this.columns = columns.filter(({ column }) => isKnown(this.rows, column));
			const contributions = this.rows.flatMap(({ demonstration }) => demonstration.contribution ?? []);
			this.bounds = { low: Math.min(0, ...contributions), high: Math.max(0, ...contributions) };
		}
		this.focused = this.focusedRow();
	}

	override updated(changed: PropertyValues): void {
		if (changed.has('filter')) {
			this.scroller.scrollTop = 0;
		}
		if (changed.has('selection') || changed.has('sort')) {
			this.bringIntoView();
		}
		this.follow();
		this.keepFocus();
	}

	override render(): TemplateResult {
		const current = Math.max(this.currentIndex(), 0);
		const count = this.shown.length;
		const drawn = this.isPrinted ? { start: 0, end: count } : { ...this.drawn, end: Math.min(this.drawn.end, count) };
		return html`<section aria-labelledby="table-title">
			<div class="section-head">
				<h2 id="table-title">
					${l10n.t('Demonstrations')}
					<span class="muted">${this.countText()}</span>
				</h2>
				<p class="visually-hidden" role="status">
					${this.filter === '' && this.narrowed === null ? nothing : this.countText()}
				</p>
				<div class="actions">
					${this.narrowed === null ? nothing : this.narrowedChip()}
					<vscode-text-field
						class="filter"
						type="text"
						placeholder=${l10n.t('Filter')}
						.value=${this.filter}
						@input=${this.onFilter}
						@keydown=${this.onFilterKeyDown}
						>${l10n.t('Filter demonstrations')}</vscode-text-field
					>
				</div>
			</div>
			<div class="scroller" @scroll=${this.follow}>
				<table role="grid" aria-labelledby="table-title" aria-rowcount=${count + 1}>
					<thead>
						<tr aria-rowindex="1">
							${this.columns.map(column => this.columnHead(column))}
						</tr>
					</thead>
					<tbody @click=${this.onClick} @dblclick=${this.onDoubleClick} @keydown=${this.onKeyDown}>
						${repeat(
							rowPieces(drawn, current, count),
							piece => this.keyOf(piece),
							piece => this.piece(piece, current),
						)}
					</tbody>
				</table>
				${count === 0 ? html`<p class="empty">${l10n.t('No demonstration matches.')}</p>` : nothing}
			</div>
		</section>`;
	}

	private countText(): string {
		const candidates = this.rows.filter(({ candidate }) => candidate !== undefined).length;
		const own = grouped(this.rows.length - candidates);
		const all = candidates === 0 ? own : l10n.t('{0} and {1}', own, counted(candidates, 'candidate'));
		return this.shown.length === this.rows.length ? all : l10n.t('{0} of {1}', grouped(this.shown.length), all);
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

	private keyOf(piece: RowPiece): string | undefined {
		return piece.kind === 'gap' ? piece.key : `row-${this.shown[piece.index]?.demonstration.id}`;
	}

	private piece(piece: RowPiece, current: number): TemplateResult | typeof nothing {
		if (piece.kind === 'gap') {
			const height = `${piece.rows * this.rowHeight}px`;
			// The page's policy forbids style attributes, but not this.
			return html`<tr
				class="gap"
				aria-hidden="true"
				${ref(element => {
					if (element instanceof HTMLElement) {
						element.style.height = height;
					}
				})}
			></tr>`;
		}
		const row = this.shown[piece.index];
		return row === undefined ? nothing : this.row(row, piece.index, piece.index === current);
	}

	private row(row: TableRow, index: number, reachable: boolean): TemplateResult {
		const { id } = row.demonstration;
		const selected = this.selection.includes(id);
		return html`<tr
			data-id=${id}
			tabindex=${reachable ? 0 : -1}
			aria-rowindex=${index + 2}
			aria-label=${rowName(row)}
			aria-selected=${selected ? 'true' : 'false'}
		>
			${guard([row, this.bounds, this.columns], () =>
				this.columns.map(
					({ column, cell }) =>
						html`<td class="column-${column}"><div class="cell">${cell(row, this.bounds)}</div></td>`,
				),
			)}
		</tr>`;
	}

	private readonly onFilter = (event: Event) => {
		if (event.target instanceof HTMLElement && 'value' in event.target) {
			this.filter = String(event.target.value);
		}
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
		const target = targetRow(event.key, index, this.shown.length, pageOf(this.viewport()));
		const next = target === undefined ? undefined : this.shown[target];
		if (next !== undefined) {
			event.preventDefault();
			this.focusWanted = true;
			this.act({ kind: 'select', id: next.demonstration.id });
		} else if (event.key === 'Enter' && id !== undefined && this.interactive) {
			event.preventDefault();
			this.act({ kind: 'open', id });
		} else if (event.key === 'Escape') {
			this.act({ kind: 'selectMany', ids: [] });
		}
	};

	private readonly onFilterKeyDown = (event: KeyboardEvent) => {
		if (event.key === 'Escape') {
			this.filter = '';
		}
	};

	/** Place of the first selected row among those shown, −1 where it is not shown. */
	private currentIndex(): number {
		return this.shown.findIndex(({ demonstration }) => demonstration.id === this.selection[0]);
	}

	/** Scrolls the table and never the page: the selection also moves while the user types in the editor. */
	private bringIntoView(): void {
		const index = this.currentIndex();
		if (index < 0) {
			return;
		}
		this.scroller.scrollTop = scrolledTo(index, this.viewport());
		if (this.focusWanted) {
			this.focusWanted = false;
			this.rowElement(this.selection[0])?.focus({ preventScroll: true });
		}
	}

	/** Draws the rows that are seen now. */
	private readonly follow = () => {
		const drawnRow = this.renderRoot.querySelector('tbody tr[data-id]');
		const measured = drawnRow?.getBoundingClientRect().height ?? 0;
		if (measured > 0 && Math.abs(measured - this.rowHeight) > 0.01) {
			this.rowHeight = measured;
		}
		const drawn = drawnRows(this.viewport(), this.shown.length);
		if (drawn.start !== this.drawn.start || drawn.end !== this.drawn.end) {
			this.drawn = drawn;
		}
	};

	private viewport(): Viewport {
		const { scrollTop, clientHeight } = this.scroller;
		const headHeight = this.renderRoot.querySelector('thead')?.clientHeight ?? 0;
		return { scrollTop, height: clientHeight, headHeight, rowHeight: this.rowHeight };
	}

	/** A row that has the focus may be put elsewhere among the others, and loses it thereby. */
	private keepFocus(): void {
		if (this.focused !== undefined && this.focusedRow() === undefined) {
			this.rowElement(this.focused)?.focus({ preventScroll: true });
		}
	}

	private focusedRow(): string | undefined {
		return this.shadowRoot?.activeElement?.closest<HTMLElement>('tr[data-id]')?.dataset['id'];
	}

	private rowElement(id: string | undefined): HTMLElement | undefined {
		return [...this.renderRoot.querySelectorAll<HTMLElement>('tbody tr[data-id]')].find(
			row => row.dataset['id'] === id,
		);
	}

	/** What is printed is what stands there when this returns. */
	private readonly beforePrint = () => {
		this.isPrinted = true;
		this.performUpdate();
	};

	private readonly afterPrint = () => {
		this.isPrinted = false;
	};

	static override readonly styles = [
		sharedStyles,
		demonstrationTextStyles,
		barStyles,
		candidateSignStyles,
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
				overflow-anchor: none;
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
			/* Rows are of one height, whatever stands in them: so it is known where each of them is. */
			.scroller {
				--row-lines: 2;
			}
			td {
				height: calc(var(--row-lines) * 1lh + 13px);
				padding: 6px 10px;
				vertical-align: top;
				border-block-end: 1px solid color-mix(in srgb, var(--panel-border) 60%, transparent);
			}
			.cell {
				max-height: calc(var(--row-lines) * 1lh);
				overflow: hidden;
			}
			tr.gap,
			tr.gap:hover {
				background: none;
			}
			tbody tr[data-id] {
				cursor: pointer;
			}
			tbody tr[data-id]:hover {
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
				width: 64px;
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
				width: 152px;
			}
			.finding {
				display: flex;
				gap: 6px;
			}
			.finding .sign {
				margin-block-start: 2px;
			}
			.finding span {
				overflow: hidden;
				text-overflow: ellipsis;
				white-space: nowrap;
			}
			.more {
				padding-inline-start: 22px;
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
				.scroller {
					--row-lines: 3;
				}
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
			/* What the detail of the selected row says makes room for its text. */
			@container (max-width: 420px) {
				.column-contribution {
					display: none;
				}
				.column-id {
					width: 58px;
				}
				.column-findings {
					width: 96px;
				}
			}
		`,
	];
}

/** Findings that have room in a row. */
const findingLines = 2;

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
	{
		column: 'id',
		title: () => '#',
		cell: ({ label, candidate }) => (candidate === undefined ? number(label) : candidateLabel(label)),
	},
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
		cell: ({ demonstration: { twin }, numbers, candidate }) =>
			twin === undefined
				? candidate && number(html`<span class="muted">${percent(candidate.similarity)}</span>`)
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
		cell: ({ demonstration }) => number(demonstration.tokens === undefined ? nothing : grouped(demonstration.tokens)),
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
				${findings.map(({ rule, severity, message }, index) => {
					const isHidden = findings.length > findingLines && index >= findingLines - 1;
					return html`<li class=${isHidden ? 'visually-hidden' : 'finding'} title=${plainLine(message)}>
						${sign(severity)} <span>${ruleName(rule)}</span>
					</li>`;
				})}
				${
					findings.length > findingLines
						? html`<li class="more muted" aria-hidden="true">+${findings.length - findingLines + 1}</li>`
						: nothing
				}
			</ul>`,
	},
];

/** The sign that the map shows for it, too. */
function candidateLabel(label: string): TemplateResult {
	return html`<span class="number candidate-label"
		>${candidateSign()}<span class="visually-hidden">${l10n.t('Candidate')} </span>${label}</span
	>`;
}

function number(content: unknown): TemplateResult {
	return html`<span class="number">${content}</span>`;
}

/** Without a probe's readings, most columns would stand empty. */
function isKnown(rows: readonly TableRow[], column: SortColumn): boolean {
	return column === 'findings' || rows.some(({ demonstration }) => demonstration[column] !== undefined);
}

function targetRow(key: string, index: number, length: number, page: number): number | undefined {
	const last = length - 1;
	switch (key) {
		case 'ArrowDown':
			return Math.min(index + 1, last);
		case 'ArrowUp':
			return Math.max(index - 1, 0);
		case 'PageDown':
			return Math.min(index + page, last);
		case 'PageUp':
			return Math.max(index - page, 0);
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
