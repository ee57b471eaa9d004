/** Whether a path begins at a root, of whatever system: settings and configurations travel between systems. */
export function isAbsolutePath(path: string): boolean {
	return /^([/\\]|[A-Za-z]:[/\\])/u.test(path);
}
