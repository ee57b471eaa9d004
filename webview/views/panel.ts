import * as l10n from '@vscode/l10n';
import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { query, state } from 'lit/decorators.js';
import { messageOf } from '../../src/base/errors';
import type { Analysis } from '../../src/protocol/analysis';
import {
	panelStateSchema,
	type ExportKind,
	type PanelHost,
	type PanelState,
	type PanelView,
} from '../../src/protocol/panel';
import type { PendingCandidate } from '../../src/protocol/review';
import type { PanelAction } from '../action';
import { announcement } from '../announcement';
import { candidateOfRow } from '../candidateRow';
import { barStyles } from '../components/bar';
import { demonstrationTextStyles } from '../components/demonstrationText';
import { sharedStyles } from '../components/sharedStyles';
import { signStyles } from '../components/sign';
import type { Connection } from '../connection';
import { drawExport } from '../export/drawExport';
import { nowhere, type Draft, type Place } from '../place';
import type { Candidates } from './candidates';
import { coverageStyles, coverageView } from './coverage';
import { detailStyles, detailView } from './detail';
import { evaluationStyles, evaluationView } from './evaluation';
import { historyStyles, historyView } from './history';
import { header, headerStyles } from './header';
import { modelMeasuresStyles, modelMeasuresView } from './modelMeasures';
import { regionsStyles, regionsView } from './regions';
import { scoresStyles, scoresView } from './scores';
import { tableRows, type SortOrder, type TableRow } from './tableRows';

/** The same list each time, so that the map is not laid out anew. */
const noCandidates: readonly PendingCandidate[] = [];

/** The panel: shows the host's state, and asks the host for everything that the user wants done. */
export class Panel extends LitElement implements PanelView {
	@state() private shown: PanelState | null = null;
	@state() private place: Place = nowhere;
	/** What stands selected; the place remembers the first. */
	@state() private selection: readonly string[] = [];
	/** Why the last thing that was asked of the host was not done. */
	@state() private refusal: string | null = null;

	@query('demoscope-candidates') private readonly candidateList!: Candidates | null;

	private connection: Connection | undefined;
	private rows: readonly TableRow[] = [];
	/** The last state in which nothing was under way. */
	private settled: PanelState | null = null;
	/** What a screen reader was told last. */
	private said = '';

	/** Shows what the host has, at the place where the user was. */
	async start(connection: Connection): Promise<void> {
		this.connection = connection;
		this.place = connection.place;
		this.selection = connection.place.selected === null ? [] : [connection.place.selected];
		await this.ask(async () => this.take(panelStateSchema.parse(await connection.host.ready())));
	}

	show(changes: Partial<PanelState>): Promise<void> {
		return this.shown === null
			? Promise.reject(new Error('the page has not been given its state yet'))
			: this.take({ ...this.shown, ...changes });
	}

	private take(state: PanelState): Promise<void> {
		const before = this.shown;
		if (before === null || state.analysis !== before.analysis || state.review !== before.review) {
			this.rows = state.analysis === null ? [] : tableRows(state.analysis, state.review?.candidates);
		}
		if (state.file !== this.place.file) {
			this.selection = [];
			this.go({ file: state.file, selected: null, region: null, draft: null });
		}
		this.dropDraft(state);
		this.said = announcement(state, before, this.settled) ?? this.said;
		this.settled = state.progress === null ? state : this.settled;
		this.shown = state;
		this.refusal = null;
		return Promise.resolve();
	}

	select(ids: readonly string[]): Promise<void> {
		this.selection = ids;
		this.go({ selected: ids[0] ?? null });
		return Promise.resolve();
	}

	draw(kind: ExportKind): Promise<string> {
		return this.shown === null
			? Promise.reject(new Error('the page has nothing to draw yet'))
			: Promise.resolve(this.shown).then(shown => drawExport(kind, shown, this));
	}

	override render(): TemplateResult {
		const { shown } = this;
		if (shown === null) {
			return html`<div class="page waiting">
				${this.refusal === null ? html`<p class="muted">${l10n.t('Loading…')}</p>` : html`<p role="alert">${this.refusal}</p>`}
			</div>`;
		}
		return html`<div class="page">
			<p class="visually-hidden" role="status">${this.said}</p>
			${header(shown, this.refusal ?? shown.failure, this.act)}
			<main>${shown.analysis === null ? this.nothingYet(shown) : this.content(shown, shown.analysis)}</main>
		</div>`;
	}

	private nothingYet({ file, progress, failure }: PanelState): TemplateResult | typeof nothing {
		if (file === null) {
			return html`<p class="card empty">
				${l10n.t('Open a file of demonstrations in the editor to see what it teaches.')}
			</p>`;
		}
		return progress === null && failure === null
			? html`<p class="card empty">
					${l10n.t('Not analyzed yet. Analyze reads every demonstration with the probe, on this machine.')}
				</p>`
			: nothing;
	}

	private content(shown: PanelState, analysis: Analysis): TemplateResult {
		const { interactive, review } = shown;
		const { regions, demonstrations, count } = analysis;
		if (demonstrations.length < count) {
			// Too many to be held: the scores are all there is.
			return html`${scoresView(analysis)} ${this.history(shown)}`;
		}
		const busy = shown.progress !== null;
		const hasMap = demonstrations.some(({ place }) => place !== undefined);
		const narrowedTo = regions.find(({ id }) => id === this.place.region);
		const narrowed = narrowedTo?.id ?? null;
		const selected = this.rows.find(({ demonstration }) => demonstration.id === this.selection[0]);
		return html`${scoresView(analysis)} ${this.history(shown)} ${coverageView(analysis, interactive, this.act)}
			<div class=${hasMap ? 'columns' : ''}>
				${hasMap ? this.map(analysis, review?.candidates ?? noCandidates, narrowed, interactive) : nothing}
				<div class="side">
					${detailView(selected, analysis.trust, interactive, this.act)}
					${regions.length === 0 ? nothing : regionsView({ regions, narrowed, interactive, busy }, this.act)}
				</div>
			</div>
			${
				review === null
					? nothing
					: html`<demoscope-candidates
							.review=${review}
							.regions=${regions}
							.trust=${analysis.trust}
							.interactive=${interactive}
							.draft=${this.place.draft}
							.refusal=${this.refusal}
							.act=${this.act}
							.edit=${this.edit}
						></demoscope-candidates>`
			}
			${shown.evaluation === null ? nothing : evaluationView(shown.evaluation, interactive, busy, this.act)}
			${modelMeasuresView({ analysis, interactive, busy }, this.act)}
			<demoscope-table
				.rows=${this.rows}
				.trust=${analysis.trust}
				.selection=${this.selection}
				.narrowed=${narrowed}
				.narrowedName=${narrowedTo?.name ?? ''}
				.sort=${this.place.sort}
				.interactive=${interactive}
				.act=${this.act}
				.sortBy=${this.sortBy}
			></demoscope-table>`;
	}

	private history({ history, interactive }: PanelState): TemplateResult | typeof nothing {
		return history.length === 0 ? nothing : historyView(history, interactive, this.act);
	}

	private map(
		analysis: Analysis,
		candidates: readonly PendingCandidate[],
		narrowed: number | null,
		interactive: boolean,
	): TemplateResult {
		return html`<section aria-labelledby="map-title">
			<div class="section-head">
				<h2 id="map-title">${l10n.t('Map')}</h2>
				<vscode-checkbox
					?checked=${this.place.twins}
					@change=${(event: Event) =>
						this.go({
							twins: event.target instanceof HTMLElement && 'checked' in event.target && event.target.checked === true,
						})}
					>${l10n.t('Join twins')}</vscode-checkbox
				>
			</div>
			<demoscope-map
				.analysis=${analysis}
				.candidates=${candidates}
				.selection=${this.selection}
				.narrowed=${narrowed}
				.twins=${this.place.twins}
				.interactive=${interactive}
				.act=${this.act}
			></demoscope-map>
		</section>`;
	}

	/** A draft whose candidate is gone is none any more. */
	private dropDraft({ review }: PanelState): void {
		const { draft } = this.place;
		if (draft !== null && review?.candidates.some(({ id }) => id === draft.id) !== true) {
			this.go({ draft: null });
		}
	}

	/** What was written stays until the host has taken it. */
	private async saveDraft(draft: Draft): Promise<void> {
		const isTaken = await this.ask(async () =>
			this.connection?.host.editCandidate(draft.id, draft.input, draft.output),
		);
		if (isTaken) {
			this.go({ draft: null });
		}
	}

	private readonly edit = (draft: Draft | null) => this.go({ draft });

	private readonly sortBy = (sort: SortOrder) => this.go({ sort });

	private readonly act = (action: PanelAction) => {
		const host = this.connection?.host;
		if (host === undefined) {
			return;
		}
		switch (action.kind) {
			case 'select':
				void this.select([action.id]);
				return;
			case 'selectMany':
				void this.select(action.ids);
				return;
			case 'narrow':
				this.go({ region: action.region });
				return;
			case 'open':
				void this.select([action.id]);
				this.open(action.id, host);
				return;
			case 'analyze':
				void this.ask(() => host.analyze());
				return;
			case 'cancel':
				void this.ask(() => host.cancel());
				return;
			case 'suggest':
				void this.ask(() => host.suggestFromPool(action.region));
				return;
			case 'measure':
				void this.ask(() => host.measureByModel(action.measure));
				return;
			case 'openUncovered':
				void this.ask(() => host.openUncovered(action.id));
				return;
			case 'chooseProbe':
				void this.ask(() => host.chooseProbe());
				return;
			case 'accept':
				void this.ask(() => host.accept(action.candidates));
				return;
			case 'reject':
				void this.ask(() => host.reject(action.candidates, action.why));
				return;
			case 'fill':
				void this.ask(() => host.fillRegion(action.region));
				return;
			case 'editCandidate':
				void this.saveDraft(action.draft);
				return;
			case 'extrapolate':
				void this.ask(() => host.extrapolate());
				return;
			case 'preview':
				void this.ask(() => host.preview(action.candidates));
				return;
			case 'clearReview':
				void this.ask(() => host.clearReview());
				return;
			case 'clearHistory':
				void this.ask(() => host.clearHistory());
				return;
			case 'export':
				void this.ask(() => host.export());
		}
	};

	/** A demonstration in the editor, a candidate at its card. */
	private open(id: string, host: PanelHost): void {
		const candidate = candidateOfRow(id);
		if (candidate === undefined) {
			void this.ask(() => host.openDemonstration(id));
		} else {
			this.candidateList?.reveal(candidate);
		}
	}

	private go(change: Partial<Place>): void {
		this.place = { ...this.place, ...change };
		this.connection?.rememberPlace(this.place);
	}

	/** Runs a request and shows its failure; tells whether there was none. */
	private async ask(request: () => Promise<unknown>): Promise<boolean> {
		this.refusal = null;
		try {
			await request();
			return true;
		} catch (error) {
			this.refusal = messageOf(error);
			return false;
		}
	}

	static override readonly styles = [
		sharedStyles,
		demonstrationTextStyles,
		barStyles,
		signStyles,
		headerStyles,
		evaluationStyles,
		...historyStyles,
		scoresStyles,
		detailStyles,
		...regionsStyles,
		coverageStyles,
		modelMeasuresStyles,
		css`
			:host {
				container-type: inline-size;
			}
			.page {
				display: grid;
				gap: 28px;
				max-width: 1320px;
				margin-inline: auto;
				padding: 24px clamp(16px, 3cqi, 32px) 48px;
			}
			.waiting {
				place-items: center;
				padding-block-start: 96px;
			}
			main {
				display: grid;
				grid-template-columns: minmax(0, 1fr);
				gap: 32px;
			}
			.columns {
				display: grid;
				grid-template-columns: minmax(0, 1fr);
				gap: 28px 24px;
				align-items: start;
			}
			.side {
				display: grid;
				grid-template-columns: minmax(0, 1fr);
				gap: 24px;
			}
			@container (min-width: 860px) {
				.columns {
					grid-template-columns: minmax(0, 1.65fr) minmax(300px, 1fr);
				}
			}
		`,
	];
}
