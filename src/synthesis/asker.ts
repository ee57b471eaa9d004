import { createHash } from 'node:crypto';
import type * as z from 'zod/mini';
import type { Random } from '../base/random';
import type { ChatOptions } from '../llm/chatModel';
import type { Provenance } from '../protocol/candidate';
import type { NamedExample } from './strategy';
import type { Student } from './student';

/** Asks a language model for JSON, within a budget. */
export interface Asker {
	/** For people: which model, and where. */
	readonly model: string;
	/**
	 * @returns `undefined` where no answer can be used, which is counted
	 * @throws {UserError} `llm.*`
	 */
	ask<Schema extends z.ZodMiniType>(
		prompt: string,
		schema: Schema,
		options: ChatOptions,
	): Promise<z.infer<Schema> | undefined>;
}

/** What a strategy that asks a language model works with. */
export interface StrategyTools {
	readonly asker: Asker;
	readonly random: Random;
	/** In place of the usual ones of `styles`, where they are given. */
	readonly ownStyles?: readonly string[];
	readonly ownPersonas?: readonly string[];
	/** For `s3`: examples of real use, and who is tried on them. */
	readonly validation?: readonly NamedExample[];
	readonly student?: Student;
}

const hashCharacters = 12;

/** Says of what was asked enough to tell prompts apart, and nothing of what they say. */
export function provenanceOf(model: string, prompt: string, parents: readonly { readonly id: string }[]): Provenance {
	return {
		model,
		prompt: createHash('sha256').update(prompt).digest('hex').slice(0, hashCharacters),
		parents: parents.map(({ id }) => id),
	};
}
