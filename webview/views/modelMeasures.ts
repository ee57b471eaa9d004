import * as l10n from '@vscode/l10n';
import { css, html, nothing, type TemplateResult } from 'lit';
import { numbersOf, type Analysis, type ReasoningStyles } from '../../src/protocol/analysis';
import type { ModelMeasure } from '../../src/protocol/panel';
import type { Act } from '../action';
import { bar } from '../components/bar';
import { explanations } from '../explanations';
import { counted, decimal, grouped } from '../numberText';
import { plainLine } from '../textParts';
import { unusableAnswers } from './candidates';
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
					>${isKnown ? l10n.t('Ask again…') : l10n.t('Ask…')}</vscode-button
				>`
			: nothing;
	return html`<section aria-labelledby="model-measures-title">
		<div class="section-head">
			<h2 id="model-measures-title">${l10n.t('By a language model')}</h2>
			${
				interactive
					? html`<p class="muted">${l10n.t('on request; calls and tokens are shown before anything is sent')}</p>`
					: nothing
			}
		</div>
		<ul class="cards model-measures">
			${
				interactive || llmCluster !== undefined
					? card(
							explanations.llmCluster(),
							'',
							html`${llmCluster === undefined ? nothing : clusterBody(llmCluster)}
							${ask('llmCluster', llmCluster !== undefined)}`,
						)
					: nothing
			}
			${
				interactive || reasoningStyles !== undefined
					? card(
							explanations.reasoningStyles(),
							'',
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
			${l10n.t('{0} groups of {1} on average; {2}', decimal(clusters, 1), decimal(size, 1), counted(groupings, 'grouping'))}
		</p>
		${accountLine(model, ledger, unusable === 0 ? [] : [unusableAnswers(unusable)])}`;
}

function stylesBody(
	{ share, styles, missing, labelled, unusable, model, ledger }: ReasoningStyles,
	numbers: ReadonlyMap<string, number>,
	act: Act,
): TemplateResult {
	const shown = styles.filter(({ demonstrations }) => demonstrations.length > 0);
	return html`${figure(String(styles.length - missing.length), styles.length === 1 ? l10n.t('of 1 style') : l10n.t('of {0} styles', styles.length))}
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
										aria-label=${l10n.t('Select demonstration {0}', numbers.get(id) ?? id)}
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
							<dt><strong>${l10n.t('Missing')}</strong></dt>
							<dd>${missing.map(name => html`<bdi class="badge sparse">${plainLine(name)}</bdi> `)}</dd>
						</div>`
			}
		</dl>
		${accountLine(model, ledger, [labelledText(labelled), ...(unusable === 0 ? [] : [l10n.t('{0} could not be', unusable)])])}`;
}

function labelledText(count: number): string {
	return count === 1 ? l10n.t('1 demonstration labelled') : l10n.t('{0} demonstrations labelled', grouped(count));
}

function accountLine(model: string, { calls, tokens }: LlmCluster['ledger'], more: readonly string[]): TemplateResult {
	return html`<p class="muted account">
		<bdi>${plainLine(model)}</bdi>:
		${[l10n.t('{0}, some {1}', counted(calls, 'call'), counted(tokens, 'token')), ...more].join('; ')}
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
