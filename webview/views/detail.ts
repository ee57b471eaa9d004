import * as l10n from '@vscode/l10n';
import { css, html, nothing, type TemplateResult } from 'lit';
import type { Finding, Trust } from '../../src/protocol/analysis';
import type { Act } from '../action';
import { demonstrationTexts } from '../components/demonstrationText';
import { sign } from '../components/sign';
import { trustMark } from '../components/trustMark';
import { ruleName } from '../explanations';
import { decimal, percent, signed } from '../numberText';
import { plainLine } from '../textParts';
import { rowTitle } from './rowName';
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
			<h2 id="detail-title">${row === undefined ? l10n.t('Selected') : rowTitle(row)}</h2>
			${row === undefined || !interactive ? nothing : openButton(row, act)}
		</div>
		${row === undefined ? html`<p class="muted">${l10n.t('Choose a demonstration to read it here.')}</p>` : body(row, trust, act)}
	</section>`;
}

function openButton({ demonstration: { id }, candidate }: TableRow, act: Act): TemplateResult {
	const text = candidate === undefined ? l10n.t('Open in editor') : l10n.t('Go to its card');
	return html`<button class="link-button" @click=${() => act({ kind: 'open', id })}>${text}</button>`;
}

function body(
	{ demonstration, region, findings, numbers, candidate }: TableRow,
	trust: Trust | null,
	act: Act,
): TemplateResult {
	const { input, output, tokens, truncated, contribution, twin, vScore, fit } = demonstration;
	const select = (id: string) =>
		html`<button class="link-button" @click=${() => act({ kind: 'select', id })}>
			${l10n.t('demonstration {0}', numbers.get(id) ?? '')}
		</button>`;
	const facts: readonly (readonly [string, unknown])[] = [
		[
			candidate === undefined ? l10n.t('Adds') : l10n.t('Would add'),
			contribution === undefined
				? undefined
				: html`${l10n.t('{0} to diversity', signed(contribution, 2))} ${trustMark(trust, 'diversity')}`,
		],
		[
			l10n.t('Twin'),
			twin === undefined ? undefined : html`${select(twin.id)}, ${l10n.t('{0} alike', percent(twin.similarity))}`,
		],
		[l10n.t('Nearest'), candidate === undefined ? undefined : l10n.t('{0} alike', percent(candidate.similarity))],
		[
			'V-Score',
			vScore === undefined
				? undefined
				: html`${l10n.t('{0} bits per token, {1} in all', signed(vScore.bitsPerToken, 2), signed(vScore.bits, 1))}
					${trustMark(trust, 'consistency')}`,
		],
		[l10n.t('Fits the task'), fit === undefined ? undefined : html`${percent(fit)} ${trustMark(trust, 'fit')}`],
		[l10n.t('Region'), region === undefined ? undefined : plainLine(region.name)],
		[
			l10n.t('Tokens'),
			tokens === undefined
				? undefined
				: truncated
					? l10n.t('{0}, shortened to fit the probe', decimal(tokens, 0))
					: decimal(tokens, 0),
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
	return html`<ul class="findings" aria-label=${l10n.t('Findings')}>
		${findings.map(
			({ rule, severity, message, related }) =>
				html`<li>
					${sign(severity)}
					<p>
						<strong>${ruleName(rule)}.</strong> ${plainLine(message)}
						${related.map(
							id =>
								html`<button class="link-button" @click=${() => act({ kind: 'select', id })}>
									${l10n.t('Show {0}', numbers.get(id) ?? '')}
								</button> `,
						)}
					</p>
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
		display: flex;
		gap: 8px;
		overflow-wrap: anywhere;
	}
	.findings .sign {
		margin-block-start: 2px;
	}
	.detail-facts {
		display: grid;
		grid-template-columns: minmax(64px, max-content) 1fr;
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
