import * as l10n from '@vscode/l10n';
import { LitElement, css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import type { PanelState } from '../../src/protocol/panel';
import { sharedStyles } from '../components/sharedStyles';
import { reportConnection } from '../connection';
import { counted, decimal } from '../numberText';
import { plainLine } from '../textParts';
import type { Panel } from './panel';

/** A report without an editor: a list of its files, and the panel of the one that is chosen. */
export class Report extends LitElement {
	@property({ attribute: false }) states: readonly PanelState[] = [];
	@state() private chosen = 0;
	@query('demoscope-panel') private readonly panel!: Panel | null;

	override render(): TemplateResult {
		return html`${this.states.length > 1 ? this.files() : nothing}<demoscope-panel></demoscope-panel>`;
	}

	override updated(changed: PropertyValues): void {
		const shown = this.states[this.chosen];
		if ((changed.has('states') || changed.has('chosen')) && shown !== undefined) {
			void this.panel?.start(reportConnection(shown));
		}
	}

	private files(): TemplateResult {
		return html`<nav aria-label=${l10n.t('Files')}>
			<ul>
				${this.states.map(
					({ file, analysis }, index) =>
						html`<li>
							<button aria-current=${index === this.chosen ? 'page' : 'false'} @click=${() => (this.chosen = index)}>
								<bdi class="name">${plainLine(file ?? '')}</bdi>
								<span class="muted number">
									${analysis?.scores ? l10n.t('diversity {0} of {1}', decimal(analysis.scores.gVendi, 1), analysis.count) : nothing}
									${
										analysis && analysis.findings.length > 0
											? html`· ${counted(analysis.findings.length, 'finding')}`
											: nothing
									}
								</span>
							</button>
						</li>`,
				)}
			</ul>
		</nav>`;
	}

	static override readonly styles = [
		sharedStyles,
		css`
			nav {
				border-block-end: 1px solid var(--panel-border);
				background: var(--panel-card);
			}
			nav ul {
				display: flex;
				flex-wrap: wrap;
				gap: 4px;
				max-width: 1320px;
				margin-inline: auto;
				padding: 12px 24px;
			}
			button {
				display: grid;
				gap: 2px;
				padding: 8px 12px;
				border: 1px solid transparent;
				border-radius: 6px;
				background: none;
				color: inherit;
				font: inherit;
				text-align: start;
				cursor: pointer;
			}
			button:hover {
				background: var(--panel-tint);
			}
			button:focus-visible {
				outline: 2px solid var(--vscode-focusBorder);
				outline-offset: -1px;
			}
			button[aria-current='page'] {
				border-color: var(--panel-border);
				background: var(--panel-tint);
			}
			button[aria-current='page'] .name {
				font-weight: 600;
			}
			.muted {
				font-size: 0.9em;
			}
		`,
	];
}
