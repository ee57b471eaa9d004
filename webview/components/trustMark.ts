import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import type { Trust } from '../../src/protocol/analysis';

/** Why a measure is a hint only with the probe that read the set; nothing where it can be trusted, or was not taken. */
export function doubt(trust: Trust | null, measure: keyof Trust): string | undefined {
	return trust === null || trust[measure].level === 'trusted' ? undefined : trust[measure].reason;
}

/** A sign beside a measure that is a hint only; it tells why when pointed at. */
export function trustMark(trust: Trust | null, measure: keyof Trust): TemplateResult | typeof nothing {
	const reason = doubt(trust, measure);
	return reason === undefined
		? nothing
		: html`<span class="badge indicative" title=${reason}>${l10n.t('indicative')}</span>`;
}
