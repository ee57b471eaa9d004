import * as z from 'zod/mini';
import { formats } from '../demonstrations/registry';
import { leadingMeasures, losses } from '../protocol/measures';

const mapping = strict(
	{
		input: described(z.string('must be a text'), 'Key of the input.'),
		output: described(z.string('must be a text'), 'Key of the output.'),
		rationale: z.exactOptional(described(z.string('must be a text'), 'Key of the reasoning before the answer.')),
	},
	'must name the keys of input and output',
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
				'Most demonstrations that the task definition makes less expected, unlike the others. Turns that finding on.',
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
				z.enum(['error', 'warning', 'information', 'hint', 'never'], 'must be a severity, or never'),
				'Findings of this severity and above fail the check; warning if not given.',
			),
		),
	},
	'must be a mapping of thresholds',
);

const longestStyle = 60;
const styleName = z
	.string('must be a text')
	.check(
		z.regex(/\S/, 'must not be blank'),
		z.maxLength(longestStyle, `must have no more than ${longestStyle} characters`),
	);

const files = z.union([texts(), z.string()], 'must be a glob or a list of globs');

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
					'must be the id of a format, as in the documentation of formats',
				),
				'Format to read the files as, instead of finding out.',
			),
		),
		mapping: z.exactOptional(described(mapping, 'Which keys of a record hold what.')),
		set: z.exactOptional(
			described(
				z.string('must be a text'),
				'Name of the set to read, where a file holds several. The largest if not given.',
			),
		),
		task: z.exactOptional(
			described(
				z.string('must be a text'),
				'Task definition, where neither the file nor NAME.task.md beside it has one.',
			),
		),
		labels: z.exactOptional(
			described(
				z.array(z.string('must be a text'), 'must be a list of texts').check(z.minLength(1, 'must name a label')),
				'Outputs that the task allows. Others are a finding, and label balance counts those that no demonstration has.',
			),
		),
		validation: z.exactOptional(
			described(
				z.string('must be a path'),
				'File of labelled examples of real use, relative to the folder of this file: how many of them some demonstration is near to is the coverage.',
			),
		),
		pool: z.exactOptional(
			described(
				z.string('must be a path'),
				'File of labelled examples, relative to the folder of this file: what random sets from it reach is a mark to read the score against.',
			),
		),
		loss: z.exactOptional(
			described(
				z.enum(losses, 'must be completion, joint or both'),
				'Tokens that the gradient counts, instead of a choice by the kind of outputs.',
			),
		),
		leading: z.exactOptional(
			described(
				z.enum(leadingMeasures, `must be one of ${leadingMeasures.join(', ')}`),
				'Measure of diversity that is shown first, instead of a choice by the kind of outputs.',
			),
		),
		reasoningStyles: z.exactOptional(
			described(
				z.array(styleName, 'must be a list of texts').check(z.minLength(1, 'must name a style')),
				'Ways of reasoning that demonstrations are looked through for, by a language model and on request.',
			),
		),
		thresholds: z.exactOptional(described(thresholds, 'What a set must reach in `demoscope check`.')),
	},
	'must be a mapping with the key files',
);

/** What `.demoscope.yaml` may say. `schemas/demoscope.schema.json` is made of this. */
export const configurationSchema = strict(
	{
		sets: described(
			z.array(setSettings, 'must be a list of entries with the key files'),
			'How sets are read. For each file the first entry that fits counts.',
		),
	},
	'must be a mapping with the key sets',
);

export type Configuration = z.infer<typeof configurationSchema>;

/** How the files of one entry are read. */
export type SetSettings = Configuration['sets'][number];

/** A mapping with these keys and no others. */
function strict<Shape extends z.core.$ZodShape>(
	shape: Shape,
	otherwise: string,
): z.ZodMiniObject<Shape, z.core.$strict> {
	return z.strictObject(shape, {
		error: issue =>
			issue.code === 'unrecognized_keys' ? `has no key ${issue.keys.map(key => `"${key}"`).join(', ')}` : otherwise,
	});
}

function described<Schema extends z.ZodMiniType>(schema: Schema, description: string): Schema {
	z.globalRegistry.add(schema, { description });
	return schema;
}

function texts(): z.ZodMiniArray<z.ZodMiniString> {
	return z.array(z.string('must be a text'), 'must be a list of texts');
}

function share(): z.ZodMiniNumber {
	const message = 'must be a number from 0 to 1';
	return z.number(message).check(z.gte(0, message), z.lte(1, message));
}

function positive(): z.ZodMiniNumber {
	const message = 'must be a number above 0';
	return z.number(message).check(z.gt(0, message));
}

function count(): z.ZodMiniNumber {
	const message = 'must be a whole number from 0 on';
	return z.int(message).check(z.gte(0, message));
}
