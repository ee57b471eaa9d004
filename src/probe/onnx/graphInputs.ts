import { elementType, type Value } from './graphBuilder';
import type { Operators } from './operators';

/** Marks what lies right of a text in a batch of texts of different length. */
export const paddingId = -1;

/** The two inputs of a probe's graph and what follows from them. B texts, T tokens, N = B·T, R scored tokens. */
export interface GraphInputs {
	/** [B, T], paddings replaced by token 0. */
	readonly tokens: Value;
	/** [B, T], 1 for a token and 0 for padding. */
	readonly present: Value;
	/** The shape [B, T], and its parts as one-element lists. */
	readonly shape: Value;
	readonly batch: Value;
	readonly time: Value;
	readonly scored: ScoredTokens;
}

/** The tokens that the loss counts, in the order of the texts. */
export interface ScoredTokens {
	/** [R, 2]: text and position of each. */
	readonly indices: Value;
	/** [R]: row among all N of the position before it, which predicts it. */
	readonly predictingRows: Value;
	/** [R]: its id. */
	readonly targets: Value;
	/** [R, 1]: its weight in the loss. */
	readonly weights: Value;
}

/**
 * Declares `input_ids` INT64 [B, T], padded on the right with {@link paddingId}, and `loss_weights` FLOAT [B, T]: at
 * each token the weight of its own negative log-likelihood in the loss of its text, 0 where it is not scored. The
 * first token of a text is never scored, since nothing predicts it.
 */
export function declareInputs(operators: Operators): GraphInputs {
	const { graph } = operators;
	graph.enter('inputs');
	const ids = graph.input('input_ids', elementType.int64, ['B', 'T']);
	const weights = graph.input('loss_weights', elementType.float, ['B', 'T']);
	const shape = graph.node('Shape', [ids]);
	const batch = operators.gather(shape, graph.integers(0));
	const time = operators.gather(shape, graph.integers(1));
	const tokens = graph.node('Max', [ids, graph.integer(0)]);
	const isToken = graph.node('GreaterOrEqual', [ids, graph.integer(0)]);
	const present = graph.node('Cast', [isToken], { to: elementType.float });

	const afterFirst = graph.node('Slice', [weights, graph.integers(1), time, graph.integers(1)]);
	const predicting = operators.transpose(graph.node('NonZero', [afterFirst]), 1, 0);
	const indices = operators.add(predicting, graph.integers(0, 1));
	const strides = operators.concat(0, time, graph.integers(1));
	return {
		tokens,
		present,
		shape,
		batch,
		time,
		scored: {
			indices,
			predictingRows: operators.reduceSum(operators.multiply(predicting, strides), 1, false),
			targets: graph.node('GatherND', [tokens, indices]),
			weights: operators.unsqueeze(graph.node('GatherND', [weights, indices]), 1),
		},
	};
}
