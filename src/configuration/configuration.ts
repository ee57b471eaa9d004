import * as l10n from '@vscode/l10n';
import * as z from 'zod/mini';
import { said } from '../base/said';
import { formats } from '../demonstrations/registry';
import { findingSchema } from '../protocol/analysis';
import { leadingMeasures, losses } from '../protocol/measures';

const mapping = strict(
	{
		input: described(z.string(said(() => l10n.t('must be a text'))), 'Key of the input.'),
		output: described(z.string(said(() => l10n.t('must be a text'))), 'Key of the output.'),
		rationale: z.exactOptional(
			described(z.string(said(() => l10n.t('must be a text'))), 'Key of the reasoning before the answer.'),
		),
	},
	() => l10n.t('must name the keys of input and output'),
);

const thresholds = strict(
	{
		minimumDiversity: z.exactOptional(
			described(share(), 'Least G-Vendi score, as a share of the number of demonstrations.'),
		),
		maximumDuplicates: z.exactOptional(described(count(), 'Most demonstrations that are near-duplicates.')),
		maximumInconsistent: z.exactOptional(
			described(
				count(),
				'Most demonstrations that fit the task definition far worse than the others. Turns that finding on.',
			),
		),
		minimumLabelBalance: z.exactOptional(described(share(), 'Least label balance, 0 to 1.')),
		minimumCoverage: z.exactOptional(
			described(share(), 'Least share of the validation examples that some demonstration is near to, 0 to 1.'),
		),
		minimumOfPool: z.exactOptional(
			described(
				positive(),
				'Least G-Vendi score, as a share of what random sets of as many demonstrations from the pool reach on average.',
			),
		),
		maximumDrop: z.exactOptional(
			described(share(), 'How far G-Vendi may fall below the baseline, as a share of it; 0.05 if not given.'),
		),
		failOn: z.exactOptional(
			described(
				z.enum(
					['error', 'warning', 'information', 'hint', 'never'],
					said(() => l10n.t('must be a severity, or never')),
				),
				'Findings of this severity and above fail the check; warning if not given.',
			),
		),
	},
	() => l10n.t('must be a mapping of thresholds'),
);

const ruleIds = findingSchema.shape.rule.options;

const limits = strict(
	{
		inputLikeness: z.exactOptional(
			described(share(), 'near-duplicate: least likeness of two inputs; 0.74 if not given.'),
		),
		contribution: z.exactOptional(
			described(
				z.number(said(() => l10n.t('must be a number'))),
				'low-contribution: highest contribution to G-Vendi; 0 if not given.',
			),
		),
		labelBalance: z.exactOptional(
			described(share(), 'label-imbalance: labels are uneven below this balance; 0.6 if not given.'),
		),
		formShare: z.exactOptional(
			described(
				share(),
				'format-drift: least share of the outputs that must have a form for it to be that of the set; 0.9 if not given.',
			),
		),
		robustScore: z.exactOptional(
			described(
				positive(),
				'inconsistent: least distance below the median fit to the task, in robust standard deviations; 3 if not given.',
			),
		),
		tokens: z.exactOptional(described(positive(), 'too-long: most tokens of a demonstration; 4000 if not given.')),
		timesMedian: z.exactOptional(
			described(positive(), 'too-long: most times the tokens of the middle demonstration; 20 if not given.'),
		),
	},
	() => l10n.t('must be a mapping of limits'),
);

const severity = z.enum(
	['off', 'error', 'warning', 'information', 'hint'],
	said(() => l10n.t('must be off, error, warning, information or hint')),
);

const rules = strict(
	{
		...(Object.fromEntries(
			ruleIds.map(id => [id, z.exactOptional(described(severity, `Severity of ${id}.`))]),
		) as Record<(typeof ruleIds)[number], z.ZodMiniExactOptional<typeof severity>>),
		limits: z.exactOptional(described(limits, 'From where on rules find something.')),
	},
	() => l10n.t('must be a mapping of rules'),
);

const ignored = strict(
	{
		rule: described(
			z.enum(
				ruleIds,
				said(() => l10n.t('must be the id of a rule')),
			),
			'Rule whose finding is not to be shown.',
		),
		text: z.exactOptional(
			described(
				z.string(said(() => l10n.t('must be a text'))),
				'Hash of what the demonstration says, as *Ignore Here* writes it. Without it the rule finds nothing in the whole file.',
			),
		),
		file: z.exactOptional(
			described(
				z.string(said(() => l10n.t('must be a name'))),
				'Name of the file; every file of the entry if not given.',
			),
		),
		note: z.exactOptional(described(z.string(said(() => l10n.t('must be a text'))), 'Why; for people.')),
	},
	() => l10n.t('must be a mapping with the key rule'),
);
const longestStyle = 60;
const styleName = z.string(said(() => l10n.t('must be a text'))).check(
	z.regex(
		/\S/,
		said(() => l10n.t('must not be blank')),
	),
	z.maxLength(
		longestStyle,
		said(() => l10n.t('must have no more than {0} characters', longestStyle)),
	),
);

const files = z.union(
	[texts(), z.string()],
	said(() => l10n.t('must be a glob or a list of globs')),
);

const setSettings = strict(
	{
		files: described(
			files,
			'Files that this is about: globs relative to the folder of this file, with `*`, `?`, `**` and `{a,b}`. A glob without a slash fits the name in any folder.',
		),
		format: z.exactOptional(
			described(
				z.enum(
					formats.map(({ id }) => id),
					said(() => l10n.t('must be the id of a format, as in the documentation of formats')),
				),
				'Format to read the files as, instead of finding out.',
			),
		),
		mapping: z.exactOptional(described(mapping, 'Which keys of a record hold what.')),
		set: z.exactOptional(
			described(
				z.string(said(() => l10n.t('must be a text'))),
				'Name of the set to read, where a file holds several. The largest if not given.',
			),
		),
		task: z.exactOptional(
			described(
				z.string(said(() => l10n.t('must be a text'))),
				'Task definition, where neither the file nor NAME.task.md beside it has one.',
			),
		),
		labels: z.exactOptional(
			described(
				z
					.array(
						z.string(said(() => l10n.t('must be a text'))),
						said(() => l10n.t('must be a list of texts')),
					)
					.check(
						z.minLength(
							1,
							said(() => l10n.t('must name a label')),
						),
					),
				'Outputs that the task allows. Others are a finding, and label balance counts those that no demonstration has.',
			),
		),
		validation: z.exactOptional(
			described(
				z.string(said(() => l10n.t('must be a path'))),
				'File of labelled examples of real use, relative to the folder of this file: how many of them some demonstration is near to is the coverage, the editor evaluates the set on it, and no synthesized candidate may repeat it.',
			),
		),
		pool: z.exactOptional(
			described(
				z.string(said(() => l10n.t('must be a path'))),
				'File of labelled examples, relative to the folder of this file: what random sets from it reach is a mark to read the score against.',
			),
		),
		loss: z.exactOptional(
			described(
				z.enum(
					losses,
					said(() => l10n.t('must be completion, joint or both')),
				),
				'Tokens that the gradient counts, instead of a choice by the kind of outputs.',
			),
		),
		leading: z.exactOptional(
			described(
				z.enum(
					leadingMeasures,
					said(() => l10n.t('must be one of {0}', leadingMeasures.join(', '))),
				),
				'Measure of diversity that is shown first, instead of a choice by the kind of outputs.',
			),
		),
		reasoningStyles: z.exactOptional(
			described(
				z
					.array(
						styleName,
						said(() => l10n.t('must be a list of texts')),
					)
					.check(
						z.minLength(
							1,
							said(() => l10n.t('must name a style')),
						),
					),
				'Ways of reasoning that demonstrations are looked through for, by a language model and on request.',
			),
		),
		rules: z.exactOptional(
			described(rules, 'Severities of rules and their limits; they outrank the settings of the editor.'),
		),
		ignore: z.exactOptional(
			described(
				z.array(
					ignored,
					said(() => l10n.t('must be a list of findings')),
				),
				'Findings that were looked at and are not to be shown.',
			),
		),
		thresholds: z.exactOptional(described(thresholds, 'What a set must reach in `demoscope check`.')),
	},
	() => l10n.t('must be a mapping with the key files'),
);

/** What `.demoscope.yaml` may say. `schemas/demoscope.schema.json` is made of this. */
export const configurationSchema = strict(
	{
		sets: described(
			z.array(
				setSettings,
				said(() => l10n.t('must be a list of entries with the key files')),
			),
			'How sets are read. For each file the first entry that fits counts.',
		),
	},
	() => l10n.t('must be a mapping with the key sets'),
);

export type Configuration = z.infer<typeof configurationSchema>;

/** How the files of one entry are read. */
export type SetSettings = Configuration['sets'][number];

/** A finding that is not to be shown: of a rule, on a text or everywhere, in a file or in all of the entry's. */
export type Ignored = z.infer<typeof ignored>;

/** A mapping with these keys and no others. */
function strict<Shape extends z.core.$ZodShape>(
	shape: Shape,
	otherwise: () => string,
): z.ZodMiniObject<Shape, z.core.$strict> {
	return z.strictObject(shape, {
		error: issue =>
			issue.code === 'unrecognized_keys'
				? l10n.t('has no key {0}', issue.keys.map(key => `"${key}"`).join(', '))
				: otherwise(),
	});
}

function described<Schema extends z.ZodMiniType>(schema: Schema, description: string): Schema {
	z.globalRegistry.add(schema, { description });
	return schema;
}

function texts(): z.ZodMiniArray<z.ZodMiniString> {
	return z.array(
		z.string(said(() => l10n.t('must be a text'))),
		said(() => l10n.t('must be a list of texts')),
	);
}

function share(): z.ZodMiniNumber {
	const message = said(() => l10n.t('must be a number from 0 to 1'));
	return z.number(message).check(z.gte(0, message), z.lte(1, message));
}

function positive(): z.ZodMiniNumber {
	const message = said(() => l10n.t('must be a number above 0'));
	return z.number(message).check(z.gt(0, message));
}

function count(): z.ZodMiniNumber {
	const message = said(() => l10n.t('must be a whole number from 0 on'));
	return z.int(message).check(z.gte(0, message));
}
