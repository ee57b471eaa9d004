import { css, html, nothing, type TemplateResult } from 'lit';
import type { Analysis, Trust } from '../../src/protocol/analysis';
import type { PanelState } from '../../src/protocol/panel';
import type { Act } from '../action';
import { demonstrationText } from '../components/demonstrationText';
import { ledgerText } from '../ledgerText';
import { compactCount, counted } from '../numberText';
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
						>Analyze</vscode-button
					>`
				: html`<vscode-button appearance="secondary" @click=${() => act({ kind: 'cancel' })}>Cancel</vscode-button>`
		}
		${
			analysis === null
				? nothing
				: html`<vscode-button appearance="secondary" @click=${() => act({ kind: 'export' })}>Export…</vscode-button>`
		}
	</div>`;
}

function progressLine({ message, done, total, ledger }: NonNullable<PanelState['progress']>): TemplateResult {
	return html`<div class="progress">
		<progress aria-label=${message} max=${Math.max(total, 1)} value=${done}></progress>
		<p class="muted">
			<span>${message}</span
			><span class="number"
				>${ledger === undefined ? `${done} of ${total}` : `${ledgerText(ledger)} of at most ${counted(total, 'call')}`}</span
			>
		</p>
	</div>`;
}

function facts(analysis: Analysis, interactive: boolean, act: Act): TemplateResult {
	const { task, probe } = analysis;
	return html`<dl class="facts">
		<div>
			<dt>Task</dt>
			<dd>
				${
					task === null
						? html`<span class="muted">None found. Consistency needs a task definition.</span>`
						: html`${demonstrationText(task.text, 'full')} <span class="muted">(${taskSources[task.source]})</span>`
				}
			</dd>
		</div>
		<div>
			<dt>Probe</dt>
			<dd>
				${
					probe === null
						? html`<span class="muted">None read this set.</span>`
						: html`${probe.id}
								<span class="muted"
									>· ${compactCount(probe.parameters)} parameters on ${probe.provider}; reads the loss of
									${lossWords[probe.loss]}</span
								>`
				}
			</dd>
		</div>
		${trustFacts(analysis, interactive, act)}
	</dl>`;
}

/** What the scores are worth with this probe, and the way to a better one where it is not enough. */
function trustFacts({ trust, scores }: Analysis, interactive: boolean, act: Act): TemplateResult | typeof nothing {
	if (trust === null || scores === null) {
		return nothing;
	}
	const measures: readonly (keyof Trust)[] = scores.consistency === null ? ['diversity'] : ['diversity', 'consistency'];
	const doubtful = measures.filter(measure => trust[measure].level !== 'trusted');
	const reasons = (doubtful.length === 0 ? measures : doubtful).map(measure => trust[measure].reason).join(' ');
	return html`<div>
		<dt>Trust</dt>
		<dd>
			${doubtful.length === 0 ? nothing : sentence(doubtful)} <span class="muted">${plainLine(reasons)}</span>
			${
				doubtful.length === 0 || !interactive
					? nothing
					: html`<button class="link-button" @click=${() => act({ kind: 'chooseProbe' })}>Choose another probe</button>`
			}
		</dd>
	</div>`;
}

/** "Diversity and consistency are indicative only." */
function sentence(measures: readonly string[]): string {
	const named = measures.join(' and ');
	return `${named.charAt(0).toUpperCase()}${named.slice(1)} ${measures.length === 1 ? 'is' : 'are'} indicative only.`;
}

/** What limits the analysis, and what of the file could not be read. */
function notices({ notices, findings }: Analysis): TemplateResult | typeof nothing {
	const unread = findings
		.filter(finding => finding.demonstration === undefined)
		.map(({ range, message }) => `Line ${range.start.line + 1}: ${message}`);
	const all = [
		...notices.map(text => ({ kind: 'info' as const, text })),
		...unread.map(text => ({ kind: 'warning' as const, text })),
	];
	return all.length === 0
		? nothing
		: html`<ul class="notices" aria-label="Notices">
				${all.map(
					({ kind, text }) =>
						html`<li class="message ${kind}">
							${sign(kind)}
							<p>${plainLine(text)}</p>
						</li>`,
				)}
			</ul>`;
}

function sign(kind: 'error' | 'warning' | 'info'): TemplateResult {
	const shape = kind === 'warning' ? 'M8 1.5 15 14H1ZM8 6v4M8 11.5v1' : 'M8 1.5a6.5 6.5 0 1 1 0 13a6.5 6.5 0 1 1 0-13Z';
	const stroke = kind === 'error' ? 'M5.5 5.5l5 5M10.5 5.5l-5 5' : kind === 'info' ? 'M8 7.2v4M8 4.6v1.2' : '';
	return html`<svg class="sign" viewBox="0 0 16 16" role="img" aria-label=${kind}>
		<path d=${shape}></path>
		<path d=${stroke}></path>
	</svg>`;
}

const taskSources = {
	file: 'from the file',
	sidecar: 'from the file beside it',
	option: 'given by hand',
	configuration: 'from the configuration',
} as const;

const lossWords = {
	completion: 'the output',
	joint: 'input and output',
	both: 'the output, and that of input and output',
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
		gap: 6px;
	}
	.facts > div {
		display: grid;
		grid-template-columns: 56px 1fr;
		gap: 8px;
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
	.sign {
		width: 16px;
		height: 16px;
		margin-block-start: 2px;
		fill: none;
		stroke: var(--vscode-editorInfo-foreground);
		stroke-width: 1.2;
	}
	.error .sign {
		stroke: var(--vscode-errorForeground);
	}
	.warning .sign {
		stroke: var(--vscode-editorWarning-foreground);
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
