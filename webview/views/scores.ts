import * as l10n from '@vscode/l10n';
import { css, html, nothing, type TemplateResult } from 'lit';
import type { Analysis, Scores, SurfaceMetrics, Trust } from '../../src/protocol/analysis';
import { leadingName, type LeadingMeasure } from '../../src/protocol/measures';
import { bar } from '../components/bar';
import { doubt, trustMark } from '../components/trustMark';
import { directionWords, explanations, type Explanation } from '../explanations';
import { counted, decimal, grouped, percent, signed } from '../numberText';

/** The scores of the set, each with what it means. */
export function scoresView(analysis: Analysis): TemplateResult {
	const { scores, surface, labelBalance, linearStudent, count, probe, trust } = analysis;
	return html`<section aria-labelledby="scores-title">
		<div class="section-head"><h2 id="scores-title">${l10n.t('Scores')}</h2></div>
		<ul class="cards">
			${
				scores === null
					? nothing
					: [
							leadingCard(scores, count, trust),
							diversityCard(scores, count, trust),
							consistencyCard(scores, trust),
							ordersCard(scores, count, trust),
						]
			}
			${duplicatesCard(analysis)} ${labelBalance === null ? nothing : labelBalanceCard(labelBalance)}
			${linearStudent === undefined ? nothing : studentCard(linearStudent)}
			${surface === null ? nothing : surfaceCard(surface, probe !== null)}
		</ul>
	</section>`;
}

/** Another measure than G-Vendi that the user wants first. */
function leadingCard(
	{ leading: { measure, value, by } }: Scores,
	count: number,
	trust: Trust | null,
): TemplateResult | typeof nothing {
	if (measure === 'gVendi') {
		return nothing;
	}
	const isOfGradients = measure === 'vendi2' || measure === 'vendiInf';
	return card(
		isOfGradients ? explanations.vendi() : explanations[measure](),
		inWords(decimal(value, 1), ofCount(count), isOfGradients && isDoubtful(trust, 'diversity')),
		html`${figure(decimal(value, 1), ofCount(count))} ${bar(value, 0, count)}
			<p class="muted">${leadText(measure, by)}</p>`,
		isOfGradients ? trustMark(trust, 'diversity') : nothing,
	);
}

function diversityCard({ gVendi, marks }: Scores, count: number, trust: Trust | null): TemplateResult {
	return card(
		explanations.gVendi(),
		inWords(decimal(gVendi, 1), ofCount(count), isDoubtful(trust, 'diversity')),
		html`${figure(decimal(gVendi, 1), ofCount(count))} ${bar(gVendi, 0, count)}
			<p class="muted">${l10n.t('as many really different demonstrations')}</p>
			${marks === null ? nothing : marksList(marks)}`,
		trustMark(trust, 'diversity'),
	);
}

/** What the score is read against. */
function marksList({ resampled, doubled, pool }: NonNullable<Scores['marks']>): TemplateResult {
	return html`<dl class="marks">
		${
			pool === undefined
				? nothing
				: html`<div>
						<dt>${explained(explanations.pool(), decimal(pool.mean, 1))}</dt>
						<dd
							class="number"
							title=${l10n.t('{0} to {1}, in {2} draws', decimal(pool.lowest, 1), decimal(pool.highest, 1), pool.draws)}
						>
							${decimal(pool.mean, 1)}
						</dd>
					</div>`
		}
		<div>
			<dt>${explained(explanations.resampled(), decimal(resampled.mean, 1))}</dt>
			<dd class="number">${decimal(resampled.mean, 1)}</dd>
		</div>
		<div>
			<dt>${explained(explanations.doubled(), decimal(doubled, 1))}</dt>
			<dd class="number">${decimal(doubled, 1)}</dd>
		</div>
	</dl>`;
}

function consistencyCard({ consistency }: Scores, trust: Trust | null): TemplateResult {
	return card(
		explanations.consistency(),
		consistency === null
			? l10n.t('needs a task definition')
			: inWords(signed(consistency.medianBitsPerToken, 2), l10n.t('bits/token'), isDoubtful(trust, 'consistency')),
		consistency === null
			? html`${figure('–', '')}
					<p class="muted">${l10n.t('needs a task definition')}</p>`
			: html`${figure(signed(consistency.medianBitsPerToken, 2), l10n.t('bits/token'))}
					<p class="muted">
						${l10n.t('median; {0} bits a demonstration on average', signed(consistency.meanBits, 1))}
					</p>`,
		consistency === null ? nothing : trustMark(trust, 'consistency'),
	);
}

function duplicatesCard({ findings, count }: Analysis): TemplateResult {
	const involved = new Set(
		findings.filter(({ rule }) => rule === 'near-duplicate').flatMap(({ demonstration }) => demonstration ?? []),
	);
	return card(
		explanations.duplicates(),
		inWords(grouped(involved.size), ofCount(count)),
		html`${figure(grouped(involved.size), ofCount(count))}
			<p class="muted">
				${involved.size === 0 ? l10n.t('nothing is said twice') : l10n.t('repeat another demonstration')}
			</p>`,
	);
}

function labelBalanceCard(share: number): TemplateResult {
	return card(
		explanations.labelBalance(),
		inWords(percent(share), l10n.t('of even')),
		html`${figure(percent(share), l10n.t('of even'))} ${bar(share, 0, 1)}
			<p class="muted">${l10n.t('over the labels in the outputs')}</p>`,
	);
}

function studentCard({
	accuracy,
	interval,
	count,
	baseline,
	unknown,
}: NonNullable<Analysis['linearStudent']>): TemplateResult {
	return card(
		explanations.linearStudent(),
		inWords(percent(accuracy), ofExamples(count)),
		html`${figure(percent(accuracy), ofExamples(count))} ${bar(accuracy, 0, 1)}
			<p class="muted">
				${l10n.t('95 %: {0} to {1}; the commonest label alone {2}', percent(interval.low), percent(interval.high), percent(baseline))}${unknown === 0 ? nothing : html`; ${l10n.t('{0} have a label that no demonstration has', grouped(unknown))}`}
			</p>`,
	);
}

function ordersCard({ vendi }: Scores, count: number, trust: Trust | null): TemplateResult {
	const rows = [
		['½', vendi['0.5'], l10n.t('order one half')],
		['1', vendi['1'], l10n.t('order 1')],
		['2', vendi['2'], l10n.t('order 2')],
		['∞', vendi.inf, l10n.t('order infinity')],
	] as const;
	return card(
		explanations.vendi(),
		'',
		html`<dl class="orders">
			${rows.map(
				([order, value, name]) =>
					html`<div>
						<dt aria-label=${name}>${order}</dt>
						<dd>${bar(value, 0, count)}<span class="number">${decimal(value, 1)}</span></dd>
					</div>`,
			)}
		</dl>`,
		trustMark(trust, 'diversity'),
	);
}

function surfaceCard(surface: SurfaceMetrics, byProbe: boolean): TemplateResult {
	const length = counted(Math.round(surface.contextLength), byProbe ? 'token' : 'word');
	const rows: readonly (readonly [Explanation, string])[] = [
		[explanations.contextLength(), length],
		...optionalRow(explanations.selfRepetition(), surface.selfRepetition, 2),
		...ngramRow(surface.ngramDiversity),
		[explanations.compressionRatio(), decimal(surface.compressionRatio, 2)],
		...optionalRow(explanations.ngramVendi(), surface.ngramVendi, 1),
		...optionalRow(explanations.embeddingVendi(), surface.embeddingVendi, 1),
		...optionalRow(explanations.blendedVendi(), surface.blendedVendi, 1),
		...optionalRow(explanations.clusterSpread(), surface.clusterSpread, 2),
		...optionalRow(explanations.perplexity(), surface.perplexity, 1),
		...optionalRow(explanations.perplexityGap(), surface.perplexityGap, 1),
	];
	return html`<li class="card surface">
		<h3>${l10n.t('Surface and other measures')}</h3>
		<dl>
			${rows.map(
				([explanation, value]) =>
					html`<div>
						<dt>${explained(explanation, value)}</dt>
						<dd class="number">${value}</dd>
					</div>`,
			)}
		</dl>
	</li>`;
}

function ngramRow(shares: SurfaceMetrics['ngramDiversity']): readonly (readonly [Explanation, string])[] {
	if (shares === null) {
		return [];
	}
	const runs = [shares['1'], shares['2'], shares['3'], shares['4']];
	return [[explanations.ngramDiversity(), runs.map(share => decimal(share, 2)).join(' · ')]];
}

function optionalRow(
	explanation: Explanation,
	value: number | null,
	digits: number,
): readonly (readonly [Explanation, string])[] {
	return value === null ? [] : [[explanation, decimal(value, digits)]];
}

/** @param value what the card says in a word or two; empty where there is no such thing */
export function card(
	explanation: Explanation,
	value: string,
	body: TemplateResult,
	mark: TemplateResult | typeof nothing = nothing,
): TemplateResult {
	return html`<li class="card score">
		<div class="card-head">
			<h3>${explained(explanation, value)}</h3>
			${mark}
		</div>
		${body}
	</li>`;
}

export function ofCount(count: number): string {
	return l10n.t('of {0}', grouped(count));
}

export function ofExamples(count: number): string {
	return count === 1 ? l10n.t('of 1 example') : l10n.t('of {0} examples', grouped(count));
}

/** Which measure leads, and by what. */
export function leadText(measure: LeadingMeasure, by: Scores['leading']['by']): string {
	const name = leadingName(measure);
	switch (by) {
		case 'outputs':
			return l10n.t('{0}, which leads by the outputs', name);
		case 'configuration':
			return l10n.t('{0}, which leads by the configuration', name);
		case 'setting':
			return l10n.t('{0}, which leads by the setting', name);
		case 'option':
			return l10n.t('{0}, which leads by the option', name);
	}
}

/** What a figure says, for the ear. */
export function inWords(value: string, unit: string, isIndicative = false): string {
	return [`${value} ${unit}`, ...(isIndicative ? [l10n.t('indicative')] : [])].join(', ');
}

function isDoubtful(trust: Trust | null, measure: keyof Trust): boolean {
	return doubt(trust, measure) !== undefined;
}

export function figure(value: string, unit: string): TemplateResult {
	return html`<p class="figure"><span class="number">${value}</span> <span class="muted">${unit}</span></p>`;
}

/**
 * The score's name, which opens to what it means: by click, by key and by screen reader alike.
 *
 * @param value what is heard behind the name by someone who goes from control to control
 */
function explained({ name, direction, meaning }: Explanation, value: string): TemplateResult {
	return html`<details class="explained">
		<summary aria-description=${value === '' ? nothing : value}>
			${name}<span class="question" aria-hidden="true">?</span>
		</summary>
		<p>${meaning} <span class="direction">${directionWords[direction]()}</span></p>
	</details>`;
}

export const scoresStyles = css`
	.cards {
		display: flex;
		flex-wrap: wrap;
		gap: 12px;
	}
	.cards:has(details[open]) {
		align-items: flex-start;
	}
	.score {
		flex: 1 1 180px;
		display: flex;
		flex-direction: column;
		gap: 8px;
	}
	.card-head {
		display: flex;
		flex-wrap: wrap;
		align-items: flex-start;
		justify-content: space-between;
		gap: 4px 8px;
	}
	.cards h3 {
		font-size: 1em;
		font-weight: 600;
	}
	.surface {
		flex: 1 1 100%;
		min-width: 0;
	}
	.surface dd {
		white-space: normal;
		text-align: end;
	}
	.surface dl {
		display: grid;
		gap: 8px 24px;
		margin-block-start: 10px;
	}
	.surface dl > div {
		display: flex;
		justify-content: space-between;
		align-items: baseline;
		gap: 12px;
	}
	@container (min-width: 700px) {
		.surface dl {
			grid-template-columns: repeat(auto-fit, minmax(120px, 1fr));
		}
		.surface dl > div {
			display: block;
		}
		.surface dd {
			text-align: start;
		}
	}
	.surface dt {
		color: var(--vscode-descriptionForeground);
	}
	.figure {
		display: flex;
		align-items: baseline;
		gap: 6px;
	}
	.figure .number {
		font-size: 2em;
		font-weight: 600;
		line-height: 1.1;
		letter-spacing: -0.01em;
	}
	.marks > div {
		display: flex;
		justify-content: space-between;
		align-items: baseline;
		gap: 12px;
	}
	.marks dt {
		color: var(--vscode-descriptionForeground);
	}
	.orders {
		display: grid;
		gap: 4px;
	}
	.orders > div {
		display: grid;
		grid-template-columns: 14px 1fr;
		gap: 8px;
	}
	.orders dt {
		text-align: center;
		color: var(--vscode-descriptionForeground);
	}
	.orders dd {
		display: grid;
		grid-template-columns: 1fr 40px;
		align-items: center;
		gap: 8px;
		text-align: end;
	}
	.explained summary {
		display: flex;
		align-items: center;
		gap: 6px;
		cursor: pointer;
		list-style: none;
		border-radius: 3px;
	}
	.explained summary::-webkit-details-marker {
		display: none;
	}
	.question {
		display: inline-grid;
		place-items: center;
		width: 14px;
		height: 14px;
		border: 1px solid currentColor;
		border-radius: 50%;
		font-size: 9px;
		font-weight: 600;
		line-height: 1;
		color: var(--vscode-descriptionForeground);
		opacity: 0.7;
	}
	.explained summary:hover .question,
	.explained[open] .question {
		color: var(--vscode-textLink-foreground);
		opacity: 1;
	}
	.explained p {
		margin-block-start: 6px;
		font-weight: 400;
		color: var(--vscode-descriptionForeground);
	}
	.direction {
		color: var(--vscode-foreground);
	}
`;
