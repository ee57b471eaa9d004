import { finished, type Steps } from '../base/steps';
import type { Format, SourceDocument } from './format';
import { alpaca } from './formats/alpaca';
import { autoCot } from './formats/autoCot';
import { bigBench } from './formats/bigBench';
import { delimitedTable } from './formats/delimitedTable';
import { dspyDataset } from './formats/dspyDataset';
import { dspyProgram } from './formats/dspyProgram';
import { evaluationHarness } from './formats/evaluationHarness';
import { instructionInduction } from './formats/instructionInduction';
import { jinjaChat } from './formats/jinjaChat';
import { json } from './formats/json';
import { jsonLines } from './formats/jsonLines';
import { jsonTexts } from './formats/jsonTexts';
import { langChainJson } from './formats/langChainJson';
import { langChainYaml } from './formats/langChainYaml';
import { langfuse } from './formats/langfuse';
import { langSmith } from './formats/langSmith';
import { naturalInstructions } from './formats/naturalInstructions';
import { naturalInstructionsV1 } from './formats/naturalInstructionsV1';
import { parallelArrays } from './formats/parallelArrays';
import { parquet } from './formats/parquet';
import { promptfooCsv } from './formats/promptfooCsv';
import { promptfooJson } from './formats/promptfooJson';
import { promptfooJsonLines } from './formats/promptfooJsonLines';
import { promptfooYaml } from './formats/promptfooYaml';
import { promptText } from './formats/promptText';
import { prompty } from './formats/prompty';
import { rasaNlu } from './formats/rasaNlu';
import { selfInstruct } from './formats/selfInstruct';
import { shareGpt } from './formats/shareGpt';
import { snipsNlu } from './formats/snipsNlu';
import { toolkitEvaluation } from './formats/toolkitEvaluation';
import { yamlList } from './formats/yamlList';

/** Every format, the more specific before the more general. */
export const formats: readonly Format[] = [
	naturalInstructionsV1,
	naturalInstructions,
	dspyProgram,
	langChainJson,
	bigBench,
	instructionInduction,
	autoCot,
	snipsNlu,
	dspyDataset,
	promptfooJson,
	promptfooJsonLines,
	selfInstruct,
	shareGpt,
	langSmith,
	langfuse,
	toolkitEvaluation,
	alpaca,
	parallelArrays,
	promptfooYaml,
	evaluationHarness,
	langChainYaml,
	rasaNlu,
	yamlList,
	promptfooCsv,
	delimitedTable,
	prompty,
	jinjaChat,
	promptText,
	parquet,
	jsonLines,
	json,
	jsonTexts,
];

/** A format that claims a document, and how sure it is: above 0, at most 1. */
export interface FormatClaim {
	readonly format: Format;
	readonly confidence: number;
}

/** The formats that claim the document, the surest first; of equally sure ones the more specific. */
export function claimsOf(document: SourceDocument): readonly FormatClaim[] {
	return finished(claimSteps(document));
}

/** The same in steps, for a thread that has other things to do. */
export function* claimSteps(document: SourceDocument): Steps<readonly FormatClaim[]> {
	const claims: FormatClaim[] = [];
	for (const format of formats) {
		claims.push({ format, confidence: format.detect(document) });
		yield;
	}
	return claims.filter(({ confidence }) => confidence > 0).sort((a, b) => b.confidence - a.confidence);
}

/** The format that is surest of the document, or nothing: a file of another kind is left alone. */
export function detectFormat(document: SourceDocument): Format | undefined {
	return claimsOf(document)[0]?.format;
}

export function formatById(id: string): Format | undefined {
	return formats.find(format => format.id === id);
}
