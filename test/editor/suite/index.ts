import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import Mocha from 'mocha';

/** What a run writes to DEMOSCOPE_SUITE_REPORT, anew at every test, so that a host that dies leaves its trace. */
interface SuiteReport {
	readonly passed: number;
	readonly failed: number;
	/** The test that was running when this was written. */
	readonly running: string | null;
	/** Whether the suite came to its end. */
	readonly ended: boolean;
}

/** Called by VS Code's extension host: runs the suite, and fails when a test did. */
export async function run(): Promise<void> {
	process.setSourceMapsEnabled(true);
	const { DEMOSCOPE_SUITE_REPORT: reportFile, DEMOSCOPE_SUITE_GREP: grep = '' } = process.env;
	const mocha = new Mocha({ ui: 'tdd', color: false, timeout: 180_000, slow: 5000 }).fgrep(grep);
	for (const name of readdirSync(import.meta.dirname)) {
		if (name.endsWith('.test.mjs')) {
			mocha.addFile(path.join(import.meta.dirname, name));
		}
	}
	await mocha.loadFilesAsync();

	await new Promise<void>((resolve, reject) => {
		const counts = { passed: 0, failed: 0 };
		const write = (report: SuiteReport) => {
			if (reportFile !== undefined) {
				writeFileSync(reportFile, JSON.stringify(report));
			}
		};
		mocha
			.run(failures => {
				write({ ...counts, running: null, ended: true });
				if (failures === 0) {
					resolve();
				} else {
					reject(new Error(`${failures} failed`));
				}
			})
			.on('pass', () => counts.passed++)
			.on('fail', () => counts.failed++)
			.on('test', test => write({ ...counts, running: test.fullTitle(), ended: false }))
			.on('test end', () => write({ ...counts, running: null, ended: false }));
	});
}
