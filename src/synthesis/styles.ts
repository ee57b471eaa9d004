import * as z from 'zod/mini';
import type { Random } from '../base/random';
import { sample } from '../numeric/sample';
import type { Asker, StrategyTools } from './asker';
import { askForProposals } from './askForProposals';
import { needsTaskOrSet } from './needs';
import { styledPrompt, topicsPrompt } from './prompts/styles';
import type { Strategy, SynthesisContext } from './strategy';

/** The styles of arXiv 2410.15226, which it has from Cosmopedia. */
const usualStyles = ['a textbook narrative', 'an academic text', 'a blog post', 'a how-to article'] as const;

/** *Ours:* who might meet a task; the paper draws from a list of personas made for the purpose. */
const usualPersonas = [
	'a nurse on a night shift',
	'a secondary-school pupil',
	'a retired engineer',
	'a small-business owner',
	'a journalist in a hurry',
	'a farmer',
	'a lawyer who wants it precise',
	'someone who learnt the language as an adult',
	'a parent of three',
	'a museum guide',
	'a football coach',
	'a sceptical scientist',
] as const;

const topicsAsked = 8;
const examplesShown = 2;
const perRequest = 2;
const requestsPerRound = 4;
const temperature = 1;
/** *Ours:* the paper compares one topic with several, which it found less diverse than one. */
const twoTopicShare = 0.3;

const topicsSchema = z.object({
	topics: z.array(z.object({ topic: z.string(), keywords: z.array(z.string()).check(z.minLength(1)) })),
});

type Topic = z.infer<typeof topicsSchema>['topics'][number];

/**
 * Topics × styles × personas (arXiv 2410.15226, Topic Styles Persona and Multi-Topic): a list of topics with keywords is asked for once;
 * each request then draws one topic or two, a style and a persona, so that hardly two ask for the same.
 *
 * *Adapted:* the paper writes texts for pre-training on topics of the web, for a persona that a model picks as the audience; here
 * topics give the setting of a task's inputs, and the persona, drawn at random, is who writes them.
 */
export function styles({ asker, random, ownStyles, ownPersonas }: StrategyTools): Strategy {
	const known = ownStyles ?? usualStyles;
	const personas = ownPersonas ?? usualPersonas;
	let topics: readonly Topic[] | undefined;
	return {
		id: 'styles',
		async *propose(context, signal) {
			needsTaskOrSet(context);
			const { task, demonstrations } = context;
			topics ??= await askForTopics(asker, context, random, signal);
			const outputs = demonstrations.map(({ output }) => output);
			for (let request = 0; request < requestsPerRound && topics.length > 0; request++) {
				const chosen = sample(topics, random() < twoTopicShare ? 2 : 1, random).map(({ topic, keywords }) => ({
					topic,
					keyword: one(keywords, random),
				}));
				const [style, persona] = [one(known, random), one(personas, random)];
				const shots = sample(demonstrations, examplesShown, random);
				const prompt = styledPrompt(task, { topics: chosen, style, persona, shots, outputs, count: perRequest });
				const about = [...chosen.map(({ topic }) => topic), style, persona].join(', ');
				yield* await askForProposals(asker, prompt, shots, { temperature }, signal, about);
			}
		},
	};
}

async function askForTopics(
	asker: Asker,
	{ task, demonstrations }: SynthesisContext,
	random: Random,
	signal: AbortSignal | undefined,
): Promise<readonly Topic[]> {
	const prompt = topicsPrompt(task, sample(demonstrations, examplesShown, random), topicsAsked);
	const answer = await asker.ask(prompt, topicsSchema, { temperature, ...(signal === undefined ? {} : { signal }) });
	return answer?.topics ?? [];
}

function one(items: readonly string[], random: Random): string {
	return items[Math.floor(random() * items.length)] ?? '';
}
