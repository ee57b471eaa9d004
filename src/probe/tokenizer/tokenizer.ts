import { Tokenizer as HuggingFaceTokenizer } from '@huggingface/tokenizers';
import * as l10n from '@vscode/l10n';
import { UserError, messageOf } from '../../base/errors';

/** A text in tokens. */
export interface Encoding {
	readonly ids: readonly number[];
	/** For each token, the UTF-8 byte at which it ends in the text. */
	readonly ends: readonly number[];
}

/** Turns text into the tokens of one checkpoint, and says which bytes each token stands for. */
export interface ProbeTokenizer {
	/** What the checkpoint puts before every text, such as a token that begins a sequence. */
	readonly prefix: readonly number[];
	/** The form in which texts are encoded; byte positions are positions in it. */
	normalize(text: string): string;
	/** Encodes a normalised text as a whole, without `prefix`. */
	encode(text: string): Encoding;
}

export interface TokenizerFiles {
	/** Parsed `tokenizer.json`. */
	readonly definition: object;
	/** Parsed `tokenizer_config.json`. */
	readonly settings: object;
	/** Rows of the embedding table: the tokens that the model knows have lower numbers. */
	readonly rows?: number;
}

/**
 * Wraps a `tokenizer.json` of the byte-level kind (GPT-2's, used by Llama 3, SmolLM2 and Qwen): there every token is
 * a run of bytes, written with one character a byte.
 *
 * Tokens that the model has no row for are refused where a text holds one: some checkpoints add such as are never used.
 *
 * @throws {UserError} `probe.tokenizer`: the file cannot be read, its tokens are not runs of bytes, or one of them is
 * unknown to the model.
 */
export function createTokenizer(files: TokenizerFiles): ProbeTokenizer {
	const { rows = Infinity } = files;
	const normalize = normalizerOf(files.definition);
	let tokenizer: HuggingFaceTokenizer;
	let addedTokens: ReadonlyMap<number, { readonly content: string }>;
	let prefix: readonly number[];
	try {
		tokenizer = new HuggingFaceTokenizer(files.definition, files.settings);
		addedTokens = tokenizer.get_added_tokens_decoder();
		prefix = prefixOf(tokenizer);
	} catch (error) {
		throw new UserError('probe.tokenizer', l10n.t("The probe's tokenizer.json cannot be used: {0}", messageOf(error)));
	}

	return {
		prefix,
		normalize,
		encode(text) {
			const { ids, tokens } = tokenizer.encode(text, { add_special_tokens: false });
			const ends: number[] = [];
			let end = 0;
			for (const [index, id] of ids.entries()) {
				if (id >= rows) {
					throw new UserError(
						'probe.tokenizer',
						l10n.t(
							"The probe's tokenizer.json does not fit its weights: it makes a token with number {0} of a text, and the embedding table has {1} rows. Download the checkpoint again, or choose another.",
							id,
							rows,
						),
					);
				}
				const added = addedTokens.get(id);
				end += added === undefined ? (tokens[index]?.length ?? 0) : Buffer.byteLength(added.content);
				ends.push(end);
			}
			if (end !== Buffer.byteLength(text)) {
				throw new UserError(
					'probe.tokenizer',
					l10n.t(
						"The probe's tokenizer does not keep every byte of a text, so scores could not be told apart by field. Choose a checkpoint with a byte-level tokenizer.",
					),
				);
			}
			return { ids, ends };
		},
	};
}

function normalizerOf(definition: object): (text: string) => string {
	const normalizer: unknown = 'normalizer' in definition ? definition.normalizer : null;
	if (normalizer === null) {
		return wellFormed;
	}
	if (typeof normalizer === 'object' && 'type' in normalizer && normalizer.type === 'NFC') {
		return text => wellFormed(text).normalize('NFC');
	}
	throw new UserError(
		'probe.tokenizer',
		l10n.t("The probe's tokenizer.json changes texts in a way that is not supported."),
	);
}

/** A lone surrogate has no bytes of its own; encoders write U+FFFD for it. */
function wellFormed(text: string): string {
	return text.replace(/\p{Surrogate}/gu, '\uFFFD');
}

function prefixOf(tokenizer: HuggingFaceTokenizer): readonly number[] {
	const first = tokenizer.encode('a', { add_special_tokens: false }).ids[0];
	const whole = tokenizer.encode('a').ids;
	return first === undefined ? [] : whole.slice(0, Math.max(0, whole.indexOf(first)));
}
