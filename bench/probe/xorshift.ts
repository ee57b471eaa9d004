/** Marsaglia's xorshift with a multiplied output: 32 independent-looking bits a call, as a signed integer. */
export function xorshift(): () => number {
	let state = 0x9e3779b9;
	return () => {
		state ^= state << 13;
		state ^= state >>> 17;
		state ^= state << 5;
		return Math.imul(state, 0x2545f491) ^ (state >>> 15);
	};
}
