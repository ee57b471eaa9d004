#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command, CommanderError } from 'commander';
import { UserError, isAbort, type FailureKind } from '../base/errors';
import { addCheck } from './check/check';
import type { CommandContext } from './commandContext';
import { addEvaluate } from './evaluate';
import { addInspect } from './inspect';
import { addMcp } from './mcp/mcp';
import { addProbe } from './probe';
import { addReport } from './report';
import { addScore } from './score';
import { addSelect } from './select';
import { addServe } from './serve';
import { addSuggest } from './suggest';
import { addSynthesize } from './synthesize';

const exitCodes: Readonly<Record<FailureKind, number>> = { usage: 2, input: 2, service: 3 };

/** What a shell reports for a program ended by Ctrl+C. */
const interruptedExitCode = 130;

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { version: string };

const interrupt = new AbortController();
process.once('SIGINT', () => interrupt.abort());
// Whoever reads our output may stop early, as `head` does.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
	if (error.code !== 'EPIPE') {
		throw error;
	}
	process.exit();
});

const program = new Command('demoscope')
	.description('Scores the demonstrations of a few-shot prompt, and fills what is missing.')
	.version(version)
	.showHelpAfterError('Run with --help for what it takes.')
	.exitOverride();
const context: CommandContext = { root, version, signal: interrupt.signal };
addInspect(program);
addScore(program, context);
addCheck(program, context);
addSelect(program, context);
addSuggest(program, context);
addSynthesize(program, context);
addEvaluate(program, context);
addReport(program, context);
addProbe(program, context);
addMcp(program, context);
addServe(program, context);

try {
	await program.parseAsync();
} catch (error) {
	process.exitCode = report(error);
}

function report(error: unknown): number {
	if (error instanceof CommanderError) {
		return error.exitCode === 0 ? 0 : exitCodes.usage;
	}
	if (isAbort(error)) {
		process.stderr.write('Interrupted. What was read is kept; run the command again to go on.\n');
		return interruptedExitCode;
	}
	if (!UserError.is(error)) {
		throw error;
	}
	process.stderr.write(`demoscope: ${error.message}\n`);
	if (process.env.DEMOSCOPE_DEBUG !== undefined) {
		process.stderr.write(`${error.stack ?? ''}\n`);
	}
	return exitCodes[error.kind];
}
