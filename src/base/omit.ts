/** The object without one of its keys. */
export function omit<T extends object, K extends keyof T>(value: T, key: K): Omit<T, K> {
	const copy = { ...value };
	Reflect.deleteProperty(copy, key);
	return copy;
}
