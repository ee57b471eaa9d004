import * as l10n from '@vscode/l10n';
import { UserError } from '../../base/errors';
import { inParallel } from '../../base/inParallel';
import { seededRandom } from '../../base/random';
import { askForJson } from '../../llm/askForJson';
import { budgetedModel, type Budget, type BudgetedModel, type Ledger } from '../../llm/budgetedModel';
import type { ChatModel } from '../../llm/chatModel';
import { mcNemarExact } from '../../numeric/mcNemar';
import { sample } from '../../numeric/sample';
import { dot, normalized } from '../../numeric/vectors';
import { wilsonInterval } from '../../numeric/wilsonInterval';
import type { Accuracy, Evaluation, EvaluationError } from '../../protocol/evaluation';
import { isSameAnswer } from '../../synthesis/answerForm';
import type { Asker } from '../../synthesis/asker';
import { answerInContext } from '../../synthesis/inContext';
import { normalizedText } from '../../text/words';
import { gradientRequest, sketchOf } from '../readings';
import { readOptions, type Services, type WorkflowOptions } from '../services';
import type { PreparedEvaluation, PromptedSet } from './prepareEvaluation';
import type { ValidationExample } from './validation';

export interface EvaluateOptions extends WorkflowOptions {
	readonly budget: Budget;
	/** Of the order in which examples are asked. */
	readonly seed: number;
	/** Wraps the model in a memory of its answers, if there is one; what is remembered is no call. */
	readonly remembering?: (model: ChatModel) => ChatModel;
}

/** Requests handed to the model at a time; an endpoint's own limit may be lower. */
const atOnce = 8;
const nearestListed = 3;

interface Answer {
	/** `undefined` where none could be used. */
	readonly text: string | undefined;
	readonly isRight: boolean;
	readonly shots: readonly string[];
}

interface Asked {
	readonly example: ValidationExample;
	readonly answer: Answer;
	/** By the other version of the set, where there is one. */
	readonly other: Answer | undefined;
}

/**
 * How well a language model does with a set as prompt: every validation example is answered at temperature 0 and compared with its
 * output. In the setting of V-Synthesis (arXiv 2506.23149v1) three demonstrations are retrieved by BM25.
 *
 * Examples are asked in an order that is drawn, each of both versions of the set before the next, so that where the
 * budget ends or the endpoint fails, what was answered is a fair sample and its pairs are whole.
 *
 * @throws {UserError} `llm.*` before the first answer; and what the probe throws
 */
export async function evaluate(
	services: Services,
	model: ChatModel,
	prepared: PreparedEvaluation,
	options: EvaluateOptions,
): Promise<Evaluation> {
	const budgeted = budgetedModel(model, options.budget);
	const asked: Asked[] = [];
	const stopped = await askAll(options.remembering?.(budgeted) ?? budgeted, prepared, options, {
		asked,
		ledger: () => budgeted.ledger,
	});
	options.signal?.throwIfAborted();
	asked.sort((a, b) => a.example.number - b.example.number);
	return await describe(services, prepared, asked, { budgeted, stopped, options });
}

async function askAll(
	model: ChatModel,
	{ examples, form, set, other }: PreparedEvaluation,
	{ seed, signal, onProgress }: EvaluateOptions,
	{ asked, ledger }: { readonly asked: Asked[]; readonly ledger: () => Ledger },
): Promise<Evaluation['stopped']> {
	const asker: Asker = {
		model: model.name,
		ask: (prompt, schema, chat) => askForJson(model, prompt, schema, chat),
	};
	const answerOf = async (
		{ analyzed, shotsFor }: PromptedSet,
		{ input, output }: ValidationExample,
	): Promise<Answer> => {
		const shots = shotsFor(input);
		const text = await answerInContext(asker, {
			task: analyzed.set.task?.text,
			shots,
			input,
			...(signal === undefined ? {} : { signal }),
		});
		return {
			text,
			isRight: text !== undefined && isSameAnswer(form, output, text),
			shots: shots.map(({ id }) => id),
		};
	};
	try {
		await inParallel(sample(examples, examples.length, seededRandom(seed)), atOnce, async example => {
			const answer = await answerOf(set, example);
			asked.push({ example, answer, other: other === undefined ? undefined : await answerOf(other, example) });
			onProgress?.({
				message: l10n.t('Asking the language model'),
				done: asked.length,
				total: examples.length,
				ledger: ledger(),
			});
		});
		return { reason: 'complete' };
	} catch (error) {
		if (UserError.is(error) && error.kind === 'service' && asked.length > 0) {
			return error.code === 'llm.budget' ? { reason: 'budget' } : { reason: 'failure', message: error.message };
		}
		throw error;
	}
}

interface Run {
	readonly budgeted: BudgetedModel;
	readonly stopped: Evaluation['stopped'];
	readonly options: EvaluateOptions;
}

async function describe(
	services: Services,
	prepared: PreparedEvaluation,
	asked: readonly Asked[],
	{ budgeted, stopped, options }: Run,
): Promise<Evaluation> {
	const { set, other, form, retrieval, shots, examples, leftOut, validation } = prepared;
	const { analyzed } = set;
	const places = await placesOf(services, set, asked, options);
	const regionOf = (index: number): number | null =>
		analyzed.measurement.regions.assignment[places[index]?.[0]?.index ?? -1] ?? null;
	const rights = asked.map(({ answer }) => answer.isRight);
	const texts = asked.flatMap(({ answer, other }) => [answer, ...(other === undefined ? [] : [other])]);
	return {
		version: 1,
		file: analyzed.document.name,
		validation,
		model: budgeted.name,
		retrieval,
		shots,
		comparison: form,
		count: examples.length,
		leftOut: { ...leftOut },
		unusable: texts.filter(({ text }) => text === undefined).length,
		accuracy: accuracyOf(rights),
		regions: analyzed.analysis.regions.flatMap(({ id, name }) => {
			const inRegion = rights.filter((_, index) => regionOf(index) === id);
			return inRegion.length === 0 ? [] : [{ id, name, accuracy: accuracyOf(inRegion) }];
		}),
		labels: form === 'label' ? byLabel(asked) : null,
		errors: asked.flatMap(({ example, answer }, index): readonly EvaluationError[] =>
			answer.isRight
				? []
				: [
						{
							id: example.id,
							number: example.number,
							input: example.input,
							expected: example.output,
							answer: answer.text ?? null,
							region: regionOf(index),
							nearest: (places[index] ?? []).map(({ index: place, similarity }) => ({
								id: analyzed.set.demonstrations[place]?.id ?? '',
								number: place + 1,
								similarity,
							})),
							shots: [...answer.shots],
						},
					],
		),
		against: other === undefined ? null : comparison(other.analyzed.document.name, asked),
		ledger: { ...budgeted.ledger },
		stopped,
	};
}

interface Place {
	readonly index: number;
	readonly similarity: number;
}

/** For each example the demonstrations nearest to it. */
async function placesOf(
	{ probe }: Services,
	{ analyzed }: PromptedSet,
	asked: readonly Asked[],
	options: WorkflowOptions,
): Promise<readonly (readonly Place[])[]> {
	const readings = await probe.read(
		asked.map(({ example }) => gradientRequest(example.read, analyzed.set.task?.text, analyzed.loss)),
		readOptions(options),
	);
	const rows = analyzed.sketches.map(normalized);
	return readings.map(reading => {
		const sketch = normalized(sketchOf(reading));
		return rows
			.map((row, index) => ({ index, similarity: dot(row, sketch) }))
			.sort((a, b) => b.similarity - a.similarity || a.index - b.index)
			.slice(0, nearestListed);
	});
}

/** By the expected output, most frequent first. */
function byLabel(asked: readonly Asked[]): NonNullable<Evaluation['labels']> {
	const groups = new Map<string, { readonly label: string; readonly rights: boolean[] }>();
	for (const { example, answer } of asked) {
		const key = normalizedText(example.output);
		const group = groups.get(key) ?? { label: example.output, rights: [] };
		group.rights.push(answer.isRight);
		groups.set(key, group);
	}
	return [...groups.values()]
		.toSorted((a, b) => b.rights.length - a.rights.length)
		.map(({ label, rights }) => ({ label, accuracy: accuracyOf(rights) }));
}

function comparison(file: string, asked: readonly Asked[]): NonNullable<Evaluation['against']> {
	const pairs = asked.map(({ answer, other }) => [answer.isRight, other?.isRight === true] as const);
	const countOf = (first: boolean, second: boolean): number =>
		pairs.filter(([a, b]) => a === first && b === second).length;
	const [onlyThis, onlyOther] = [countOf(true, false), countOf(false, true)];
	return {
		file,
		accuracy: accuracyOf(pairs.map(([, isRight]) => isRight)),
		both: countOf(true, true),
		onlyThis,
		onlyOther,
		neither: countOf(false, false),
		pValue: mcNemarExact(onlyThis, onlyOther),
	};
}

function accuracyOf(rights: readonly boolean[]): Accuracy {
	const correct = rights.filter(Boolean).length;
	const [low, high] = wilsonInterval(correct, rights.length);
	return { correct, total: rights.length, share: correct / Math.max(1, rights.length), low, high };
}
