import * as l10n from '@vscode/l10n';
import { isDeepStrictEqual } from 'node:util';
import { UserError } from '../base/errors';
import { finished, type Steps } from '../base/steps';
import { changeBetween } from '../base/textChange';
import { LineMap } from '../base/textRange';
import {
	outputText,
	type Demonstration,
	type DemonstrationSet,
	type ParseProblem,
	type TaskDefinition,
	type TaskSource,
} from '../demonstrations/demonstration';
import type { FieldMapping, Format, ParseOptions, SourceDocument } from '../demonstrations/format';
import { titleOf } from '../demonstrations/formatTitle';
import { keepIds } from '../demonstrations/keepIds';
import { detectFormat, formatById, formats } from '../demonstrations/registry';
import type { RuleSettings } from '../findings/registry';
import type { FindingContext } from '../findings/rule';
import { ruleSteps } from './checkRules';
import type { Loss } from '../probe/probeModel';
import type { Analysis, DemonstrationView } from '../protocol/analysis';
import type { LeadingMeasure } from '../protocol/measures';

/** What is wanted of the measuring of a set, beside its text. */
export interface MeasureWishes {
	/** Every output that the task allows. */
	readonly labels?: readonly string[];
	/** Tokens that the gradient's loss counts. */
	readonly loss?: Loss;
	/** The measure of diversity to show first. */
	readonly leading?: { readonly measure: LeadingMeasure; readonly by: 'configuration' | 'setting' | 'option' };
}

export interface InspectInput {
	readonly document: SourceDocument;
	/** Id of the format; detected where it is not given. */
	readonly format?: string;
	readonly mapping?: FieldMapping;
	/** Name of the set to read; the largest where it is not given, and with a problem where it is not there. */
	readonly set?: string;
	/** The task definition to use where the file has none, or instead of the file's where `source` is `option`. */
	readonly task?: { readonly text: string; readonly source: Exclude<TaskSource, 'file'> };
	readonly rules?: RuleSettings;
	/** How accepted candidates of this document were checked, as `FindingContext` has it. */
	readonly verifications?: FindingContext['verifications'];
	readonly wishes?: MeasureWishes;
	/** What is in doubt about the text itself, and what limits it: where its bytes are of another encoding, say. */
	readonly problems?: readonly ParseProblem[];
	readonly notices?: readonly string[];
	/** An earlier inspection of the same document: what has not changed is not read again, and keeps its id. */
	readonly previous?: InspectedSet;
}

/** A document, read but not measured. */
export interface InspectedSet {
	readonly document: SourceDocument;
	readonly format: Format;
	/** How the format was asked to read. */
	readonly options: ParseOptions;
	/** As the format gave it. */
	readonly parsed: DemonstrationSet;
	/** The same with the task definition to use, and the ids of an earlier inspection. */
	readonly set: DemonstrationSet;
	readonly lines: LineMap;
	readonly rules: RuleSettings;
	readonly wishes: MeasureWishes;
	readonly verifications?: FindingContext['verifications'];
	/** What can be said without a probe. */
	readonly analysis: Analysis;
}

const previewLength = 2000;

/**
 * Reads a document and says what can be said without a probe: demonstrations, ranges, findings of form.
 *
 * @throws {UserError} `format.unknown`: no format claims the document, or there is none of the given id.
 */
export function inspect(input: InspectInput): InspectedSet {
	return finished(inspectSteps(input));
}

/** The same in steps, for a thread that has other things to do. */
export function* inspectSteps(input: InspectInput): Steps<InspectedSet> {
	const {
		document,
		mapping,
		set: setName,
		rules = {},
		wishes = {},
		verifications,
		previous,
		problems = [],
		notices = [],
	} = input;
	const format = chooseFormat(document, input.format);
	const options = {
		...(mapping === undefined ? {} : { mapping }),
		...(setName === undefined ? {} : { set: setName }),
	};
	const parsed = parse(document, format, options, previous);
	yield;
	const named = previous !== undefined && previous.set.name === parsed.name ? keepIds(previous.set, parsed) : parsed;
	const set: DemonstrationSet = {
		...named,
		task: chooseTask(parsed.task, input.task),
		problems: [...problems, ...absentSet(parsed, setName), ...named.problems],
	};
	const lines = new LineMap(document.text);
	yield;
	const findings = yield* ruleSteps(
		{ set, ...labelsOf(wishes), ...(verifications === undefined ? {} : { verifications }) },
		{ document, lines },
		rules,
		null,
	);
	const analysis: Analysis = {
		version: 1,
		file: document.name,
		format: format.id,
		formatTitle: titleOf(format),
		task: set.task === undefined ? null : { text: set.task.text, source: set.task.source },
		probe: null,
		trust: null,
		count: set.demonstrations.length,
		scores: null,
		surface: null,
		labelBalance: null,
		demonstrations: set.demonstrations.map(demonstration => view(demonstration, lines)),
		regions: [],
		findings,
		notices: [...notices, ...otherSets(set)],
	};
	return {
		document,
		format,
		options,
		parsed,
		set,
		lines,
		rules,
		wishes,
		...(verifications === undefined ? {} : { verifications }),
		analysis,
	};
}

/** For the rules, which look at nothing else of the wishes. */
export function labelsOf({ labels }: MeasureWishes): { readonly labels?: readonly string[] } {
	return labels === undefined ? {} : { labels };
}

/** Only what changed, where the format can and is asked for the same. */
function parse(
	document: SourceDocument,
	format: Format,
	options: ParseOptions,
	previous: InspectedSet | undefined,
): DemonstrationSet {
	const isAlike =
		previous?.format === format &&
		previous.document.name === document.name &&
		isDeepStrictEqual(previous.options, options);
	if (!isAlike) {
		return format.parse(document, options);
	}
	const change = changeBetween(previous.document.text, document.text);
	return change === undefined
		? previous.parsed
		: (format.reread?.(document, previous.parsed, change, options) ?? format.parse(document, options));
}

function chooseFormat(document: SourceDocument, id: string | undefined): Format {
	const format = id === undefined ? detectFormat(document) : formatById(id);
	if (format === undefined) {
		const known = formats.map(one => `${titleOf(one)} (${one.id})`).join(', ');
		throw new UserError(
			'format.unknown',
			id === undefined
				? l10n.t('{0} is not in a format that holds demonstrations. Known formats: {1}.', document.name, known)
				: l10n.t('There is no format "{0}". Known formats: {1}.', id, known),
		);
	}
	return format;
}

/** Another set than the one that was named must not pass for it. */
function absentSet({ name, names = [] }: DemonstrationSet, wanted: string | undefined): readonly ParseProblem[] {
	if (wanted === undefined || wanted === name) {
		return [];
	}
	const known = names.map(other => `“${other}”`).join(', ');
	const message =
		known === ''
			? l10n.t('This file has no set “{0}”. Its set has no name.', wanted)
			: l10n.t('This file has no set “{0}”. It has {1}.', wanted, known);
	return [{ message, span: { start: 0, end: 0 } }];
}

/** Says which set of several was read. */
function otherSets({ name, names = [] }: DemonstrationSet): string[] {
	const others = names.filter(other => other !== name).map(other => `“${other}”`);
	return name === undefined || others.length === 0
		? []
		: [l10n.t('This file holds {0} sets, and this is “{1}”. Not read: {2}.', names.length, name, others.join(', '))];
}

/** What the user says outranks the file, and the file outranks a sidecar. */
function chooseTask(own: TaskDefinition | undefined, given: InspectInput['task']): TaskDefinition | undefined {
	return given !== undefined && (own === undefined || given.source === 'option') ? given : own;
}

function view(demonstration: Demonstration, lines: LineMap): DemonstrationView {
	return {
		id: demonstration.id,
		range: lines.range(demonstration.span),
		input: clip(demonstration.input.text),
		output: clip(outputText(demonstration)),
	};
}

function clip(text: string): string {
	return text.length > previewLength ? `${text.slice(0, previewLength)}…` : text;
}
