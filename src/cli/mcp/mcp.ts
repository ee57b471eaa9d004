import { once } from 'node:events';
import type { Command } from 'commander';
import { addProbeOptions, type CommandContext, type ReadSetOptions } from '../commandContext';
import { withServices } from '../environment';

export function addMcp(program: Command, { root, version, signal }: CommandContext): void {
	const command = program
		.command('mcp')
		.description('serves score, check and suggest to agents by the Model Context Protocol, over standard streams');
	addProbeOptions(command).action(async (options: ReadSetOptions) => {
		const [{ serveStdio }, { toolServer }] = await Promise.all([
			import('@modelcontextprotocol/server/stdio'),
			import('./toolServer'),
		]);
		await withServices(root, options, async services => {
			const stdio = serveStdio(() => toolServer(services, options, version));
			try {
				await once(process.stdin, 'end', { signal });
			} finally {
				await stdio.close();
			}
		});
	});
}
