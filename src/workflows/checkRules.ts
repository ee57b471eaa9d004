import type { LineMap } from '../base/textRange';
import { rules, type RuleSettings } from '../findings/registry';
import type { FindingContext, Rule } from '../findings/rule';
import type { Finding, Trust } from '../protocol/analysis';

/**
 * Every finding of the rules that are on, in the order of the text.
 *
 * @param trust in the measures of the probe that read the set; `null` where none did
 */
export function checkRules(
	context: FindingContext,
	lines: LineMap,
	settings: RuleSettings,
	trust: Trust | null,
): Finding[] {
	const findings = rules.flatMap(rule => {
		const severity = settings[rule.id] ?? (isOnByDefault(rule, trust) ? rule.defaultSeverity : 'off');
		if (severity === 'off') {
			return [];
		}
		return rule.check(context).map(({ demonstration, span, message, related }) => ({
			start: span.start,
			finding: {
				rule: rule.id,
				severity,
				...(demonstration === undefined ? {} : { demonstration }),
				range: lines.range(span),
				message,
				related: [...related],
			},
		}));
	});
	return findings.toSorted((a, b) => a.start - b.start).map(({ finding }) => finding);
}

function isOnByDefault({ enabledByDefault, restsOn }: Rule, trust: Trust | null): boolean {
	return enabledByDefault && (restsOn === undefined || trust?.[restsOn].level === 'trusted');
}
