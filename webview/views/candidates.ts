import { css, html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { RegionView, Trust } from '../../src/protocol/analysis';
import type { Candidate, Suggestions } from '../../src/protocol/candidate';
import type { Act } from '../action';
import { demonstrationTexts } from '../components/demonstrationText';
import { trustMark } from '../components/trustMark';
import { decimal, percent, signed } from '../numberText';
import { plainLine } from '../textParts';

export interface CandidatesShown {
	readonly suggestions: Suggestions;
	readonly regions: readonly RegionView[];
	readonly trust: Trust | null;
	readonly interactive: boolean;
	readonly busy: boolean;
}

/** Proposed demonstrations to accept or reject, best first, with what they would change. */
export function candidatesView(
	{ suggestions, regions, trust, interactive, busy }: CandidatesShown,
	act: Act,
): TemplateResult {
	const { candidates, considered, pool, gVendi } = suggestions;
	const ids = candidates.map(({ id }) => id);
	return html`<section aria-labelledby="candidates-title">
		<div class="section-head">
			<h2 id="candidates-title">
				Candidates <span class="muted">${candidates.length} of ${considered.toLocaleString('en')} read from</span>
				<bdi class="muted">${plainLine(pool)}</bdi>
			</h2>
			${
				interactive && candidates.length > 0
					? html`<div class="actions">
							<vscode-button
								appearance="secondary"
								?disabled=${busy}
								@click=${() => act({ kind: 'accept', candidates: ids })}
								>Accept all</vscode-button
							>
							<vscode-button
								appearance="secondary"
								?disabled=${busy}
								@click=${() => act({ kind: 'reject', candidates: ids })}
								>Reject all</vscode-button
							>
						</div>`
					: nothing
			}
		</div>
		${
			candidates.length === 0
				? html`<p class="card empty">
						Nothing in the pool adds to this set: what it holds there is already said. Try another region or a larger
						pool.
					</p>`
				: html`<p class="change">
							Diversity <span class="number">${decimal(gVendi.before, 1)}</span>
							<span class="muted" aria-label="to">→</span>
							<strong class="number">${decimal(gVendi.after, 1)}</strong>
							<span class="muted">with ${candidates.length === 1 ? 'it' : `all ${candidates.length}`}</span>
						</p>
						<ul class="candidates">
							${repeat(
								candidates,
								({ id }) => id,
								candidate =>
									candidateCard(
										candidate,
										regions.find(({ id }) => id === candidate.region),
										trust,
										interactive,
										busy,
										act,
									),
							)}
						</ul>`
		}
	</section>`;
}

function candidateCard(
	{ id, input, output, gain, similarity, vScore, origin }: Candidate,
	region: RegionView | undefined,
	trust: Trust | null,
	interactive: boolean,
	busy: boolean,
	act: Act,
): TemplateResult {
	return html`<li class="card candidate">
		${demonstrationTexts(input, output)}
		<div class="verdict">
			<p class="gain">
				<strong class="number">${signed(gain, 2)}</strong>
				<span class="muted">diversity</span> ${trustMark(trust, 'diversity')}
			</p>
			<ul class="traits muted">
				${region === undefined ? nothing : html`<li><bdi>${plainLine(region.name)}</bdi></li>`}
				<li>${percent(similarity)} like its nearest</li>
				${
					vScore === null
						? nothing
						: html`<li>V-Score ${signed(vScore.bitsPerToken, 2)} ${trustMark(trust, 'consistency')}</li>`
				}
				<li><bdi>${plainLine(origin)}</bdi></li>
			</ul>
			${
				interactive
					? html`<div class="actions">
							<vscode-button ?disabled=${busy} @click=${() => act({ kind: 'accept', candidates: [id] })}
								>Accept</vscode-button
							>
							<vscode-button
								appearance="secondary"
								?disabled=${busy}
								@click=${() => act({ kind: 'reject', candidates: [id] })}
								>Reject</vscode-button
							>
						</div>`
					: nothing
			}
		</div>
	</li>`;
}

export const candidatesStyles = css`
	.change {
		margin-block-end: 12px;
	}
	.change .number {
		font-size: 1.3em;
	}
	.candidates {
		display: grid;
		grid-template-columns: repeat(auto-fill, minmax(min(100%, 330px), 1fr));
		gap: 12px;
	}
	.candidate {
		display: flex;
		flex-direction: column;
		justify-content: space-between;
		gap: 12px;
	}
	.verdict {
		display: grid;
		gap: 8px;
	}
	.gain strong {
		font-size: 1.3em;
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
`;
