import * as l10n from '@vscode/l10n';
import { css, html, nothing, type TemplateResult } from 'lit';
import type { Analysis } from '../../src/protocol/analysis';
import type { PanelState } from '../../src/protocol/panel';
import type { Act } from '../action';
import { demonstrationText } from '../components/demonstrationText';
import { doubtSentence, doubtfulMeasures, measuresTaken } from '../components/doubts';
import { sign } from '../components/sign';
import { ledgerText } from '../ledgerText';
import { compactCount, counted, grouped } from '../numberText';
import { plainLine } from '../textParts';

/** What was read, by which probe, and what is under way. */
export function header(state: PanelState, failure: string | null, act: Act): TemplateResult {
	const { file, analysis, progress, interactive } = state;
	return html`<header>
		<div class="title-line">
			<div class="title">
				<h1 dir="auto">${plainLine(file ?? 'Demoscope')}</h1>
				${analysis === null ? nothing : subtitle(analysis)}
			</div>
			${interactive && file !== null ? buttons(state, act) : nothing}
		</div>
		${progress === null ? nothing : progressLine(progress)}
		${
			failure === null
				? nothing
				: html`<div class="message error" role="alert">
						${sign('error')}
						<p>${failure}</p>
					</div>`
		}
		${analysis === null ? nothing : [facts(analysis, interactive, act), notices(analysis)]}
	</header>`;
}

function subtitle({ count, formatTitle }: Analysis): TemplateResult {
	return html`<p class="muted">${counted(count, 'demonstration')} · ${formatTitle}</p>`;
}

function buttons({ progress, analysis }: PanelState, act: Act): TemplateResult {
	return html`<div class="actions">
		${
			progress === null
				? html`<vscode-button
						appearance=${analysis === null ? 'primary' : 'secondary'}
						@click=${() => act({ kind: 'analyze' })}
						>${l10n.t('Analyze')}</vscode-button
					>`
				: html`<vscode-button appearance="secondary" @click=${() => act({ kind: 'cancel' })}
						>${l10n.t('Cancel')}</vscode-button
					>`
		}
		${
			analysis === null
				? nothing
				: html`<vscode-button appearance="secondary" @click=${() => act({ kind: 'export' })}
						>${l10n.t('Export…')}</vscode-button
					>`
		}
	</div>`;
}

function progressLine({ message, done, total, ledger }: NonNullable<PanelState['progress']>): TemplateResult {
	return html`<div class="progress">
		<progress aria-label=${message} max=${Math.max(total, 1)} value=${done}></progress>
		<p class="muted">
			<span>${message}</span
			><span class="number"
				>${
					ledger === undefined
						? howFar(done, total)
						: l10n.t('{0} of at most {1}', ledgerText(ledger), counted(total, 'call'))
				}</span
			>
		</p>
	</div>`;
}

function facts(analysis: Analysis, interactive: boolean, act: Act): TemplateResult {
	const { task, probe } = analysis;
	return html`<dl class="facts">
		<div>
			<dt>${l10n.t('Task')}</dt>
			<dd>
				${
					task === null
						? html`<span class="muted">${l10n.t('None found. Consistency needs a task definition.')}</span>`
						: html`${demonstrationText(task.text, 'full')} <span class="muted">(${taskSources[task.source]()})</span>`
				}
			</dd>
		</div>
		<div>
			<dt>${l10n.t('Probe')}</dt>
			<dd>
				${
					probe === null
						? html`<span class="muted">${l10n.t('None read this set.')}</span>`
						: html`${probe.id}
								<span class="muted"
									>·
									${l10n.t('{0} parameters on {1}; reads the loss of {2}', compactCount(probe.parameters), probe.provider, lossWords[probe.loss]())}</span
								>`
				}
			</dd>
		</div>
		${trustFacts(analysis, interactive, act)}
	</dl>`;
}

/** What the scores are worth with this probe, and the way to a better one where it is not enough. */
function trustFacts(analysis: Analysis, interactive: boolean, act: Act): TemplateResult | typeof nothing {
	const { trust } = analysis;
	const measures = measuresTaken(analysis);
	if (trust === null || measures.length === 0) {
		return nothing;
	}
	const doubtful = doubtfulMeasures(analysis);
	const reasons = (doubtful.length === 0 ? measures : doubtful).map(measure => trust[measure].reason).join(' ');
	return html`<div>
		<dt>${l10n.t('Trust')}</dt>
		<dd>
			${doubtful.length === 0 ? nothing : doubtSentence(doubtful)} <span class="muted">${plainLine(reasons)}</span>
			${
				doubtful.length === 0 || !interactive
					? nothing
					: html`<button class="link-button" @click=${() => act({ kind: 'chooseProbe' })}>
							${l10n.t('Choose another probe')}
						</button>`
			}
		</dd>
	</div>`;
}

/** Nothing before it is known how much there is to do. */
function howFar(done: number, total: number): string | typeof nothing {
	return total === 0 ? nothing : l10n.t('{0} of {1}', grouped(done), grouped(total));
}

/** What limits the analysis, and what of the file could not be read. */
function notices({ notices, findings }: Analysis): TemplateResult | typeof nothing {
	const unread = findings
		.filter(finding => finding.demonstration === undefined)
		.map(({ range, message }) => l10n.t('Line {0}: {1}', range.start.line + 1, message));
	const all = [
		...notices.map(text => ({ kind: 'information' as const, text })),
		...unread.map(text => ({ kind: 'warning' as const, text })),
	];
	return all.length === 0
		? nothing
		: html`<ul class="notices" aria-label=${l10n.t('Notices')}>
				${all.map(
					({ kind, text }) =>
						html`<li class="message ${kind}">
							${sign(kind)}
							<p>${plainLine(text)}</p>
						</li>`,
				)}
			</ul>`;
}

const taskSources = {
	file: () => l10n.t('from the file'),
	sidecar: () => l10n.t('from the file beside it'),
	option: () => l10n.t('given by hand'),
	configuration: () => l10n.t('from the configuration'),
} as const;

const lossWords = {
	completion: () => l10n.t('the output'),
	joint: () => l10n.t('input and output'),
	both: () => l10n.t('the output, and that of input and output'),
} as const;

export const headerStyles = css`
	header {
		display: grid;
		gap: 16px;
	}
	.title-line {
		display: flex;
		flex-wrap: wrap;
		align-items: flex-start;
		justify-content: space-between;
		gap: 12px;
	}
	.title {
		min-width: 0;
	}
	h1 {
		font-size: 1.6em;
		font-weight: 600;
		line-height: 1.25;
		overflow-wrap: anywhere;
	}
	.facts {
		display: grid;
		grid-template-columns: max-content minmax(0, 1fr);
		gap: 6px 16px;
	}
	.facts > div {
		display: grid;
		grid-column: 1 / -1;
		grid-template-columns: subgrid;
	}
	.facts dt {
		color: var(--vscode-descriptionForeground);
	}
	.facts dd {
		min-width: 0;
		overflow-wrap: anywhere;
	}
	.facts .demonstration-text.full {
		display: inline;
	}
	.notices {
		display: grid;
		gap: 8px;
	}
	.message {
		display: grid;
		grid-template-columns: 16px 1fr;
		gap: 10px;
		padding: 8px 12px;
		border: 1px solid var(--panel-border);
		border-radius: 4px;
		overflow-wrap: anywhere;
	}
	.message p {
		max-width: 100ch;
	}
	.message.error {
		border-color: var(--vscode-inputValidation-errorBorder);
		background: var(--vscode-inputValidation-errorBackground);
	}
	.message .sign {
		margin-block-start: 2px;
	}
	.progress {
		display: grid;
		gap: 4px;
	}
	.progress p {
		display: flex;
		justify-content: space-between;
		gap: 12px;
	}
	progress {
		appearance: none;
		display: block;
		width: 100%;
		height: 4px;
		border: 0;
		border-radius: 2px;
		overflow: hidden;
		background: var(--panel-tint);
	}
	progress::-webkit-progress-bar {
		background: transparent;
	}
	progress::-webkit-progress-value {
		background: var(--vscode-progressBar-background);
	}
`;
