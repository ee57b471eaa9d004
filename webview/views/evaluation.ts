import { css, html, nothing, type TemplateResult } from 'lit';
import type { Accuracy, Evaluation } from '../../src/protocol/evaluation';
import type { Act } from '../action';
import { demonstrationText } from '../components/demonstrationText';
import { ledgerText } from '../ledgerText';
import { counted, percent } from '../numberText';
import { plainLine } from '../textParts';

const shownErrors = 50;

/** What the language model got right with the set as its prompt, and the examples it got wrong. */
export function evaluationView(evaluation: Evaluation, interactive: boolean, busy: boolean, act: Act): TemplateResult {
	const { validation, model, accuracy, regions, labels, errors, ledger } = evaluation;
	return html`<section class="evaluation" aria-labelledby="evaluation-title">
		<div class="section-head">
			<h2 id="evaluation-title">
				Accuracy <span class="muted">on <bdi>${plainLine(validation)}</bdi></span>
			</h2>
			${
				interactive && errors.length > 0
					? html`<vscode-button appearance="secondary" ?disabled=${busy} @click=${() => act({ kind: 'extrapolate' })}
							>Extrapolate errors…</vscode-button
						>`
					: nothing
			}
		</div>
		<p class="accuracy">
			<strong class="number">${percent(accuracy.share)}</strong>
			<span class="muted"
				>${accuracy.correct} of ${counted(accuracy.total, 'example')}, 95 % interval ${percent(accuracy.low)} to
				${percent(accuracy.high)}</span
			>
		</p>
		<p class="muted run">
			<bdi>${plainLine(model)}</bdi> with ${counted(evaluation.shots, 'demonstration')} in each prompt
			(${retrievals[evaluation.retrieval]}); ${ledgerText(ledger)}. ${notes(evaluation)}
		</p>
		<div class="shares">
			${sharesTable(
				'By region of the nearest demonstration',
				regions.map(({ name, accuracy }) => [name, accuracy]),
			)}
			${
				labels === null
					? nothing
					: sharesTable(
							'By label',
							labels.map(({ label, accuracy }) => [label, accuracy]),
						)
			}
		</div>
		${errors.length === 0 ? nothing : errorList(evaluation, act)}
	</section>`;
}

const retrievals = {
	fixed: 'the first of the file',
	bm25: 'the most similar by BM25',
	diverse: 'the most diverse',
} as const;

function notes({ count, accuracy, leftOut, unusable, stopped }: Evaluation): string {
	return [
		...(stopped.reason === 'complete'
			? []
			: [
					`${stopped.reason === 'budget' ? 'The budget ended it' : 'It ended early'} after ${accuracy.total} of ${count}, in an order that was drawn.`,
				]),
		...(stopped.message === undefined ? [] : [plainLine(stopped.message)]),
		...(leftOut.unanswered + leftOut.inSet === 0
			? []
			: [`Left out: ${leftOut.unanswered} without an output, ${leftOut.inSet} that stand in the set.`]),
		...(unusable === 0 ? [] : [`${counted(unusable, 'answer')} could not be used and count as wrong.`]),
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
						<td class="number muted">${correct} of ${total}</td>
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
							<span class="muted">Expected:</span> ${demonstrationText(expected, 'line')}<span class="muted"
								>; answered:</span
							>
							${answer === null ? html`<span class="muted">nothing usable</span>` : demonstrationText(answer, 'line')}
						</p>
						<p class="muted">
							Nearest:
							${nearest.map(
								({ id, number: place, similarity }) =>
									html`<button class="link-button" @click=${() => act({ kind: 'select', id })}>
											demonstration ${place}
										</button>
										(${percent(similarity)}) `,
							)}
						</p>
					</li>`,
			)}
		</ul>
		${errors.length > shownErrors ? html`<p class="muted">… and ${errors.length - shownErrors} more.</p>` : nothing}
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
