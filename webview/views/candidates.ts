import * as l10n from '@vscode/l10n';
import { LitElement, css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { RegionView, Trust } from '../../src/protocol/analysis';
import type { Review } from '../../src/protocol/review';
import type { Act } from '../action';
import { bringIntoPage, focusInPage } from '../bringIntoPage';
import { demonstrationTextStyles } from '../components/demonstrationText';
import { candidateTitle } from '../components/candidateTitle';
import { sharedStyles } from '../components/sharedStyles';
import { ledgerText } from '../ledgerText';
import { counted, decimal, grouped } from '../numberText';
import type { Draft } from '../place';
import { plainLine } from '../textParts';
import { candidateCard, candidateCardStyles } from './candidateCard';
import { rejectedStyles, rejectedView } from './rejectedProposals';

const usualThreshold = 0.1;
/**
 * How long after the focus the words come, in milliseconds. Orca drops words among very many changes of the page: those of
 * a rejection come at once, those of an acceptance with the reading that follows it.
 */
const wordsAfterMs = { accept: 0, reject: 500 } as const;

/** Proposed demonstrations to look at, edit, accept or reject, and what became of the others. */
export class Candidates extends LitElement {
	@property({ attribute: false }) review!: Review;
	@property({ attribute: false }) regions: readonly RegionView[] = [];
	@property({ attribute: false }) trust: Trust | null = null;
	@property({ type: Boolean }) interactive = false;
	@property({ attribute: false }) draft: Draft | null = null;
	/** Why the last thing that was asked for was not done. */
	@property({ attribute: false }) refusal: string | null = null;
	@property({ attribute: false }) act: Act = () => undefined;
	@property({ attribute: false }) edit: (draft: Draft | null) => void = () => undefined;

	@state() private threshold = usualThreshold;
	/** The candidate that is to be rejected as soon as a reason is given. */
	@state() private rejecting: string | null = null;
	/** The one whose reason has been asked for. */
	private asked: string | null = null;

	/** What is under way to be accepted or rejected, and what becomes of it. */
	private leaving: Leaving | undefined;
	/** Place in the list of what had the focus when it was accepted or rejected. */
	private left: number | undefined;
	/** What had the focus before the list changed, and its place: what is moved to another place loses it. */
	private held: Held | undefined;
	/** What a screen reader says: what was done, and what comes next. */
	@state() private told = '';

	override willUpdate(changed: PropertyValues<this>): void {
		const { candidates } = this.review;
		this.held = changed.has('review') ? this.focused() : undefined;
		if (changed.has('review') && this.leaving !== undefined) {
			const { kind, ids, place } = this.leaving;
			if (!candidates.some(({ id }) => ids.includes(id))) {
				const next = Math.min(place, candidates.length - 1);
				const candidate = candidates[next];
				const outcome = [
					outcomes[kind](ids.length),
					candidate === undefined ? l10n.t('None is left.') : candidateTitle(next + 1, candidate.gain, candidate.input),
				].join(' ');
				setTimeout(() => (this.told = outcome), wordsAfterMs[kind]);
				this.left = place;
				this.leaving = undefined;
				this.rejecting = null;
			}
		}
	}

	override render(): TemplateResult {
		const { candidates, rejected } = this.review;
		return html`<section aria-labelledby="candidates-title">
			<p class="visually-hidden" role="status">${this.told}</p>
			<div class="section-head">
				<h2 id="candidates-title" tabindex="-1">
					${l10n.t('Candidates')}
					<span class="muted">${candidates.length === 0 ? l10n.t('none left') : candidates.length}</span>
				</h2>
				${this.interactive ? this.listActions() : nothing}
			</div>
			${this.refusal === null ? nothing : html`<p class="refusal">${plainLine(this.refusal)}</p>`} ${this.runs()}
			${candidates.length === 0 ? nothing : [this.change(), this.list()]} ${rejectedView(rejected)}
		</section>`;
	}

	override updated(changed: PropertyValues<this>): void {
		if (changed.has('review') && this.left !== undefined) {
			this.focusPlace(this.left);
			this.left = undefined;
		} else if (this.held !== undefined && this.shadowRoot?.activeElement !== this.held.element) {
			const { element, place } = this.held;
			if (element.isConnected) {
				focusInPage(element);
			} else {
				this.focusPlace(place);
			}
		}
		if (changed.has('draft') && this.draft !== null && changed.get('draft')?.id !== this.draft.id) {
			this.focusOn('textarea');
		}
		if (this.asked !== this.rejecting) {
			this.asked = this.rejecting;
			this.focusOn('.why');
		}
	}

	private focusOn(selector: string): void {
		const element = this.renderRoot.querySelector<HTMLElement>(selector);
		if (element !== null) {
			focusInPage(element);
		}
	}

	private focused(): Held | undefined {
		const element = this.shadowRoot?.activeElement;
		return element instanceof HTMLElement
			? { element, place: this.cards().findIndex(card => card.contains(element)) }
			: undefined;
	}

	private cards(): readonly Element[] {
		return [...this.renderRoot.querySelectorAll('.candidate')];
	}

	/** Focuses the candidate at a place in the list, the last one behind its end, and the heading where there is none. */
	private focusPlace(place: number): void {
		const cards = this.cards();
		const next = cards[Math.min(place, cards.length - 1)]?.querySelector<HTMLElement>('vscode-button');
		const target = next ?? this.renderRoot.querySelector<HTMLElement>('#candidates-title');
		if (target !== null) {
			focusInPage(target);
		}
	}

	/** Brings the card of a candidate into view, and the focus to its heading. */
	reveal(id: string): void {
		const place = this.review.candidates.findIndex(candidate => candidate.id === id);
		const heading = this.renderRoot.querySelector<HTMLElement>(`#candidate-${place + 1}`);
		if (heading !== null) {
			bringIntoPage(heading);
			heading.focus({ preventScroll: true });
		}
	}

	private listActions(): TemplateResult {
		const { candidates } = this.review;
		const ids = candidates.map(({ id }) => id);
		const above = candidates.filter(({ gain, stale }) => gain > this.threshold && stale !== true).map(({ id }) => id);
		return candidates.length === 0
			? html`<vscode-button appearance="secondary" @click=${() => this.act({ kind: 'clearReview' })}
					>${l10n.t('Clear')}</vscode-button
				>`
			: html`<div class="actions">
					<label class="above">
						<span class="muted">${l10n.t('Gain above')}</span>
						<input
							class="threshold"
							type="number"
							step="0.05"
							.value=${String(this.threshold)}
							@input=${(event: InputEvent) => {
								if (event.target instanceof HTMLInputElement && !Number.isNaN(event.target.valueAsNumber)) {
									this.threshold = event.target.valueAsNumber;
								}
							}}
						/>
					</label>
					<vscode-button
						appearance="secondary"
						?disabled=${above.length === 0}
						@click=${() => this.settle({ kind: 'accept', candidates: above })}
						>${l10n.t('Accept {0}', above.length)}</vscode-button
					>
					<vscode-button
						appearance="secondary"
						?disabled=${above.length === 0}
						@click=${() => this.act({ kind: 'preview', candidates: above })}
						>${l10n.t('Compare {0}', above.length)}</vscode-button
					>
					<vscode-button
						appearance="secondary"
						@click=${() => this.settle({ kind: 'reject', candidates: ids, why: '' })}
						>${l10n.t('Reject all')}</vscode-button
					>
				</div>`;
	}

	private runs(): TemplateResult | typeof nothing {
		const [latest, ...earlier] = this.review.runs.map(
			({ strategy, source, considered, found, unusable = 0, ledger, stopped }) =>
				html`<p class="run muted">
					${strategy === 'pool' ? l10n.t('From the pool') : l10n.t('By {0} with', strategy)}
					<bdi>${plainLine(source)}</bdi>:
					${l10n.t('{0} of {1}', counted(found, 'candidate'), counted(considered, 'proposal'))}${unusable > 0 ? html`, ${unusableAnswers(unusable)}` : nothing}${ledger === undefined ? nothing : html`; ${ledgerText(ledger)}`}.
					${stopped === undefined ? nothing : ending(stopped)}
				</p>`,
		);
		if (latest === undefined) {
			return nothing;
		}
		return earlier.length === 0
			? latest
			: html`${latest}
					<details class="earlier">
						<summary class="muted">${counted(earlier.length, 'earlier run')}</summary>
						${earlier}
					</details>`;
	}

	private change(): TemplateResult | typeof nothing {
		const { candidates, gVendi } = this.review;
		const additions = candidates.filter(({ replaces }) => replaces === undefined).length;
		return additions === 0
			? nothing
			: html`<p class="change">
					${l10n.t('Diversity')} <span class="number">${decimal(gVendi.before, 1)}</span>
					<span class="muted" aria-hidden="true">→</span><span class="visually-hidden">${l10n.t('to')}</span>
					<strong class="number">${decimal(gVendi.after, 1)}</strong>
					<span class="muted">${additions === 1 ? l10n.t('with it') : l10n.t('with all {0}', additions)}</span>
				</p>`;
	}

	private list(): TemplateResult {
		const events = { act: this.settle, edit: this.edit, askReason: (id: string | null) => (this.rejecting = id) };
		return html`<ul class="candidates">
			${repeat(
				this.review.candidates,
				({ id }) => id,
				(candidate, index) =>
					candidateCard(
						{
							candidate,
							number: index + 1,
							region: this.regions.find(({ id }) => id === candidate.region),
							trust: this.trust,
							interactive: this.interactive,
							draft: this.draft?.id === candidate.id ? this.draft : null,
							isRejecting: this.rejecting === candidate.id,
						},
						events,
					),
			)}
		</ul>`;
	}

	/** Asks for it, and remembers where the focus goes once that is done. */
	private readonly settle: Act = action => {
		if (action.kind === 'accept' || action.kind === 'reject') {
			const ids = action.candidates;
			const place = this.review.candidates.findIndex(({ id }) => ids.includes(id));
			this.leaving = { kind: action.kind, ids, place };
			this.told = '';
		}
		this.act(action);
	};

	static override readonly styles = [
		sharedStyles,
		demonstrationTextStyles,
		candidateCardStyles,
		rejectedStyles,
		css`
			.candidates {
				display: grid;
				grid-template-columns: repeat(auto-fill, minmax(min(100%, 330px), 1fr));
				gap: 12px;
			}
			.change {
				margin-block-end: 12px;
			}
			.change .number {
				font-size: 1.3em;
			}
			.run,
			.earlier {
				margin-block-end: 8px;
				overflow-wrap: anywhere;
			}
			.earlier summary {
				cursor: pointer;
			}
			.refusal {
				margin-block-end: 8px;
				color: var(--vscode-errorForeground);
				overflow-wrap: anywhere;
			}
			.above {
				display: flex;
				align-items: center;
				gap: 6px;
			}
			.threshold {
				width: 5em;
			}
			#candidates-title:focus {
				outline: none;
			}
		`,
	];
}

interface Held {
	readonly element: HTMLElement;
	/** In the list, from 0 on; −1 outside. */
	readonly place: number;
}

interface Leaving {
	readonly kind: 'accept' | 'reject';
	readonly ids: readonly string[];
	readonly place: number;
}

const outcomes = {
	accept: (count: number) =>
		count === 1 ? l10n.t('1 candidate accepted.') : l10n.t('{0} candidates accepted.', grouped(count)),
	reject: (count: number) =>
		count === 1 ? l10n.t('1 candidate rejected.') : l10n.t('{0} candidates rejected.', grouped(count)),
} as const satisfies Record<Leaving['kind'], (count: number) => string>;

/** Why a run ended; nothing where it found what was wanted. */
function ending({ reason, message }: NonNullable<Review['runs'][number]['stopped']>): string {
	switch (reason) {
		case 'enough':
			return '';
		case 'budget':
			return l10n.t('The budget ended it.');
		case 'no-gain':
			return l10n.t('It ended because twenty calls in a row brought next to nothing.');
		case 'exhausted':
			return l10n.t('The strategy has no more to propose.');
		case 'failure':
			return l10n.t('It ended early: {0}', plainLine(message ?? ''));
	}
}

export function unusableAnswers(count: number): string {
	return count === 1 ? l10n.t('1 answer unusable') : l10n.t('{0} answers unusable', grouped(count));
}
