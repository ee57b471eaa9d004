import * as l10n from '@vscode/l10n';
import { UserError } from '../base/errors';
import type { Random } from '../base/random';
import { sample } from '../numeric/sample';
import { dot, normalized } from '../numeric/vectors';
import type { StrategyTools } from './asker';
import { askForProposals } from './askForProposals';
import { prismaticPrompt } from './prompts/prismatic';
import type { Strategy, SynthesisContext } from './strategy';

/** Of the released code: examples shown in a request, new ones asked for, and how they are drawn. */
const examplesShown = 5;
const perRequest = 2;
const temperature = 1;
const topP = 0.95;

/**
 * Prismatic Synthesis (arXiv 2505.20161, §4): new demonstrations after members of sparse regions, of which those stay that fall into
 * one. A round asks once for every sparse region.
 *
 * *Adapted:* the released script draws its examples from the whole pool; ours are members of one sparse region, and its
 * nearest neighbours where they are too few. Where a run ends with too few in sparse regions, others that add clearly more make up the
 * number, and are marked.
 */
export function prismatic({ asker, random }: StrategyTools): Strategy {
	return {
		id: 'prismatic',
		async *propose(context, signal) {
			if (context.demonstrations.length === 0) {
				throw new UserError(
					'synthesis.needsSet',
					l10n.t(
						'Prismatic Synthesis goes by the demonstrations of a set. Start from a task definition with v-synthesis.',
					),
					'usage',
				);
			}
			const outputs = context.demonstrations.map(({ output }) => output);
			const regions = [...context.aim];
			for (const region of sample(regions, regions.length, random)) {
				const parents = examplesFor(region, context, random).flatMap(index => context.demonstrations[index] ?? []);
				const prompt = prismaticPrompt(context.task, parents, outputs, perRequest);
				yield* await askForProposals(asker, prompt, parents, { temperature, topP }, signal);
			}
		},
		rule: {
			reason: 'off-target',
			makesUp: true,
			keeps: (read, { aim }) => read.map(({ region }) => aim.has(region)),
		},
	};
}

/** Members of a region, made up by what is nearest to their centre, shuffled. */
function examplesFor(region: number, { assignment, sketches }: SynthesisContext, random: Random): readonly number[] {
	const [members, others] = [true, false].map(isMember =>
		[...assignment.keys()].filter(index => (assignment[index] === region) === isMember),
	) as [number[], number[]];
	const chosen = sample(members, examplesShown, random);
	const centre = centreOf(members.flatMap(index => sketches[index] ?? []));
	const closeness = new Map(
		others.map(index => [index, centre === undefined ? 0 : dot(centre, sketches[index] ?? centre)]),
	);
	const neighbours = others.toSorted((a, b) => (closeness.get(b) ?? 0) - (closeness.get(a) ?? 0));
	const shown = [...chosen, ...neighbours.slice(0, examplesShown - chosen.length)];
	return sample(shown, shown.length, random);
}

function centreOf(sketches: readonly Float32Array[]): Float32Array | undefined {
	const [first, ...rest] = sketches;
	const sum = first?.slice();
	for (const sketch of rest) {
		sketch.forEach((value, index) => {
			if (sum !== undefined) {
				sum[index] = (sum[index] ?? 0) + value;
			}
		});
	}
	return sum === undefined ? undefined : normalized(sum);
}
