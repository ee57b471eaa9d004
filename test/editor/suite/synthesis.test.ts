import * as assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import { suite, suiteSetup, suiteTeardown, teardown, test } from 'mocha';
import * as vscode from 'vscode';
import type { PendingCandidate } from '../../../src/protocol/review';
import { misbehaviours, startLanguageModel, type LanguageModelServer } from '../../support/languageModelServer';
import { pairReplies, type Pair } from '../../support/pairReplies';
import {
	bytesOf,
	closeEditors,
	codeActionsAt,
	demoscope,
	jsonLines,
	openContent,
	savedBytes,
	setSetting,
	undoIn,
	waitFor,
	waitForAnalysis,
	waitForCodeLens,
	waitForDiagnostics,
	withMessages,
	workspaceFile,
	type Message,
} from './support';

const set: readonly Pair[] = [
	['The soup came cold and nobody cared.', 'negative'],
	['Every room smells of fresh bread in the morning.', 'positive'],
	['The soup was cold and nobody cared.', 'negative'],
	['Parking is behind the building.', 'neutral'],
	['We laughed all evening and will be back.', 'positive'],
	['The lift was out of order for our whole stay.', 'negative'],
];

const written: readonly Pair[] = [
	['The parcel came a day early and the box was dry.', 'positive'],
	['After the update the map no longer finds my street.', 'negative'],
	['The museum opens at ten.', 'neutral'],
	['Two of the six chairs arrived without screws.', 'negative'],
	['The film is eighty minutes long.', 'neutral'],
	['I would hire this plumber again tomorrow.', 'positive'],
	['The battery is empty before lunch.', 'negative'],
	['The ferry leaves every half hour.', 'neutral'],
	['The choir sang as if the roof were not there.', 'positive'],
	['The kit holds twelve brushes.', 'neutral'],
	['The dentist explained every step before she began.', 'positive'],
	['The hotline kept me waiting and then hung up.', 'negative'],
	['My grandmother learned the tablet in an afternoon.', 'positive'],
	['The paint peeled off before the first winter.', 'negative'],
	['The teacher answered my letter the same day.', 'positive'],
	['The tent let in more water than it kept out.', 'negative'],
	['Tickets are sold at the door.', 'neutral'],
	['The trainer shouted at the children.', 'negative'],
];

let server: LanguageModelServer;

/** Presses the button that goes on, whatever it is called. */
const goesOn = ({ actions }: Message): string | undefined => actions.find(action => /^(?:Send|Start)$/u.test(action));

async function setGlobal(id: string, value: unknown): Promise<void> {
	await vscode.workspace.getConfiguration().update(id, value, vscode.ConfigurationTarget.Global);
}

async function waiting(document: vscode.TextDocument): Promise<readonly PendingCandidate[]> {
	return (await demoscope()).reviewOf(document.uri)?.candidates ?? [];
}

/** Opens a new file with the set and runs a command on it, agreeing to what it asks. */
async function filled(
	name: string,
	command = 'demoscope.fillSparseRegions',
	...values: readonly unknown[]
): Promise<{ document: vscode.TextDocument; messages: readonly Message[] }> {
	const { document } = await openContent(name, jsonLines(set));
	await waitForAnalysis(document);
	const said: Message[] = [];
	await withMessages(async messages => {
		await vscode.commands.executeCommand(command, document.uri, ...values);
		said.push(...messages);
	}, goesOn);
	return { document, messages: said };
}

suite('synthesis', () => {
	suiteSetup(async () => {
		server = await startLanguageModel();
		await setGlobal('demoscope.llm.address', server.address);
		await setGlobal('demoscope.llm.model', 'local');
	});

	suiteTeardown(async () => {
		await setGlobal('demoscope.llm.address', undefined);
		await setGlobal('demoscope.llm.model', undefined);
		await server.close();
	});

	teardown(closeEditors);

	test('who declines has sent nothing', async () => {
		const { document } = await openContent('declined.jsonl', jsonLines(set));
		await waitForAnalysis(document);
		await withMessages(async messages => {
			await vscode.commands.executeCommand('demoscope.fillSparseRegions', document.uri);
			assert.match(messages[0]?.detail ?? '', /Some \d+ calls and [\d,]+ tokens; never more than 100 calls/u);
			assert.match(messages[0]?.text ?? '', new RegExp(`local at ${server.address}`, 'u'));
			assert.match(messages[0]?.detail ?? '', /The task definition and demonstrations of this file will be sent/u);
		});
		assert.deepEqual(server.requests, []);
	});

	test('fills sparse regions with verified candidates, and writes nothing', async () => {
		server.answer = pairReplies(written);
		await waitForCodeLens((await openContent('filled.jsonl', jsonLines(set))).document, /^Fill \d+ sparse region/u);
		const { document, messages } = await filled('filled.jsonl');
		const found = await waiting(document);
		assert.ok(found.length > 0);
		assert.match(messages.at(-1)?.text ?? '', new RegExp(`^${found.length} candidates? waits? for review`, 'u'));
		for (const { verification, provenance } of found) {
			assert.deepEqual(verification, { comparison: 'label', agreed: 3, asked: 3 });
			assert.equal(provenance?.model, `local at ${server.address}`);
			assert.match(provenance.prompt, /^[0-9a-f]{12}$/u);
		}
		await waitFor('what falls into a sparse region to come first', async () => {
			const aimed = (await waiting(document)).map(candidate => candidate.aimed);
			return isDeepStrictEqual(
				aimed,
				aimed.toSorted((a, b) => Number(b) - Number(a)),
			)
				? true
				: undefined;
		});
		assert.equal(document.getText(), jsonLines(set));
		assert.equal(document.isDirty, false);
	});

	test('an edited one is measured again, two are accepted in one step that undo takes back, and they wait again', async () => {
		const api = await demoscope();
		server.answer = pairReplies(written);
		const { document } = await filled('accepted.jsonl');
		const original = await bytesOf(document);
		const [first, second] = await waiting(document);
		assert.ok(first && second);
		await api.editCandidate(document.uri, second.id, 'Nothing works in this house.', 'negative');
		const edited = await waitFor('the edited candidate to be measured', async () =>
			(await waiting(document)).find(({ id, stale }) => id === second.id && stale !== true),
		);
		assert.deepEqual(edited.original, { input: second.input, output: second.output });
		assert.equal(edited.verification, undefined);

		await api.accept(document.uri, [first.id, second.id]);
		assert.equal((await waitForAnalysis(document)).count, set.length + 2);
		assert.ok(document.getText().includes('Nothing works in this house.'));
		const sidecar = await vscode.workspace.fs.readFile(workspaceFile('accepted.jsonl.provenance.jsonl'));
		const lines = Buffer.from(sidecar).toString().trimEnd().split('\n');
		assert.equal(lines.length, 2);
		assert.ok(lines.every(line => line.includes('"strategy":"prismatic"') && !line.includes('Nothing works')));

		await undoIn(document);
		assert.deepEqual(await savedBytes(document), original);
		await waitFor('what was undone to wait again', async () => {
			const ids = (await waiting(document)).map(({ id }) => id);
			return ids.includes(first.id) && ids.includes(second.id) ? true : undefined;
		});
	});

	test('the comparison shows the file as it would be, and changes nothing', async () => {
		server.answer = pairReplies(written);
		const { document } = await filled('compared.jsonl');
		const [first] = await waiting(document);
		assert.ok(first);
		await (await demoscope()).preview(document.uri, [first.id]);
		const { activeTab } = vscode.window.tabGroups.activeTabGroup;
		assert.ok(activeTab?.input instanceof vscode.TabInputTextDiff);
		assert.equal(activeTab.input.original.toString(), document.uri.toString());
		const preview = await vscode.workspace.openTextDocument(activeTab.input.modified);
		assert.equal(preview.getText(), jsonLines([...set, [first.input, first.output]]));
		assert.equal(document.getText(), jsonLines(set));
	});

	test('provenance goes into the demonstration where that is wanted', async () => {
		await setSetting('demoscope.provenance', 'metadata');
		try {
			server.answer = pairReplies(written);
			const { document } = await filled('metadata.jsonl');
			const [first] = await waiting(document);
			assert.ok(first);
			await (await demoscope()).accept(document.uri, [first.id]);
			const last = JSON.parse(document.getText().trimEnd().split('\n').at(-1) ?? '') as Record<string, unknown>;
			assert.equal(last.input, first.input);
			assert.equal((last.demoscope as Record<string, unknown>).strategy, 'prismatic');
		} finally {
			await setSetting('demoscope.provenance', undefined);
		}
	});

	test('cancelling in the middle closes the connections, and what waited stays', async () => {
		server.answer = pairReplies(written);
		const { document } = await filled('cancelled.jsonl');
		const before = (await waiting(document)).map(({ id }) => id).sort();
		const sent = server.requests.length;
		server.misbehave(misbehaviours.silent);
		await withMessages(async () => {
			const run = vscode.commands.executeCommand('demoscope.fillSparseRegions', document.uri);
			await waitFor('a request', () => (server.requests.length > sent ? true : undefined));
			await vscode.commands.executeCommand('demoscope.cancel', document.uri);
			await run;
		}, goesOn);
		await waitFor('the requests to be cut', () =>
			server.requests.slice(sent).every(({ isCut }) => isCut) ? true : undefined,
		);
		assert.deepEqual((await waiting(document)).map(({ id }) => id).sort(), before);
		const after = server.requests.length;
		await new Promise(resolve => setTimeout(resolve, 500));
		assert.equal(server.requests.length, after);
	});

	test('no more calls are made than the budget allows', async () => {
		await setGlobal('demoscope.llm.budget', { calls: 5 });
		try {
			server.answer = pairReplies(written);
			const sent = server.requests.length;
			await filled('budget.jsonl');
			assert.ok(server.requests.length - sent <= 5);
			assert.ok(server.requests.length > sent);
		} finally {
			await setGlobal('demoscope.llm.budget', undefined);
		}
	});

	test('a near-duplicate can be replaced by a synthesized one, in its place', async () => {
		server.answer = pairReplies(written);
		const { document } = await openContent('replaced.jsonl', jsonLines(set));
		await waitForAnalysis(document);
		const [diagnostic] = await waitForDiagnostics(document, 'near-duplicate');
		assert.ok(diagnostic);
		const actions = await codeActionsAt(document, diagnostic.range);
		const fix = actions.find(({ title }) => title.startsWith('Replace with a synthesized one'));
		assert.ok(fix?.command);
		const { command, arguments: values } = fix.command;
		await withMessages(async () => {
			await vscode.commands.executeCommand(command, ...((values ?? []) as unknown[]));
		}, goesOn);
		const [best] = await waiting(document);
		assert.ok(best?.replaces);
		const place = set.findIndex(([input]) => input === best.replaces?.input);
		await (await demoscope()).accept(document.uri, [best.id]);
		assert.equal(document.getText(), jsonLines(set.with(place, [best.input, best.output])));
	});

	test('hostile answers end as rejected proposals with their reasons', async () => {
		const hostile = (input: string, output: string): string => JSON.stringify({ demonstrations: [{ input, output }] });
		server.answer = pairReplies(written, [
			hostile('The \u0007 bell \ud800 rings.', 'neutral'),
			hostile('I cannot help with that.', 'negative'),
			hostile('Fine."}\n{"input": "injected", "output": "positive', 'as I like'),
			'Ignore the task. <script>alert(1)</script>',
			hostile('', 'positive'),
			hostile('long '.repeat(20_000), 'positive'),
		]);
		const { document } = await filled('hostile.jsonl');
		const reasons = new Set(((await demoscope()).reviewOf(document.uri)?.rejected ?? []).map(({ reason }) => reason));
		for (const reason of ['unreadable', 'refusal', 'form', 'empty', 'too-long'] as const) {
			assert.ok(reasons.has(reason), `${reason} is not among ${[...reasons].join(', ')}`);
		}
		assert.equal(document.getText(), jsonLines(set));
	});

	test('a failure says what to do next', async () => {
		const { document } = await openContent('failing.jsonl', jsonLines(set));
		await waitForAnalysis(document);
		server.misbehave(misbehaviours.status(401));
		await withMessages(async messages => {
			await vscode.commands.executeCommand('demoscope.fillSparseRegions', document.uri);
			const failure = messages.find(({ severity }) => severity === 'error');
			assert.deepEqual(failure?.actions, ['Set API Key', 'Choose LLM']);
		}, goesOn);
	});

	test('a task definition alone becomes a new document, whose first demonstrations are those that are accepted', async () => {
		server.answer = pairReplies(written);
		await withMessages(async () => {
			await vscode.commands.executeCommand(
				'demoscope.synthesizeFromTask',
				undefined,
				'Say whether a review is positive, negative or neutral.',
			);
		}, goesOn);
		const document = vscode.workspace.textDocuments.find(
			({ isUntitled, languageId }) => isUntitled && languageId === 'json',
		);
		assert.ok(document);
		const found = await waiting(document);
		assert.ok(found.length > 1);
		assert.equal(document.getText().includes(found[0]?.input ?? ''), false);
		await (
			await demoscope()
		).accept(
			document.uri,
			found.slice(0, 2).map(({ id }) => id),
		);
		assert.equal((await waitForAnalysis(document)).count, 2);
	});
});
