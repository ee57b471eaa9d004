import type { Steps } from '../base/steps';
import type { LineMap } from '../base/textRange';
import type { SourceDocument } from '../demonstrations/format';
import { ignoring } from '../findings/ignored';
import { defaultLimits } from '../findings/limits';
import { rules, type RuleSettings } from '../findings/registry';
import type { FindingContext, Rule, RuleFinding } from '../findings/rule';
import type { Finding, RuleId, Trust } from '../protocol/analysis';

interface Place {
	readonly document: SourceDocument;
	readonly lines: LineMap;
}

/**
 * Every finding of the rules that are on and that nobody has chosen to ignore, in the order of the text.
 *
 * @param trust in the measures of the probe that read the set; `null` where none did
 */
export function* ruleSteps(
	context: Omit<FindingContext, 'limits'>,
	{ document, lines }: Place,
	settings: RuleSettings,
	trust: Trust | null,
): Steps<Finding[]> {
	const limits = { ...defaultLimits, ...settings.limits };
	const ignores = ignoring(document, context.set, settings.ignored ?? []);
	const involved = new Map<RuleId, ReadonlySet<string>>();
	const findings: { readonly start: number; readonly finding: Finding }[] = [];
	for (const rule of rules) {
		const severity = severityOf(rule, settings, trust);
		if (severity === 'off') {
			continue;
		}
		const limited = { ...context, limits };
		const found = rule.steps === undefined ? rule.check(limited) : yield* rule.steps(limited);
		yield;
		involved.set(rule.id, new Set(found.flatMap(({ demonstration = [], related }) => [demonstration, related].flat())));
		const said = rule.impliedBy === undefined ? undefined : involved.get(rule.impliedBy);
		for (const finding of found) {
			const isSaid = finding.demonstration !== undefined && said?.has(finding.demonstration) === true;
			if (!isSaid && !ignores(rule.id, finding)) {
				findings.push({ start: finding.span.start, finding: shown(rule, severity, finding, lines) });
			}
		}
	}
	return findings.toSorted((a, b) => a.start - b.start).map(({ finding }) => finding);
}

function shown(
	{ id }: Rule,
	severity: Finding['severity'],
	{ demonstration, span, message, related }: RuleFinding,
	lines: LineMap,
): Finding {
	return {
		rule: id,
		severity,
		...(demonstration === undefined ? {} : { demonstration }),
		range: lines.range(span),
		message,
		related: [...related],
	};
}

/** Whether anything is wanted of a rule, so that what it alone needs is worth reading. */
export function isOn(rule: Rule, settings: RuleSettings, trust: Trust | null): boolean {
	return severityOf(rule, settings, trust) !== 'off';
}

function severityOf(rule: Rule, settings: RuleSettings, trust: Trust | null): Finding['severity'] | 'off' {
	return settings[rule.id] ?? (isOnByDefault(rule, trust) ? rule.defaultSeverity : 'off');
}

function isOnByDefault({ enabledByDefault, restsOn }: Rule, trust: Trust | null): boolean {
	return enabledByDefault && (restsOn === undefined || trust?.[restsOn].level === 'trusted');
}
