import type { SetSettings } from '../configuration/configuration';
import type { FieldMapping, SourceDocument } from '../demonstrations/format';
import type { RuleSettings } from '../findings/registry';
import { verificationsIn } from '../findings/verifications';
import type { InspectInput, MeasureWishes } from './inspect';

/** What a person says of one file: options of a command, choices in the editor. */
export interface Choices {
	readonly format?: string;
	readonly mapping?: FieldMapping;
	readonly set?: string;
	readonly task?: string;
}

/** Everything that says how a document is read. */
export interface InputSources {
	readonly chosen?: Choices;
	/** The text of `NAME.task.md` beside the document. */
	readonly sidecar?: string | undefined;
	/** What the configuration says of the document. */
	readonly configured?: SetSettings | undefined;
	/** Id of the format that is wanted where neither a choice nor the configuration names one. */
	readonly preferredFormat?: string | undefined;
	/** The text of `FILE.provenance.jsonl` beside the document: where accepted candidates came from. */
	readonly provenance?: string | undefined;
	/** What is wanted of rules where the configuration does not say. */
	readonly preferredRules?: RuleSettings;
	/** What is wanted of the measuring where the configuration does not say. */
	readonly preferredWishes?: Pick<MeasureWishes, 'loss' | 'leading'> | undefined;
}

/**
 * How a document is to be read, and what is wanted of rules. Choices outrank the configuration. The task definition is the chosen one, or else the
 * file's own, or else the sidecar's, or else that of the configuration.
 */
export function chooseInput(document: SourceDocument, sources: InputSources): InspectInput {
	const { chosen = {}, configured, preferredFormat, provenance } = sources;
	const format = chosen.format ?? configured?.format ?? preferredFormat;
	const mapping = chosen.mapping ?? configured?.mapping;
	const set = chosen.set ?? configured?.set;
	const task = chooseTask(sources);
	const rules = chooseRules(sources);
	return {
		document,
		rules,
		...(provenance === undefined ? {} : { verifications: verificationsIn(provenance) }),
		...(format === undefined ? {} : { format }),
		...(mapping === undefined ? {} : { mapping }),
		...(set === undefined ? {} : { set }),
		...(task === undefined ? {} : { task }),
		wishes: wishesOf(sources),
	};
}

function wishesOf({ configured, preferredWishes = {} }: InputSources): MeasureWishes {
	const { labels, loss, leading } = configured ?? {};
	return {
		...preferredWishes,
		...(labels === undefined ? {} : { labels }),
		...(loss === undefined ? {} : { loss }),
		...(leading === undefined ? {} : { leading: { measure: leading, by: 'configuration' } }),
	};
}

function chooseRules({ configured, preferredRules = {} }: InputSources): RuleSettings {
	const { rules = {}, ignore = [] } = configured ?? {};
	const limits = { ...preferredRules.limits, ...rules.limits };
	return { ...preferredRules, ...rules, limits, ignored: [...(preferredRules.ignored ?? []), ...ignore] };
}

function chooseTask({ chosen, sidecar, configured }: InputSources): InspectInput['task'] {
	if (chosen?.task !== undefined) {
		return { text: chosen.task, source: 'option' };
	}
	if (sidecar !== undefined) {
		return { text: sidecar, source: 'sidecar' };
	}
	const text = configured?.task?.trim() ?? '';
	return text === '' ? undefined : { text, source: 'configuration' };
}
