import type { DemonstrationSet, NewDemonstration } from '../demonstration';
import type { TextEdit } from '../../base/textRange';
import type { ParseOptions, SourceDocument } from '../format';
import { rewriting } from '../rewriting';
import { refusingReferences } from './promptfoo/refusingReferences';
import { readTestSuite } from './promptfoo/testCases';
import { insertTests, removeTest } from './promptfoo/testEdits';
import { writeYamlField } from './yaml/writeYamlField';
import { YamlSource } from './yaml/yamlSource';

/** How much of a text `detect` looks at. */
const sampleLength = 256 * 1024;

const certain = 0.9;
const likely = 0.7;

/**
 * Tests of promptfoo, as a configuration with `tests` or `scenarios` or as a bare list. Nothing that the file names is
 * opened or run: a `file://` value is the text that it is.
 */
export const promptfooYaml = refusingReferences({
	id: 'promptfoo-yaml',
	title: 'promptfoo tests (YAML)',
	detect,
	parse,
	insert,
	remove,
	...rewriting({ parse, writerFor: ({ text }) => writeYamlField(new YamlSource(text)) }),
});

function detect({ name, text }: SourceDocument): number {
	const start = text.slice(0, sampleLength);
	const hasVariables = /(?:^|[\s{,-])["']?vars["']?[ \t]*:/m.test(start);
	if (!hasVariables || !/(?:\.ya?ml|(?:^|[\\/:])[^.\\/:]*)$/i.test(name)) {
		return 0;
	}
	if (
		/^["']?(?:tests|scenarios)["']?:[ \t]*(?:[&!]\S+[ \t]*)?(?:#.*)?(?:\r?\n[ \t]*(?:#.*)?)*(?:\[|-[ \t\r\n])/m.test(
			start,
		)
	) {
		return certain;
	}
	const isList = /^\ufeff?(?:(?:#.*|---.*|[ \t]*)\r?\n)*- /.test(start);
	const isPlaybook = /^(?:- | {2})(?:hosts|tasks|roles|name|import_playbook|when|set_fact):/m.test(start);
	return isList && !isPlaybook && /^(?:- +| +)vars:/m.test(start) ? likely : 0;
}

function parse({ text }: SourceDocument, options?: ParseOptions): DemonstrationSet {
	const { task, cases, problems } = readTestSuite(new YamlSource(text), options?.mapping);
	return {
		format: promptfooYaml.id,
		task,
		demonstrations: cases.map(({ input, output, span }, index) => ({ id: String(index + 1), input, output, span })),
		problems,
	};
}

function insert(
	{ text }: SourceDocument,
	_set: DemonstrationSet,
	additions: readonly NewDemonstration[],
	options?: ParseOptions,
): readonly TextEdit[] {
	if (additions.length === 0) {
		return [];
	}
	const yaml = new YamlSource(text);
	return insertTests(yaml, readTestSuite(yaml, options?.mapping).cases, additions);
}

function remove({ text }: SourceDocument, { demonstrations }: DemonstrationSet, id: string): readonly TextEdit[] {
	const demonstration = demonstrations.find(candidate => candidate.id === id);
	return demonstration === undefined ? [] : removeTest(new YamlSource(text), demonstration.span);
}
