import * as l10n from '@vscode/l10n';
import { css, html, nothing, type TemplateResult } from 'lit';
import type { RegionView } from '../../src/protocol/analysis';
import type { Act } from '../action';
import { toneStyles, toneOf } from '../components/tones';
import { counted } from '../numberText';
import { plainLine } from '../textParts';

export interface RegionsShown {
	readonly regions: readonly RegionView[];
	/** The region that map and table are narrowed to. */
	readonly narrowed: number | null;
	readonly interactive: boolean;
	readonly busy: boolean;
}

/** The regions, thin ones marked, each with a way to fill it. */
export function regionsView({ regions, narrowed, interactive, busy }: RegionsShown, act: Act): TemplateResult {
	const sparse = regions.filter(region => region.sparse).length;
	return html`<section aria-labelledby="regions-title">
		<div class="section-head">
			<h2 id="regions-title">
				${l10n.t('Regions')} <span class="muted">${l10n.t('{0}, {1} sparse', regions.length, sparse)}</span>
			</h2>
			${
				interactive && sparse > 0
					? html`<div class="actions">
							<vscode-button appearance="primary" ?disabled=${busy} @click=${() => act({ kind: 'fill', region: null })}
								>${l10n.t('Fill sparse…')}</vscode-button
							>
							<vscode-button
								appearance="secondary"
								?disabled=${busy}
								@click=${() => act({ kind: 'suggest', region: null })}
								>${l10n.t('Fill sparse from pool')}</vscode-button
							>
						</div>`
					: nothing
			}
		</div>
		<ul class="regions">
			${regions.map(region => regionItem(region, narrowed === region.id, interactive, busy, act))}
		</ul>
	</section>`;
}

function regionItem(
	{ id, name, size, sparse }: RegionView,
	narrowed: boolean,
	interactive: boolean,
	busy: boolean,
	act: Act,
): TemplateResult {
	return html`<li class="region ${narrowed ? 'narrowed' : ''}">
		<button
			class="plain-button region-name"
			aria-pressed=${narrowed ? 'true' : 'false'}
			title=${narrowed ? l10n.t('Show all demonstrations') : l10n.t('Show only this region')}
			@click=${() => act({ kind: 'narrow', region: narrowed ? null : id })}
		>
			<svg class="dot tone-${toneOf(id)}" viewBox="0 0 12 12" aria-hidden="true">
				<circle cx="6" cy="6" r="4" class=${sparse ? 'hollow' : 'full'}></circle>
			</svg>
			<span class="name" dir="auto">${plainLine(name)}</span>
			${sparse ? html`<span class="badge sparse">${l10n.t('sparse')}</span>` : nothing}
			<span class="number muted" aria-label=${counted(size, 'demonstration')}>${size}</span>
		</button>
		${
			interactive
				? html`<button
							class="link-button suggest"
							?disabled=${busy}
							title=${l10n.t('Have your language model write candidates for this region')}
							aria-label=${l10n.t('Fill {0} with the language model', plainLine(name))}
							@click=${() => act({ kind: 'fill', region: id })}
						>
							${l10n.t('Fill…')}
						</button>
						<button
							class="link-button suggest"
							?disabled=${busy}
							title=${l10n.t('Look for candidates in a pool')}
							aria-label=${l10n.t('Suggest from pool for {0}', plainLine(name))}
							@click=${() => act({ kind: 'suggest', region: id })}
						>
							${l10n.t('Suggest')}
						</button>`
				: nothing
		}
	</li>`;
}

export const regionsStyles = [
	toneStyles,
	css`
		.regions {
			max-height: 340px;
			overflow-y: auto;
			margin-inline: -8px;
		}
		.region {
			display: flex;
			align-items: center;
			gap: 12px;
			padding-inline-end: 8px;
			border-radius: 4px;
		}
		.region:hover {
			background: var(--vscode-list-hoverBackground);
		}
		.region.narrowed {
			background: var(--vscode-list-activeSelectionBackground);
			color: var(--vscode-list-activeSelectionForeground);
			outline: 1px solid var(--vscode-contrastActiveBorder, transparent);
			outline-offset: -1px;
		}
		.region.narrowed .region-name {
			box-shadow: inset 3px 0 0 var(--vscode-focusBorder);
		}
		.region.narrowed .muted,
		.region.narrowed .badge,
		.region.narrowed .link-button {
			color: inherit;
		}
		.region-name {
			flex: 1;
			min-width: 0;
			display: flex;
			align-items: center;
			gap: 8px;
			padding: 4px 8px;
		}
		.name {
			min-width: 0;
			overflow: hidden;
			text-overflow: ellipsis;
			white-space: nowrap;
		}
		@container (max-width: 420px) {
			.region {
				flex-wrap: wrap;
				gap: 0 12px;
				padding-block-end: 4px;
			}
			.region-name {
				flex-basis: 100%;
			}
			.name {
				white-space: normal;
				overflow-wrap: anywhere;
			}
			.suggest:first-of-type {
				margin-inline-start: 28px;
			}
		}
		.region-name .number {
			margin-inline-start: auto;
		}
		.dot {
			flex: none;
			width: 12px;
			height: 12px;
		}
		.suggest[disabled] {
			opacity: 0.5;
			cursor: default;
			text-decoration: none;
		}
	`,
];
