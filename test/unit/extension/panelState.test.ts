import { describe, expect, test } from 'vitest';
import type { Uri } from 'vscode';
import { PanelStates, changesIn, noSet } from '../../../src/extension/panelState';
import type { SetState } from '../../../src/extension/setState';
import { inspect } from '../../../src/workflows/inspect';
import { emptyReview } from '../../../src/workflows/review/reviewList';

const uri: unknown = { path: '/set.jsonl' };
const inspected = inspect({ document: { name: 'set.jsonl', text: '{"input": "in", "output": "out"}\n' } });
const set: SetState = { uri: uri as Uri, version: 1, inspected };
const ledger = { calls: 5, tokens: 340, promptTokens: 300, answerTokens: 40 };
const sizes = { score: 2, standardError: null, clusters: 4, size: 2, groupings: 3, unusable: 0 };
const measured = { llmCluster: { ...sizes, model: 'local', criteria: ['topic'], ledger } };
const progress = { message: 'Reading demonstrations', done: 0, total: 1 };

describe('what is sent to the panel', () => {
	test('first all of it', () => {
		const state = new PanelStates().of(set, {});
		expect(changesIn(state, undefined)).toEqual(state);
	});

	test('while the probe reads, progress alone', () => {
		const states = new PanelStates();
		const parts = { review: emptyReview, measured };
		const before = states.of(set, parts);
		const after = states.of({ ...set, progress }, { ...parts, progress });
		expect(changesIn(after, before)).toEqual({ progress });
		expect(changesIn(states.of(set, parts), after)).toEqual({ progress: null });
	});

	test('the analysis again once something is known beside it', () => {
		const states = new PanelStates();
		const before = states.of(set, {});
		const after = states.of(set, { measured });
		expect(changesIn(after, before)).toEqual({ analysis: { ...inspected.analysis, ...measured } });
	});

	test('nothing of a set that is gone', () => {
		const before = new PanelStates().of({ ...set, failure: 'It failed.' }, { progress });
		expect(changesIn(noSet, before)).toEqual({ file: null, analysis: null, progress: null, failure: null });
	});
});
