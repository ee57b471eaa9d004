import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

export interface ServeProcess {
	readonly address: string;
	readonly child: ChildProcess;
	/** Its log so far, a JSON object a line. */
	readonly lines: readonly string[];
	/** Ends it as an orchestrator would; gives its exit code. */
	stop(): Promise<number | null>;
}

/** Runs `demoscope serve` as a user does, on a free port of the loopback. */
export async function startServe(...options: readonly string[]): Promise<ServeProcess> {
	const child = spawn(process.execPath, ['dist/cli.js', 'serve', '--port', '0', '--provider', 'cpu', ...options], {
		stdio: ['ignore', 'ignore', 'pipe'],
	});
	const lines: string[] = [];
	const address = await new Promise<string>((resolve, reject) => {
		createInterface({ input: child.stderr }).on('line', line => {
			lines.push(line);
			const serving = /"address":"(?<address>[^"]+)".*"msg":"serving"/u.exec(line)?.groups?.address;
			if (serving !== undefined) {
				resolve(serving);
			}
		});
		child.once('exit', code => reject(new Error(`serve ended (${code}): ${lines.join('\n')}`)));
	});
	return {
		address,
		child,
		lines,
		async stop() {
			const exited = once(child, 'exit') as Promise<[number | null]>;
			child.kill('SIGTERM');
			const [code] = await exited;
			return code;
		},
	};
}
