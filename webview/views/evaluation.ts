import * as l10n from '@vscode/l10n';
import { css, html, nothing, type TemplateResult } from 'lit';
import type { Accuracy, Evaluation } from '../../src/protocol/evaluation';
import type { Act } from '../action';
import { demonstrationText } from '../components/demonstrationText';
import { ledgerText } from '../ledgerText';
import { counted, grouped, percent } from '../numberText';
import { plainLine } from '../textParts';

const shownErrors = 50;

/** What the language model got right with the set as its prompt, and the examples it got wrong. */
export function evaluationView(evaluation: Evaluation, interactive: boolean, busy: boolean, act: Act): TemplateResult {
	const { validation, model, accuracy, regions, labels, errors, ledger } = evaluation;
	return html`<section class="evaluation" aria-labelledby="evaluation-title">
		<div class="section-head">
			<h2 id="evaluation-title">
				${l10n.t('Accuracy')} <span class="muted">${l10n.t('on')} <bdi>${plainLine(validation)}</bdi></span>
			</h2>
			${
				interactive && errors.length > 0
					? html`<vscode-button appearance="secondary" ?disabled=${busy} @click=${() => act({ kind: 'extrapolate' })}
							>${l10n.t('Extrapolate errors…')}</vscode-button
						>`
					: nothing
			}
		</div>
		<p class="accuracy">
			<strong class="number">${percent(accuracy.share)}</strong>
			<span class="muted">${correctText(accuracy)}</span>
		</p>
		<p class="muted run">
			<bdi>${plainLine(model)}</bdi>: ${shotsText(evaluation)}; ${ledgerText(ledger)}. ${notes(evaluation)}
		</p>
		<div class="shares">
			${sharesTable(
				l10n.t('By region of the nearest demonstration'),
				regions.map(({ name, accuracy }) => [name, accuracy]),
			)}
			${
				labels === null
					? nothing
					: sharesTable(
							l10n.t('By label'),
							labels.map(({ label, accuracy }) => [label, accuracy]),
						)
			}
		</div>
		${errors.length === 0 ? nothing : errorList(evaluation, act)}
	</section>`;
}

const retrievals = {
	fixed: () => l10n.t('the first of the file'),
	bm25: () => l10n.t('the most similar by BM25'),
	diverse: () => l10n.t('the most diverse'),
} as const;

function shotsText({ shots, retrieval }: Evaluation): string {
	const how = retrievals[retrieval]();
	return shots === 1
		? l10n.t('1 demonstration in each prompt ({0})', how)
		: l10n.t('{0} demonstrations in each prompt ({1})', shots, how);
}

function correctText({ correct, total, low, high }: Accuracy): string {
	const interval = [percent(low), percent(high)] as const;
	return total === 1
		? l10n.t('{0} of 1 example, 95 % interval {1} to {2}', correct, ...interval)
		: l10n.t('{0} of {1} examples, 95 % interval {2} to {3}', correct, grouped(total), ...interval);
}

function notes({ count, accuracy, leftOut, unusable, stopped }: Evaluation): string {
	return [
		...(stopped.reason === 'complete'
			? []
			: [
					stopped.reason === 'budget'
						? l10n.t('The budget ended it after {0} of {1}, in an order that was drawn.', accuracy.total, count)
						: l10n.t('It ended early after {0} of {1}, in an order that was drawn.', accuracy.total, count),
				]),
		...(stopped.message === undefined ? [] : [plainLine(stopped.message)]),
		...(leftOut.unanswered + leftOut.inSet === 0
			? []
			: [l10n.t('Left out: {0} without an output, {1} that stand in the set.', leftOut.unanswered, leftOut.inSet)]),
		...(unusable === 0
			? []
			: [
					unusable === 1
						? l10n.t('1 answer could not be used and counts as wrong.')
						: l10n.t('{0} answers could not be used and count as wrong.', unusable),
				]),
	].join(' ');
}

function sharesTable(caption: string, rows: readonly (readonly [string, Accuracy])[]): TemplateResult {
	return html`<table>
		<caption>
			${caption}
		</caption>
		<tbody>
			${rows.map(
				([name, { correct, total, share, low, high }]) =>
					html`<tr>
						<th scope="row"><bdi>${plainLine(name)}</bdi></th>
						<td class="number">${percent(share)}</td>
						<td class="number muted">${l10n.t('{0} of {1}', correct, total)}</td>
						<td class="number muted">${percent(low)}–${percent(high)}</td>
					</tr>`,
			)}
		</tbody>
	</table>`;
}

function errorList({ errors }: Evaluation, act: Act): TemplateResult {
	return html`<details class="errors">
		<summary>${counted(errors.length, 'error')}</summary>
		<ul>
			${errors.slice(0, shownErrors).map(
				({ number, input, expected, answer, nearest }) =>
					html`<li class="card">
						<p><span class="muted number">${number}</span> ${demonstrationText(input, 'full')}</p>
						<p>
							<span class="muted">${l10n.t('Expected:')}</span> ${demonstrationText(expected, 'line')}
							<span class="muted">${l10n.t('Answered:')}</span>
							${answer === null ? html`<span class="muted">${l10n.t('nothing usable')}</span>` : demonstrationText(answer, 'line')}
						</p>
						<p class="muted">
							${l10n.t('Nearest:')}
							${nearest.map(
								({ id, number: place, similarity }) =>
									html`<button class="link-button" @click=${() => act({ kind: 'select', id })}>
											${l10n.t('demonstration {0}', place)}
										</button>
										(${percent(similarity)}) `,
							)}
						</p>
					</li>`,
			)}
		</ul>
		${errors.length > shownErrors ? html`<p class="muted">${l10n.t('… and {0} more.', errors.length - shownErrors)}</p>` : nothing}
	</details>`;
}

export const evaluationStyles = css`
	.accuracy .number {
		font-size: 1.6em;
	}
	.evaluation .run {
		margin-block: 4px 12px;
		overflow-wrap: anywhere;
	}
	.shares {
		display: flex;
		flex-wrap: wrap;
		gap: 16px 40px;
	}
	.shares table {
		border-collapse: collapse;
	}
	.shares caption {
		text-align: start;
		color: var(--vscode-descriptionForeground);
	}
	.shares th {
		font-weight: 400;
		text-align: start;
		overflow-wrap: anywhere;
	}
	.shares th,
	.shares td {
		padding: 2px 16px 2px 0;
	}
	@container (max-width: 400px) {
		.shares td.number {
			white-space: normal;
		}
		.shares th,
		.shares td {
			padding-inline-end: 8px;
			vertical-align: top;
		}
	}
	.errors {
		margin-block-start: 12px;
	}
	.errors summary {
		cursor: pointer;
		border-radius: 3px;
	}
	.errors ul {
		display: grid;
		gap: 8px;
		max-height: 480px;
		overflow-y: auto;
		margin-block-start: 8px;
	}
`;
