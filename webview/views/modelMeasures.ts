import { css, html, nothing, type TemplateResult } from 'lit';
import { numbersOf, type Analysis, type ReasoningStyles } from '../../src/protocol/analysis';
import type { ModelMeasure } from '../../src/protocol/panel';
import type { Act } from '../action';
import { bar } from '../components/bar';
import { explanations } from '../explanations';
import { counted, decimal } from '../numberText';
import { plainLine } from '../textParts';
import { card, figure } from './scores';

type LlmCluster = NonNullable<Analysis['llmCluster']>;

export interface ModelMeasuresShown {
	readonly analysis: Analysis;
	readonly interactive: boolean;
	readonly busy: boolean;
}

/** What a language model says of the set; in the editor with a way to ask it, which shows the cost first. */
export function modelMeasuresView(
	{ analysis, interactive, busy }: ModelMeasuresShown,
	act: Act,
): TemplateResult | typeof nothing {
	const { llmCluster, reasoningStyles, demonstrations, count, scores } = analysis;
	if (!interactive && llmCluster === undefined && reasoningStyles === undefined) {
		return nothing;
	}
	const ask = (measure: ModelMeasure, isKnown: boolean) =>
		interactive
			? html`<vscode-button
					appearance="secondary"
					?disabled=${busy || scores === null || count < 2}
					@click=${() => act({ kind: 'measure', measure })}
					>${isKnown ? 'Ask again…' : 'Ask…'}</vscode-button
				>`
			: nothing;
	return html`<section aria-labelledby="model-measures-title">
		<div class="section-head">
			<h2 id="model-measures-title">By a language model</h2>
			${
				interactive
					? html`<p class="muted">on request; calls and tokens are shown before anything is sent</p>`
					: nothing
			}
		</div>
		<ul class="cards model-measures">
			${
				interactive || llmCluster !== undefined
					? card(
							explanations.llmCluster,
							html`${llmCluster === undefined ? nothing : clusterBody(llmCluster)}
							${ask('llmCluster', llmCluster !== undefined)}`,
						)
					: nothing
			}
			${
				interactive || reasoningStyles !== undefined
					? card(
							explanations.reasoningStyles,
							html`${reasoningStyles === undefined ? nothing : stylesBody(reasoningStyles, numbersOf(demonstrations), act)}
							${ask('reasoningStyles', reasoningStyles !== undefined)}`,
						)
					: nothing
			}
		</ul>
	</section>`;
}

function clusterBody({
	score,
	standardError,
	clusters,
	size,
	groupings,
	unusable,
	model,
	ledger,
}: LlmCluster): TemplateResult {
	return html`${figure(decimal(score, 2), standardError === null ? '' : `± ${decimal(standardError, 2)}`)}
		<p class="muted">
			${decimal(clusters, 1)} groups of ${decimal(size, 1)} on average, in ${counted(groupings, 'grouping')}
		</p>
		${accountLine(model, ledger, unusable === 0 ? '' : `; ${counted(unusable, 'answer')} unusable`)}`;
}

function stylesBody(
	{ share, styles, missing, labelled, unusable, model, ledger }: ReasoningStyles,
	numbers: ReadonlyMap<string, number>,
	act: Act,
): TemplateResult {
	const shown = styles.filter(({ demonstrations }) => demonstrations.length > 0);
	return html`${figure(String(styles.length - missing.length), `of ${counted(styles.length, 'style')}`)}
		${bar(share, 0, 1)}
		<dl class="styles">
			${shown.map(
				({ name, demonstrations }) =>
					html`<div>
						<dt dir="auto">${plainLine(name)}</dt>
						<dd>
							${demonstrations.map(
								id =>
									html`<button
										class="link-button number"
										aria-label=${`Select demonstration ${numbers.get(id) ?? id}`}
										@click=${() => act({ kind: 'select', id })}
									>
										${numbers.get(id) ?? id}
									</button> `,
							)}
						</dd>
					</div>`,
			)}
			${
				missing.length === 0
					? nothing
					: html`<div>
							<dt><strong>Missing</strong></dt>
							<dd>${missing.map(name => html`<bdi class="badge sparse">${plainLine(name)}</bdi> `)}</dd>
						</div>`
			}
		</dl>
		${accountLine(
			model,
			ledger,
			`; ${counted(labelled, 'demonstration')} labelled${unusable === 0 ? '' : `, ${unusable} could not be`}`,
		)}`;
}

function accountLine(model: string, { calls, tokens }: LlmCluster['ledger'], more: string): TemplateResult {
	return html`<p class="muted account">
		<bdi>${plainLine(model)}</bdi>: ${counted(calls, 'call')}, some ${counted(tokens, 'token')}${more}
	</p>`;
}

export const modelMeasuresStyles = css`
	.model-measures > .score {
		flex: 1 1 280px;
	}
	.model-measures vscode-button {
		align-self: flex-start;
		margin-block-start: auto;
	}
	.styles {
		display: grid;
		gap: 4px;
	}
	.styles > div {
		display: grid;
		grid-template-columns: minmax(90px, 0.4fr) 1fr;
		gap: 12px;
	}
	.styles dt,
	.account {
		overflow-wrap: anywhere;
	}
`;
