import type { Accuracy, Evaluation, EvaluationError } from '../protocol/evaluation';
import { useInWords } from './budgetOptions';
import { printable } from './printable';

const shownErrors = 20;
const shownCharacters = 160;

const comparisons: Readonly<Record<Evaluation['comparison'], string>> = {
	label: 'by label',
	number: 'by value',
	json: 'by content, as JSON',
	text: 'word for word: other words for the same count as wrong',
};

/** The accuracy and the errors, for a person to read. */
export function printEvaluation(evaluation: Evaluation): string {
	const { file, validation, model, retrieval, shots, comparison, accuracy, ledger, errors } = evaluation;
	const lines = [
		`${printable(file)} on ${printable(validation)} with ${printable(model)} · ${shots} demonstrations (${retrieval}) · ${useInWords(ledger)}`,
		`  ${percent(accuracy)}; compared ${comparisons[comparison]}`,
		...notes(evaluation).map(note => `  ${note}`),
		...against(evaluation),
		...table(
			'By region of the nearest demonstration',
			evaluation.regions.map(({ name, accuracy }) => [name, accuracy] as const),
		),
		...table(
			'By label',
			(evaluation.labels ?? []).map(({ label, accuracy }) => [label, accuracy] as const),
		),
	];
	if (errors.length > 0) {
		lines.push('', '  Errors');
		lines.push(...errors.slice(0, shownErrors).flatMap(shown));
		if (errors.length > shownErrors) {
			lines.push(`  … and ${errors.length - shownErrors} more: --json lists all.`);
		}
	}
	return `${lines.join('\n')}\n`;
}

function notes({ count, accuracy, leftOut, unusable, stopped }: Evaluation): readonly string[] {
	const failure = stopped.message === undefined ? '' : ` ${printable(stopped.message)}`;
	return [
		...(stopped.reason === 'budget'
			? [`The budget ended after ${accuracy.total} of ${count} examples, in an order that was drawn.`]
			: []),
		...(stopped.reason === 'failure'
			? [`It ended early, after ${accuracy.total} of ${count} examples:${failure}`]
			: []),
		...(leftOut.unanswered > 0 ? [`Left out: ${leftOut.unanswered} without an output.`] : []),
		...(leftOut.inSet > 0 ? [`Left out: ${leftOut.inSet} whose input stands in the set.`] : []),
		...(unusable > 0 ? [`${unusable} answers could not be used and count as wrong.`] : []),
	];
}

function against({ against: other }: Evaluation): readonly string[] {
	if (other === null) {
		return [];
	}
	const { file, accuracy, onlyThis, onlyOther, pValue } = other;
	return [
		`  ${printable(file)}: ${percent(accuracy)}`,
		`  Only this one is right on ${onlyThis}, only the other on ${onlyOther}: p = ${pValue < 0.001 ? pValue.toExponential(1) : pValue.toFixed(3)} (McNemar, exact)`,
	];
}

function table(title: string, rows: readonly (readonly [name: string, accuracy: Accuracy])[]): readonly string[] {
	return rows.length < 2
		? []
		: ['', `  ${title}`, ...rows.map(([name, accuracy]) => `    ${printable(name, 40)}: ${percent(accuracy)}`)];
}

/** "75.0 % right (15 of 20; 95 % interval 53.1 to 88.8 %)". */
function percent({ share, correct, total, low, high }: Accuracy): string {
	const points = (value: number): string => (100 * value).toFixed(1);
	return `${points(share)} % right (${correct} of ${total}; 95 % interval ${points(low)} to ${points(high)} %)`;
}

function shown({ number, input, expected, answer, nearest }: EvaluationError): readonly string[] {
	const neighbours = nearest.map(({ number: place, similarity }) => `${place} (${similarity.toFixed(2)})`).join(', ');
	return [
		`  ${number}. ${printable(input, shownCharacters)}`,
		`     expected ${printable(expected, shownCharacters)}`,
		`     answered ${answer === null ? 'nothing that can be used' : printable(answer, shownCharacters)}`,
		`     nearest demonstrations: ${neighbours}`,
	];
}
