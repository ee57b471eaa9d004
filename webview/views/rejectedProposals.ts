import { css, html, nothing, type TemplateResult } from 'lit';
import type { RejectedProposal } from '../../src/protocol/review';
import { demonstrationText } from '../components/demonstrationText';
import { plainLine } from '../textParts';

/** What became no candidate, with the reason of each: shut until someone wants to look. */
export function rejectedView(rejected: readonly RejectedProposal[]): TemplateResult | typeof nothing {
	return rejected.length === 0
		? nothing
		: html`<details class="rejected">
				<summary>Rejected: ${rejected.length} <span class="muted">(${reasonCounts(rejected)})</span></summary>
				<div class="table-scroller" tabindex="0" role="region" aria-label="Rejected proposals">
					<table>
						<thead>
							<tr>
								<th scope="col">Why</th>
								<th scope="col">Input</th>
								<th scope="col">Output</th>
								<th scope="col">From</th>
							</tr>
						</thead>
						<tbody>
							${rejected.map(
								({ reason, detail, input, output, strategy, origin }) =>
									html`<tr>
										<td>
											${reasonWords[reason]}
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

/** "3 duplicates, 1 not verified": most frequent first. */
export function reasonCounts(rejected: readonly RejectedProposal[]): string {
	const counts = new Map<RejectedProposal['reason'], number>();
	for (const { reason } of rejected) {
		counts.set(reason, (counts.get(reason) ?? 0) + 1);
	}
	return [...counts]
		.sort(([, a], [, b]) => b - a)
		.map(([reason, count]) => `${count} ${reasonWords[reason].toLowerCase()}`)
		.join(', ');
}

const reasonWords: Readonly<Record<RejectedProposal['reason'], string>> = {
	author: 'By you',
	empty: 'Empty',
	'too-long': 'Too long',
	unreadable: 'Unreadable characters',
	refusal: 'A refusal',
	form: 'Another form than the outputs of the set',
	duplicate: 'Duplicate',
	'near-duplicate': 'Near-duplicate',
	validation: 'In the validation set',
	'off-target': 'Not in a region to be filled',
	'not-sampled': 'Not sampled',
	inconsistent: 'Less expected by the task definition',
	unverified: 'Not verified',
	unchecked: 'Not checked: the budget had ended',
	'cannot-insert': 'The file cannot hold it',
	'no-gain': 'Adds nothing',
	surplus: 'Others add more',
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
