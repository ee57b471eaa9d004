import * as http from 'node:http';

/**
 * Has `fetch` go through the proxy that HTTPS_PROXY, HTTP_PROXY and NO_PROXY name. Node does it by itself only when
 * asked; one too old to be asked does it with NODE_USE_ENV_PROXY=1 in its environment, or not at all.
 */
export function useProxyFromEnvironment(): void {
	const { env } = process;
	if (
		![env.HTTPS_PROXY, env.https_proxy, env.HTTP_PROXY, env.http_proxy].some(
			value => value !== undefined && value !== '',
		)
	) {
		return;
	}
	if ('setGlobalProxyFromEnv' in http) {
		http.setGlobalProxyFromEnv();
	} else if (env.NODE_USE_ENV_PROXY !== '1') {
		process.stderr.write(
			'This version of Node leaves HTTPS_PROXY alone. Use Node 24 or later, in its newest release.\n',
		);
	}
}
