import * as l10n from '@vscode/l10n';
import * as z from 'zod/mini';
import { UserError } from '../base/errors';
import type { Random } from '../base/random';
import { sample } from '../numeric/sample';
import { Bm25 } from '../text/bm25';
import type { Asker, StrategyTools } from './asker';
import { askForProposals } from './askForProposals';
import { decileSampling } from './decileSampling';
import { typesPrompt, vSynthesisPrompt } from './prompts/vSynthesis';
import type { NamedExample, Strategy } from './strategy';

/** Examples shown in a request: the paper's 2. */
const examplesShown = 2;
/** The paper samples several demonstrations for one prompt, at a temperature; the copies of it that we know leave the numbers out. */
const samplesPerPrompt = 2;
const perRequest = 2;
const temperature = 1;

const mostTypes = 12;
const mostKnownInputs = 12;

const typesSchema = z.object({ types: z.array(z.string()).check(z.maxLength(mostTypes)) });

/**
 * V-Synthesis (arXiv 2506.23149v1): demonstrations from the task definition alone or with examples, for each type of question that the
 * definition names, several samples a prompt; then sampled by the deciles of their V-Scores. A round asks once for every
 * type; what it keeps is among the examples of the next.
 *
 * *Adapted:* examples are one at random and what BM25 finds nearest to it; inputs that are there already are listed so that
 * they are not written again.
 */
export function vSynthesis({ asker, random }: StrategyTools): Strategy {
	let types: readonly string[] | undefined;
	return {
		id: 'v-synthesis',
		async *propose({ task, demonstrations }, signal) {
			if (task === undefined) {
				throw new UserError(
					'synthesis.needsTask',
					l10n.t('V-Synthesis goes by the task definition, and there is none. Give one with --task or in the file.'),
					'usage',
				);
			}
			types ??= await namedTypes(asker, task, signal);
			const outputs = demonstrations.map(({ output }) => output);
			for (const type of types.length === 0 ? [undefined] : sample(types, types.length, random)) {
				const shots = examplesFor(demonstrations, random);
				const known = sample(demonstrations, mostKnownInputs, random).map(({ input }) => input);
				const prompt = vSynthesisPrompt(task, { type, shots, known, outputs, count: perRequest });
				for (let repeat = 0; repeat < samplesPerPrompt; repeat++) {
					yield* await askForProposals(asker, prompt, shots, { temperature }, signal, type);
				}
			}
		},
		rule: {
			reason: 'not-sampled',
			keeps: read =>
				decileSampling(
					read.map(({ vScore }) => vScore?.bits),
					random,
				),
		},
	};
}

async function namedTypes(asker: Asker, task: string, signal: AbortSignal | undefined): Promise<readonly string[]> {
	const answer = await asker.ask(typesPrompt(task), typesSchema, {
		temperature: 0,
		...(signal === undefined ? {} : { signal }),
	});
	return answer?.types.filter(type => type.trim() !== '') ?? [];
}

function examplesFor(demonstrations: readonly NamedExample[], random: Random): readonly NamedExample[] {
	const start = Math.floor(random() * demonstrations.length);
	const first = demonstrations[start];
	if (first === undefined) {
		return [];
	}
	const nearest = new Bm25(demonstrations.map(({ input }) => input)).mostSimilarOthers(start, examplesShown - 1);
	return [first, ...nearest.flatMap(index => demonstrations[index] ?? [])];
}
