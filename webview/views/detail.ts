import { css, html, nothing, type TemplateResult } from 'lit';
import type { Finding, Trust } from '../../src/protocol/analysis';
import type { Act } from '../action';
import { demonstrationTexts } from '../components/demonstrationText';
import { trustMark } from '../components/trustMark';
import { ruleNames } from '../explanations';
import { decimal, percent, signed } from '../numberText';
import { plainLine } from '../textParts';
import type { TableRow } from './tableRows';

/** All that is known of the selected demonstration. */
export function detailView(
	row: TableRow | undefined,
	trust: Trust | null,
	interactive: boolean,
	act: Act,
): TemplateResult {
	return html`<section class="card detail" aria-labelledby="detail-title">
		<div class="section-head">
			<h2 id="detail-title">${row === undefined ? 'Selected' : titleOf(row)}</h2>
			${row === undefined || !interactive ? nothing : openButton(row, act)}
		</div>
		${row === undefined ? html`<p class="muted">Choose a demonstration to read it here.</p>` : body(row, trust, act)}
	</section>`;
}

function titleOf({ label, candidate }: TableRow): string {
	return candidate === undefined ? `Demonstration ${label}` : `Candidate ${label.slice(1)}`;
}

function openButton({ demonstration: { id }, candidate }: TableRow, act: Act): TemplateResult {
	const text = candidate === undefined ? 'Open in editor' : 'Go to its card';
	return html`<button class="link-button" @click=${() => act({ kind: 'open', id })}>${text}</button>`;
}

function body(
	{ demonstration, region, findings, numbers, candidate }: TableRow,
	trust: Trust | null,
	act: Act,
): TemplateResult {
	const { input, output, tokens, truncated, contribution, twin, vScore } = demonstration;
	const select = (id: string) =>
		html`<button class="link-button" @click=${() => act({ kind: 'select', id })}>
			demonstration ${numbers.get(id)}
		</button>`;
	const facts: readonly (readonly [string, unknown])[] = [
		[
			candidate === undefined ? 'Adds' : 'Would add',
			contribution === undefined
				? undefined
				: html`${signed(contribution, 2)} to diversity ${trustMark(trust, 'diversity')}`,
		],
		['Twin', twin === undefined ? undefined : html`${select(twin.id)}, ${percent(twin.similarity)} alike`],
		['Nearest', candidate === undefined ? undefined : `${percent(candidate.similarity)} alike`],
		[
			'V-Score',
			vScore === undefined
				? undefined
				: html`${signed(vScore.bitsPerToken, 2)} bits per token, ${signed(vScore.bits, 1)} in all
					${trustMark(trust, 'consistency')}`,
		],
		['Region', region === undefined ? undefined : plainLine(region.name)],
		[
			'Tokens',
			tokens === undefined ? undefined : `${decimal(tokens, 0)}${truncated ? ', shortened to fit the probe' : ''}`,
		],
	];
	return html`${demonstrationTexts(input, output)}
		${findings.length === 0 ? nothing : findingList(findings, numbers, act)}
		<dl class="detail-facts">
			${facts.map(([name, value]) =>
				value === undefined
					? nothing
					: html`<dt>${name}</dt>
							<dd>${value}</dd>`,
			)}
		</dl>`;
}

function findingList(findings: readonly Finding[], numbers: ReadonlyMap<string, number>, act: Act): TemplateResult {
	return html`<ul class="findings" aria-label="Findings">
		${findings.map(
			({ rule, severity, message, related }) =>
				html`<li class=${severity}>
					<strong>${ruleNames[rule]}.</strong> ${plainLine(message)}
					${related.map(
						id =>
							html`<button class="link-button" @click=${() => act({ kind: 'select', id })}>
								Show ${numbers.get(id)}
							</button> `,
					)}
				</li>`,
		)}
	</ul>`;
}

export const detailStyles = css`
	.detail {
		display: grid;
		gap: 12px;
		align-content: start;
	}
	.detail .section-head {
		margin: 0;
	}
	.findings {
		display: grid;
		gap: 6px;
	}
	.findings li {
		padding-inline-start: 10px;
		border-inline-start: 3px solid var(--vscode-editorInfo-foreground);
		overflow-wrap: anywhere;
	}
	.findings .warning {
		border-color: var(--vscode-editorWarning-foreground);
	}
	.findings .error {
		border-color: var(--vscode-errorForeground);
	}
	.detail-facts {
		display: grid;
		grid-template-columns: 64px 1fr;
		gap: 2px 8px;
	}
	.detail-facts dt {
		color: var(--vscode-descriptionForeground);
	}
	.detail-facts dd {
		min-width: 0;
		overflow-wrap: anywhere;
	}
`;
