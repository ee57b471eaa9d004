import * as z from 'zod/mini';
import { formats } from '../demonstrations/registry';

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
			described(texts(), 'Outputs that the task allows. Kept for a finding on other outputs; nothing reads it yet.'),
		),
		validation: z.exactOptional(
			described(
				z.string('must be a path'),
				'Labelled examples of real use, relative to the folder of this file. The editor evaluates the set on it, and no synthesized candidate may repeat it; the command line takes `--validation`.',
			),
		),
		pool: z.exactOptional(
			described(
				z.string('must be a path'),
				'File of labelled examples. Kept for reference marks; nothing reads it yet.',
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

function count(): z.ZodMiniNumber {
	const message = 'must be a whole number from 0 on';
	return z.int(message).check(z.gte(0, message));
}
