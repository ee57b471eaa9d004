import type { LineMap } from '../base/textRange';
import { rules } from '../findings/registry';
import type { FindingContext } from '../findings/rule';
import type { Finding, RuleId, Severity } from '../protocol/analysis';

/** What the user wants of each rule; one that is not named keeps its default. */
export type RuleSettings = { readonly [Rule in RuleId]?: Severity | 'off' };

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
