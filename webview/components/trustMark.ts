import { html, nothing, type TemplateResult } from 'lit';
import type { Trust } from '../../src/protocol/analysis';

/** A sign beside a measure that is a hint only with the probe that read the set; it tells why when pointed at. */
export function trustMark(trust: Trust | null, measure: keyof Trust): TemplateResult | typeof nothing {
	return trust === null || trust[measure].level === 'trusted'
		? nothing
		: html`<span class="badge indicative" title=${trust[measure].reason}>indicative</span>`;
}
