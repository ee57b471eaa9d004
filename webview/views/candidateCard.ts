import * as l10n from '@vscode/l10n';
import { css, html, nothing, type TemplateResult } from 'lit';
import type { RegionView, Trust } from '../../src/protocol/analysis';
import type { PendingCandidate } from '../../src/protocol/review';
import type { Act } from '../action';
import { demonstrationText, demonstrationTexts } from '../components/demonstrationText';
import { trustMark } from '../components/trustMark';
import { percent, signed } from '../numberText';
import type { Draft } from '../place';
import { plainLine } from '../textParts';

export interface CardShown {
	readonly candidate: PendingCandidate;
	/** Its place in the list, from 1 on. */
	readonly number: number;
	readonly region: RegionView | undefined;
	readonly trust: Trust | null;
	readonly interactive: boolean;
	/** The author's unsaved text, where this one is being edited. */
	readonly draft: Draft | null;
	/** Whether the author is asked for the reason of a rejection. */
	readonly isRejecting: boolean;
}

export interface CardEvents {
	readonly act: Act;
	readonly edit: (draft: Draft | null) => void;
	/** @param id the one to ask the reason for; nothing ends the asking */
	readonly askReason: (id: string | null) => void;
}

/** One candidate: what it says, what it would change, where it comes from, and what can be done with it. */
export function candidateCard(shown: CardShown, events: CardEvents): TemplateResult {
	const { candidate, number, draft, interactive } = shown;
	return html`<li class="card candidate" aria-labelledby=${`candidate-${number}`}>
		<div class="card-head">
			<h3 id=${`candidate-${number}`} tabindex="-1">${l10n.t('Candidate {0}', number)}</h3>
			<span class="marks">${marks(candidate)}</span>
		</div>
		${draft === null ? demonstrationTexts(candidate.input, candidate.output) : editor(candidate, number, draft, events)}
		${
			candidate.replaces === undefined
				? nothing
				: html`<p class="replaces">
						<span class="muted">${l10n.t('In place of')}</span> ${demonstrationText(candidate.replaces.input, 'line')}
						<span class="muted">→</span> ${demonstrationText(candidate.replaces.output, 'line')}
					</p>`
		}
		<div class="verdict">
			${verdict(shown)} ${provenanceView(candidate)} ${interactive ? buttons(shown, events) : nothing}
		</div>
	</li>`;
}

function marks({ original, stale }: PendingCandidate): TemplateResult | typeof nothing {
	if (original === undefined) {
		return nothing;
	}
	const measured = stale === true ? l10n.t('measuring again…') : l10n.t('measured again');
	return html`<span class="badge">${l10n.t('edited')}</span> <span class="badge">${measured}</span>`;
}

function verdict({ candidate, region, trust }: CardShown): TemplateResult {
	const { gain, similarity, vScore, replaces, stale } = candidate;
	return html`<p class="gain ${stale === true ? 'stale' : ''}">
			<strong class="number">${signed(gain, 2)}</strong>
			<span class="muted">${replaces === undefined ? l10n.t('diversity') : l10n.t('diversity, by the exchange')}</span>
			${trustMark(trust, 'diversity')}
		</p>
		<ul class="traits muted">
			${region === undefined ? nothing : html`<li><bdi>${plainLine(region.name)}</bdi>${region.sparse ? html`, ${l10n.t('sparse')}` : nothing}</li>`}
			<li>${l10n.t('{0} like its nearest', percent(similarity))}</li>
			${
				vScore === null
					? nothing
					: html`<li>${l10n.t('V-Score {0}', signed(vScore.bitsPerToken, 2))} ${trustMark(trust, 'consistency')}</li>`
			}
			<li>${votes(candidate)}</li>
		</ul>`;
}

/** "3 of 3 answers agree", and how they were compared. */
function votes({ verification, original, strategy }: PendingCandidate): string {
	if (verification !== undefined) {
		const { agreed, asked, comparison } = verification;
		return l10n.t('{0} of {1} answers agree ({2})', agreed, asked, comparisons[comparison]());
	}
	if (original !== undefined) {
		return l10n.t('not verified since the edit');
	}
	return strategy === 'pool' ? l10n.t('labelled in the pool') : l10n.t('not verified');
}

const comparisons = {
	label: () => l10n.t('same label'),
	number: () => l10n.t('same number'),
	json: () => l10n.t('same JSON'),
	text: () => l10n.t('same text'),
	judge: () => l10n.t('judged by the model'),
} as const;

function provenanceView({ strategy, origin, provenance, original }: PendingCandidate): TemplateResult {
	return html`<details class="provenance">
		<summary><span class="muted">${l10n.t('From {0},', strategy)}</span> <bdi>${plainLine(origin)}</bdi></summary>
		<dl>
			${
				provenance === undefined
					? nothing
					: html`<dt>${l10n.t('Model')}</dt>
							<dd><bdi>${plainLine(provenance.model)}</bdi></dd>
							<dt>${l10n.t('Prompt')}</dt>
							<dd><code>${provenance.prompt}</code></dd>
							<dt>${l10n.t('Parents')}</dt>
							<dd>${provenance.parents.length === 0 ? l10n.t('none') : plainLine(provenance.parents.join(', '))}</dd>`
			}
			${
				original === undefined
					? nothing
					: html`<dt>${l10n.t('Written as')}</dt>
							<dd>${demonstrationText(original.input, 'full')} → ${demonstrationText(original.output, 'full')}</dd>`
			}
		</dl>
	</details>`;
}

function editor(candidate: PendingCandidate, number: number, draft: Draft, { act, edit }: CardEvents): TemplateResult {
	const save = (): void => {
		if (draft.input === candidate.input && draft.output === candidate.output) {
			edit(null);
		} else {
			act({ kind: 'editCandidate', draft });
		}
	};
	const onKey = (event: KeyboardEvent): void => {
		if (event.key === 'Escape') {
			edit(null);
		} else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
			save();
		}
	};
	const field = (name: 'input' | 'output', label: string, fullName: string): TemplateResult =>
		html`<label class="field">
			<span class="muted">${label}</span>
			<textarea
				dir="auto"
				spellcheck="false"
				rows=${Math.min(8, draft[name].split('\n').length + 1)}
				aria-label=${fullName}
				.value=${draft[name]}
				@keydown=${onKey}
				@input=${(event: InputEvent) => {
					if (event.target instanceof HTMLTextAreaElement) {
						edit({ ...draft, [name]: event.target.value });
					}
				}}
			></textarea>
		</label>`;
	return html`<div class="editor">
		${field('input', l10n.t('Input'), l10n.t('Input of candidate {0}', number))}
		${field('output', l10n.t('Output'), l10n.t('Output of candidate {0}', number))}
		<div class="actions">
			<vscode-button @click=${save}>${l10n.t('Save and measure')}</vscode-button>
			<vscode-button appearance="secondary" @click=${() => edit(null)}>${l10n.t('Keep as it was')}</vscode-button>
		</div>
	</div>`;
}

function buttons({ candidate, number, draft, isRejecting }: CardShown, { act, edit, askReason }: CardEvents): unknown {
	const { id, input, output } = candidate;
	if (draft !== null) {
		return nothing;
	}
	if (isRejecting) {
		return reasonForm(id, number, act, askReason);
	}
	const button = (label: string, name: string, click: () => void, appearance = 'secondary'): TemplateResult =>
		html`<vscode-button appearance=${appearance} aria-label=${name} @click=${click}>${label}</vscode-button>`;
	return html`<div class="actions">
		${button(l10n.t('Accept'), l10n.t('Accept candidate {0}', number), () => act({ kind: 'accept', candidates: [id] }), 'primary')}
		${button(l10n.t('Compare'), l10n.t('Compare candidate {0}', number), () => act({ kind: 'preview', candidates: [id] }))}
		${button(l10n.t('Edit'), l10n.t('Edit candidate {0}', number), () => edit({ id, input, output }))}
		${button(l10n.t('Reject'), l10n.t('Reject candidate {0}', number), () => askReason(id))}
	</div>`;
}

function reasonForm(id: string, number: number, act: Act, askReason: CardEvents['askReason']): TemplateResult {
	const reject = (form: HTMLFormElement): void => {
		const why = new FormData(form).get('why');
		act({ kind: 'reject', candidates: [id], why: typeof why === 'string' ? why : '' });
	};
	return html`<form
		class="actions"
		@submit=${(event: SubmitEvent) => {
			event.preventDefault();
			if (event.target instanceof HTMLFormElement) {
				reject(event.target);
			}
		}}
		@keydown=${(event: KeyboardEvent) => {
			if (event.key === 'Escape') {
				askReason(null);
			}
		}}
	>
		<input
			class="why"
			name="why"
			placeholder=${l10n.t('Why? (may be left empty)')}
			maxlength="500"
			autocomplete="off"
			aria-label=${l10n.t('Reason for rejecting candidate {0}', number)}
		/>
		<vscode-button
			@click=${(event: Event) => {
				const form = event.target instanceof HTMLElement ? event.target.closest('form') : null;
				if (form !== null) {
					reject(form);
				}
			}}
			>${l10n.t('Reject')}</vscode-button
		>
		<vscode-button appearance="secondary" @click=${() => askReason(null)}>${l10n.t('Keep')}</vscode-button>
	</form>`;
}

export const candidateCardStyles = css`
	.candidate {
		display: flex;
		flex-direction: column;
		justify-content: space-between;
		gap: 12px;
	}
	.card-head {
		display: flex;
		flex-wrap: wrap;
		align-items: baseline;
		gap: 4px 8px;
	}
	h3 {
		font-size: 1em;
		font-weight: 600;
	}
	.replaces {
		overflow-wrap: anywhere;
	}
	.verdict,
	.editor {
		display: grid;
		gap: 8px;
	}
	.gain strong {
		font-size: 1.3em;
	}
	.gain.stale strong {
		text-decoration: line-through;
		font-weight: 400;
	}
	.traits {
		display: flex;
		flex-wrap: wrap;
		gap: 0 6px;
		overflow-wrap: anywhere;
	}
	.traits li:not(:last-child)::after {
		content: '·';
		padding-inline-start: 6px;
	}
	.provenance {
		overflow-wrap: anywhere;
	}
	.provenance summary {
		cursor: pointer;
		border-radius: 3px;
	}
	.provenance dl {
		display: grid;
		grid-template-columns: max-content 1fr;
		gap: 2px 8px;
		padding-block-start: 4px;
	}
	.provenance dt {
		color: var(--vscode-descriptionForeground);
	}
	.field {
		display: grid;
		gap: 4px;
	}
	textarea,
	.why,
	.threshold {
		font: inherit;
		color: var(--vscode-input-foreground);
		background: var(--vscode-input-background);
		border: 1px solid var(--vscode-input-border, var(--panel-border));
		border-radius: 2px;
		padding: 4px 6px;
	}
	textarea {
		width: 100%;
		resize: vertical;
		font-family: var(--vscode-editor-font-family);
	}
	.why {
		flex: 1 1 160px;
		min-width: 0;
	}
	textarea:focus-visible,
	.why:focus-visible,
	.threshold:focus-visible {
		outline: 1px solid var(--vscode-focusBorder);
		outline-offset: -1px;
	}
`;
