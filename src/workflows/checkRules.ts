import type { LineMap } from '../base/textRange';
import { rules, type RuleSettings } from '../findings/registry';
import type { FindingContext } from '../findings/rule';
import type { Finding } from '../protocol/analysis';

/** Every finding of the rules that are on, in the order of the text. */
export function checkRules(context: FindingContext, lines: LineMap, settings: RuleSettings): Finding[] {
	const findings = rules.flatMap(rule => {
		const severity = settings[rule.id] ?? (rule.enabledByDefault ? rule.defaultSeverity : 'off');
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
