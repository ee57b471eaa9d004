import * as l10n from '@vscode/l10n';
import { css, html, nothing, type TemplateResult } from 'lit';
import type { RejectedProposal } from '../../src/protocol/review';
import { demonstrationText } from '../components/demonstrationText';
import { plainLine } from '../textParts';

/** What became no candidate, with the reason of each: shut until someone wants to look. */
export function rejectedView(rejected: readonly RejectedProposal[]): TemplateResult | typeof nothing {
	return rejected.length === 0
		? nothing
		: html`<details class="rejected">
				<summary>
					${l10n.t('Rejected: {0}', rejected.length)} <span class="muted">(${reasonCounts(rejected)})</span>
				</summary>
				<div class="table-scroller" tabindex="0" role="region" aria-label=${l10n.t('Rejected proposals')}>
					<table>
						<thead>
							<tr>
								<th scope="col">${l10n.t('Why')}</th>
								<th scope="col">${l10n.t('Input')}</th>
								<th scope="col">${l10n.t('Output')}</th>
								<th scope="col">${l10n.t('From')}</th>
							</tr>
						</thead>
						<tbody>
							${rejected.map(
								({ reason, detail, input, output, strategy, origin }) =>
									html`<tr>
										<td>
											${reasonWords[reason]()}
											${detail === undefined ? nothing : html`<span class="muted">${plainLine(detail)}</span>`}
										</td>
										<td>${demonstrationText(input, 'line')}</td>
										<td>${demonstrationText(output, 'line')}</td>
										<td class="muted">${strategy}, <bdi>${plainLine(origin)}</bdi></td>
									</tr>`,
							)}
						</tbody>
					</table>
				</div>
			</details>`;
}

/** "3 × Duplicate, 1 × Not verified": most frequent first. */
export function reasonCounts(rejected: readonly RejectedProposal[]): string {
	const counts = new Map<RejectedProposal['reason'], number>();
	for (const { reason } of rejected) {
		counts.set(reason, (counts.get(reason) ?? 0) + 1);
	}
	return [...counts]
		.sort(([, a], [, b]) => b - a)
		.map(([reason, count]) => `${count} × ${reasonWords[reason]()}`)
		.join(', ');
}

const reasonWords: Readonly<Record<RejectedProposal['reason'], () => string>> = {
	author: () => l10n.t('By you'),
	empty: () => l10n.t('Empty'),
	'too-long': () => l10n.t('Too long'),
	unreadable: () => l10n.t('Unreadable characters'),
	refusal: () => l10n.t('A refusal'),
	form: () => l10n.t('Another form than the outputs of the set'),
	duplicate: () => l10n.t('Duplicate'),
	'near-duplicate': () => l10n.t('Near-duplicate'),
	validation: () => l10n.t('In the validation set'),
	'off-target': () => l10n.t('Not in a region to be filled'),
	'not-sampled': () => l10n.t('Not sampled'),
	inconsistent: () => l10n.t('Less expected by the task definition'),
	unverified: () => l10n.t('Not verified'),
	unchecked: () => l10n.t('Not checked: the budget had ended'),
	'cannot-insert': () => l10n.t('The file cannot hold it'),
	'no-gain': () => l10n.t('Adds nothing'),
	surplus: () => l10n.t('Others add more'),
};

export const rejectedStyles = css`
	.rejected {
		margin-block-start: 16px;
	}
	.rejected summary {
		cursor: pointer;
		border-radius: 3px;
	}
	.table-scroller {
		max-height: 340px;
		overflow: auto;
		margin-block-start: 8px;
		border: 1px solid var(--panel-border);
		border-radius: 6px;
	}
	table {
		width: 100%;
		border-collapse: collapse;
		table-layout: fixed;
	}
	th,
	td {
		padding: 4px 8px;
		text-align: start;
		vertical-align: top;
		overflow-wrap: anywhere;
		border-block-end: 1px solid var(--panel-border);
	}
	th {
		font-weight: 600;
	}
	th:nth-child(2) {
		width: 42%;
	}
	td .muted {
		display: block;
	}
`;
