import * as l10n from '@vscode/l10n';
import * as z from 'zod/mini';
import { UserError } from '../base/errors';
import type { Random } from '../base/random';
import { labelCounts } from '../metrics/labelBalance';
import { sample } from '../numeric/sample';
import { normalizedText } from '../text/words';
import type { Asker, StrategyTools } from './asker';
import { askForProposals } from './askForProposals';
import { needsTaskOrSet } from './needs';
import { extrapolationPrompt, rationalesPrompt, seedPrompt } from './prompts/s3';
import type { Proposal, Strategy, SynthesisContext } from './strategy';

/** Of the paper. */
const extrapolationRounds = 2;
const temperature = 0.9;

const rationalesAsked = 5;
const examplesShown = 3;

const rationalesSchema = z.object({ rationales: z.array(z.string()) });

/**
 * Synthesis Step by Step (arXiv 2310.13671): seeds are explained before they are written (rationales for each label, then a demonstration
 * for a label and a rationale); then, in two rounds, a student learns from the set, is tried on the validation set, and for each of
 * its mistakes a new demonstration with the same label is written.
 *
 * *Adapted:* a set that is there already is the seed, so that seeds are written only for labels that it lacks, or where there is no
 * set; tasks without labels have rationales of what inputs turn on (the paper has none for them), and new outputs. The
 * student is not a network that is trained, but what works on few demonstrations. The paper draws by nucleus
 * sampling, and does not say with which share: that is the endpoint's own.
 */
export function s3({ asker, random, student, validation = [] }: StrategyTools): Strategy {
	let hasSeeds = false;
	let rounds = 0;
	return {
		id: 's3',
		async *propose(context, signal) {
			if (student === undefined || validation.length === 0) {
				throw new UserError(
					'synthesis.needsValidation',
					l10n.t(
						'S3 goes by what is answered wrongly on examples of real use. Give them with --validation, with outputs.',
					),
					'usage',
				);
			}
			needsTaskOrSet(context);
			const { task, demonstrations } = context;
			const expected = validation.map(({ output }) => output);
			const areLabels = labelCounts([...demonstrations.map(({ output }) => output), ...expected]) !== null;
			const missing = areLabels ? missingLabels(expected, context) : demonstrations.length === 0 ? [undefined] : [];
			if (!hasSeeds && missing.length > 0) {
				hasSeeds = true;
				yield* seeds(asker, context, missing, random, signal);
				return;
			}
			if (rounds++ >= extrapolationRounds) {
				return;
			}
			const outputs = [...demonstrations.map(({ output }) => output), ...expected];
			for await (const mistake of student.mistakes(context, signal)) {
				const label = areLabels ? mistake.output : undefined;
				const prompt = extrapolationPrompt(task, { mistake, label, outputs });
				const topic = `what the student ${student.id} got wrong`;
				for (const proposal of await askForProposals(asker, prompt, [mistake], { temperature }, signal, topic)) {
					yield label === undefined ? proposal : { ...proposal, output: label };
				}
			}
		},
	};
}

/** Labels that are expected and of which the set has no demonstration. */
function missingLabels(expected: readonly string[], { demonstrations }: SynthesisContext): readonly string[] {
	const known = new Set(demonstrations.map(({ output }) => normalizedText(output)));
	const missing = new Map(expected.map(label => [normalizedText(label), label]));
	return [...missing].flatMap(([key, label]) => (known.has(key) ? [] : [label]));
}

/** For each label its rationales, and for each of these a demonstration; one of every label before the second of any. */
async function* seeds(
	asker: Asker,
	{ task, demonstrations }: SynthesisContext,
	labels: readonly (string | undefined)[],
	random: Random,
	signal: AbortSignal | undefined,
): AsyncIterable<Proposal> {
	const outputs = demonstrations.map(({ output }) => output);
	const order = sample(labels, labels.length, random);
	const rationales = new Map<string | undefined, readonly string[]>();
	for (let turn = 0; turn < rationalesAsked; turn++) {
		for (const label of order) {
			const shots = sample(demonstrations, examplesShown, random);
			const known =
				rationales.get(label) ??
				(
					await asker.ask(rationalesPrompt(task, label, shots, rationalesAsked), rationalesSchema, {
						temperature,
						...(signal === undefined ? {} : { signal }),
					})
				)?.rationales.filter(rationale => rationale.trim() !== '') ??
				[];
			rationales.set(label, known);
			const rationale = known[turn];
			if (rationale !== undefined) {
				const prompt = seedPrompt(task, { label, rationale, shots, outputs });
				const topic = label === undefined ? rationale : `${label}: ${rationale}`;
				for (const proposal of await askForProposals(asker, prompt, shots, { temperature }, signal, topic)) {
					yield label === undefined ? proposal : { ...proposal, output: label };
				}
			}
		}
	}
}
