#!/usr/bin/env node
/**
 * `npm test`: everything a change must pass, in the order in which a mistake shows soonest. Stops at the first failure.
 * A file that drives the whole editor and fails runs once more in a new window; one that fails twice has failed, and one that
 * passes then is named as unsteady.
 * The last line counts the tests that ran: `N passed, N failed`.
 *
 * --skip-editor, or DEMOSCOPE_SKIP_EDITOR=1: without the tests in a real VS Code, and those that need its Chromium.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const project = fileURLToPath(new URL('..', import.meta.url));
const reports = path.join(project, 'out', 'test');
const { values: options } = parseArgs({ options: { 'skip-editor': { type: 'boolean', default: false } } });
const skipEditor = options['skip-editor'] || process.env.DEMOSCOPE_SKIP_EDITOR === '1';

const steps = [
	{ name: 'build', script: 'build' },
	{ name: 'lint', script: 'lint' },
	{ name: 'types', script: 'types' },
	{ name: 'unit tests', script: 'test:unit', ...vitestReport('unit') },
	{ name: 'gradients on a graphics processor', script: 'test:gpu', editor: true, ...vitestReport('gpu') },
	{
		name: 'suite in VS Code, on the installed package',
		script: 'test:package',
		editor: true,
		...mochaReport('editor'),
	},
	{ name: 'user interface in VS Code', script: 'test:ui', editor: true, hasSecondTry: true, ...vitestReport('ui') },
];

mkdirSync(reports, { recursive: true });
const total = { passed: 0, failed: 0 };
for (const { name, script, args = [], editor = false, hasSecondTry = false, report, count } of steps) {
	if (editor && skipEditor) {
		console.log(`\n=== ${name}: SKIPPED, as asked for; what it checks is NOT checked`);
		continue;
	}
	console.log(`\n=== ${name}`);
	if (report) {
		rmSync(report, { force: true });
	}
	const started = Date.now();
	let isPassed = npmRun(script, args);
	let { passed, failed } = counted(report, count);
	if (hasSecondTry && !isPassed && failed > 0) {
		({ isPassed, passed, failed } = secondTry(script, args, report, count));
	}
	total.passed += passed ?? 0;
	total.failed += failed ?? 0;
	const seconds = ((Date.now() - started) / 1000).toFixed(1);
	// A runner that ends well without a result has not run.
	if (!isPassed || failed > 0 || (report && !(passed > 0))) {
		console.error(`\n=== ${name}: FAILED after ${seconds} s (npm run ${script})`);
		process.exitCode = 1;
		break;
	}
	console.log(`=== ${name}: passed in ${seconds} s`);
}
console.log(`\n${total.passed} passed, ${total.failed} failed`);

/** Runs the files that failed once more, and counts what passed and failed with them. */
function secondTry(script, args, report, count) {
	const { testResults } = JSON.parse(readFileSync(report, 'utf8'));
	const failedFiles = testResults
		.filter(({ status }) => status !== 'passed')
		.map(({ name }) => path.relative(project, name));
	console.error(`\n=== failed, and run once more: ${failedFiles.join(', ')}`);
	const steady = testResults.filter(({ status }) => status === 'passed').flatMap(file => file.assertionResults);
	rmSync(report);
	const isPassed = npmRun(script, [...args, ...failedFiles]);
	const { passed = 0, failed = 0 } = counted(report, count);
	if (isPassed) {
		console.error(`\n=== UNSTEADY, passed at the second try alone: ${failedFiles.join(', ')}`);
	}
	return { isPassed, passed: passed + steady.filter(({ status }) => status === 'passed').length, failed };
}

/** Nothing where a step has no report, or its runner ended without one. */
function counted(report, count) {
	return report && existsSync(report) ? count(JSON.parse(readFileSync(report, 'utf8'))) : {};
}

function npmRun(script, args) {
	const command = ['run', '--silent', script, ...(args.length > 0 ? ['--', ...args] : [])];
	// npm says where it is itself, which spares the search for npm.cmd on Windows.
	const [program, first] = process.env.npm_execpath ? [process.execPath, [process.env.npm_execpath]] : ['npm', []];
	return spawnSync(program, [...first, ...command], { cwd: project, stdio: 'inherit' }).status === 0;
}

function vitestReport(name) {
	const report = path.join(reports, `${name}.json`);
	return {
		report,
		args: ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
		count: results => ({ passed: results.numPassedTests, failed: results.numFailedTests }),
	};
}

/** The suite writes at every test: one that was running when the extension host died has failed. */
function mochaReport(name) {
	const report = path.join(reports, `${name}.json`);
	return {
		report,
		args: ['--report', report],
		count: results => ({ passed: results.passed, failed: results.failed + (results.running === null ? 0 : 1) }),
	};
}
