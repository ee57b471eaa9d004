import { startService, type RunningService, type ServiceOptions } from '../../src/service/startService';

/** A service in this process, over a checkpoint of the tests; its log is kept. */
export interface TestService extends RunningService {
	readonly lines: readonly string[];
}

export async function startTestService(
	options: Pick<ServiceOptions, 'workerFile' | 'checkpoint'> & Partial<ServiceOptions>,
): Promise<TestService> {
	const lines: string[] = [];
	const service = await startService({
		provider: 'cpu',
		host: '127.0.0.1',
		port: 0,
		processes: 1,
		threads: 1,
		queue: 64,
		version: '0.0.0',
		log: { level: 'debug', stream: { write: line => void lines.push(line) } },
		...options,
	});
	return { ...service, lines };
}
