import * as l10n from '@vscode/l10n';
import { css, html, nothing, type TemplateResult } from 'lit';
import { numbersOf, type Analysis, type Coverage } from '../../src/protocol/analysis';
import type { Act } from '../action';
import { bar } from '../components/bar';
import { explanations } from '../explanations';
import { grouped, percent } from '../numberText';
import { plainLine } from '../textParts';
import { card, figure, inWords, ofExamples } from './scores';

type Uncovered = Coverage['uncovered'][number];

/** How much of real use the set stands for, and the examples that it does not, each with a way to open it. */
export function coverageView(
	{ coverage, demonstrations }: Analysis,
	interactive: boolean,
	act: Act,
): TemplateResult | typeof nothing {
	if (coverage === undefined) {
		return nothing;
	}
	const { validation, count, read, share, uncovered } = coverage;
	const far = Math.round((1 - share) * read);
	const numbers = numbersOf(demonstrations);
	return html`<section aria-labelledby="coverage-title">
		<div class="section-head">
			<h2 id="coverage-title">
				${l10n.t('Coverage')} <span class="muted">${l10n.t('of')}</span>
				<bdi class="muted">${plainLine(validation)}</bdi>
			</h2>
		</div>
		<ul class="cards coverage">
			${card(
				explanations.coverage(),
				inWords(percent(share), ofExamples(read)),
				html`${figure(percent(share), ofExamples(read))} ${bar(share, 0, 1)}
					<p class="muted">
						${
							read < count
								? l10n.t('a random sample of {0}; have a demonstration near them', grouped(count))
								: l10n.t('have a demonstration near them')
						}
					</p>`,
			)}
			${
				uncovered.length === 0
					? nothing
					: html`<li class="card">
							<h3>
								${
									far > uncovered.length
										? l10n.t('The farthest {0} of {1} without one', uncovered.length, grouped(far))
										: far === 1
											? l10n.t('1 example without one')
											: l10n.t('{0} examples without one, the farthest first', grouped(far))
								}
							</h3>
							<ul class="uncovered">
								${uncovered.map(example => uncoveredItem(example, numbers, interactive, act))}
							</ul>
						</li>`
			}
		</ul>
	</section>`;
}

function uncoveredItem(
	{ id, range, input, output, nearest }: Uncovered,
	numbers: ReadonlyMap<string, number>,
	interactive: boolean,
	act: Act,
): TemplateResult {
	const text = html`<span class="example" dir="auto">${plainLine(input)}</span>
		<span class="muted answer" dir="auto">${plainLine(output)}</span>`;
	return html`<li>
		${
			interactive
				? html`<button
						class="plain-button example-button"
						title=${l10n.t('Open this example in its file')}
						@click=${() => act({ kind: 'openUncovered', id })}
					>
						${text}
					</button>`
				: html`<span class="example-button">${text}</span>`
		}
		<span class="muted number"
			>${l10n.t('line {0} · {1} like {2}', range.start.line + 1, percent(nearest.similarity), numbers.get(nearest.id) ?? nearest.id)}</span
		>
	</li>`;
}

export const coverageStyles = css`
	.coverage > .score {
		flex: 0 1 240px;
	}
	.coverage > .card:not(.score) {
		flex: 1 1 320px;
		min-width: 0;
	}
	.uncovered {
		max-height: 260px;
		overflow-y: auto;
		margin: 8px -8px 0;
	}
	.uncovered li {
		display: flex;
		flex-wrap: wrap;
		align-items: baseline;
		justify-content: space-between;
		gap: 0 12px;
		padding: 4px 8px;
		border-radius: 4px;
	}
	.uncovered li:hover {
		background: var(--vscode-list-hoverBackground);
	}
	.example-button {
		display: flex;
		flex: 1 1 240px;
		gap: 8px;
		min-width: 0;
		text-align: start;
	}
	.example,
	.answer {
		overflow: hidden;
		text-overflow: ellipsis;
		white-space: nowrap;
	}
	.answer {
		flex: 0 2 auto;
		max-width: 40%;
	}
`;
