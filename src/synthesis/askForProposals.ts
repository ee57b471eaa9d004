import type { ChatOptions } from '../llm/chatModel';
import { provenanceOf, type Asker } from './asker';
import { proposalsSchema } from './prompts/proposals';
import type { NamedExample, Proposal } from './strategy';

/**
 * The proposals in a model's answer to one prompt; none where it cannot be used.
 *
 * @param parents examples that the prompt shows
 * @param topic what else it was about, for people
 * @throws {UserError} `llm.*`
 */
export async function askForProposals(
	asker: Asker,
	prompt: string,
	parents: readonly NamedExample[],
	options: ChatOptions,
	signal: AbortSignal | undefined,
	topic?: string,
): Promise<readonly Proposal[]> {
	const answer = await asker.ask(prompt, proposalsSchema, { ...options, ...(signal === undefined ? {} : { signal }) });
	const names = parents.map(({ name }) => name).join(', ');
	const origin = [
		...(topic === undefined ? [] : [topic]),
		names === '' ? 'from the task definition' : `after ${names}`,
	];
	const provenance = provenanceOf(asker.model, prompt, parents);
	return (answer?.demonstrations ?? []).map(({ input, output }) => ({
		input,
		output,
		origin: origin.join('; '),
		provenance,
	}));
}
